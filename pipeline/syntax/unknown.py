"""Which lines of a configuration nothing knows by a rule."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.engine import engine
from pipeline.reader import reader

if TYPE_CHECKING:
    from pipeline.syntax.base import Written
    from schemas.inventory import Platform

_SHOWN = 3


@lru_cache(maxsize=64)
def unknown(platform: Platform, text: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return lines with the lines around them, and their numbers, that the model of the device knows no rule of."""
    read = reader(platform)
    if read is None:
        return ()
    knows = engine(platform).knows
    return tuple((path, number) for path, number in read.paths(text) if not knows(path))


def counted(written: Written) -> str:
    """Say how many lines of the candidate are known by no rule, and which of them the change writes; empty: none."""
    found = unknown(written.candidate.platform, written.text)
    if not found:
        return ""
    heads = list(dict.fromkeys(" ".join(path[0].split()[:2]) for path, _ in found))
    shown = ", ".join(f"`{head}`" for head in heads[:_SHOWN]) + (", …" if len(heads) > _SHOWN else "")
    mine = {line.line for line in written.candidate.lines}
    own = [path[-1] for path, number in found if number in mine]
    said = f"; the change writes {len(own)} of them, such as `{own[0]}`" if own else ""
    return (
        f"{written.device}: {len(found)} lines that the model of the device knows no rule of; "
        f"they stand untouched: {shown}{said}"
    )
