"""Lists of numbers as devices write them: `1,10-12`."""

from __future__ import annotations

import re

_LIST = re.compile(r"(?:\d+(?:-\d+)?)(?:,\d+(?:-\d+)?)*|none|all")


WHOLE = frozenset(range(1, 4095))
"""All VLANs: what holds without a list."""


def is_list(text: str) -> bool:
    """Tell whether a text is a list of numbers."""
    return _LIST.fullmatch(text.replace(" ", "")) is not None


def numbers(text: str) -> frozenset[int]:
    """Return the numbers of `1,10-12`; `none` is empty, `all` is 1 to 4094; raises ValueError for anything else."""
    text = text.strip()
    if text == "none":
        return frozenset()
    if text == "all":
        return WHOLE
    found: set[int] = set()
    for piece in text.replace(" ", "").split(","):
        first, _, last = piece.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)
