"""Which lines of a configuration nothing knows by a rule."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.engine import engine
from pipeline.reader import reader

if TYPE_CHECKING:
    from schemas.inventory import Platform


@lru_cache(maxsize=64)
def unknown(platform: Platform, text: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return lines with the lines around them, and their numbers, that the model of the device knows no rule of."""
    read = reader(platform)
    if read is None:
        return ()
    knows = engine(platform).knows
    return tuple((path, number) for path, number in read.paths(text) if not knows(path))
