"""Sets of numbers written as ranges: `10,20-22`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = frozenset(range(1, 4095))
"""All VLANs."""
_SHAPE = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*")


def numbers(text: str) -> frozenset[int] | None:
    """Return the numbers of a list of ranges, or None where it is not one or goes beyond 4094."""
    text = text.replace(" ", "")
    if not _SHAPE.fullmatch(text):
        return None
    found: set[int] = set()
    for part in text.split(","):
        low, _, high = part.partition("-")
        first, last = int(low), int(high or low)
        if first < 1 or last > 4094 or first > last:
            return None
        found.update(range(first, last + 1))
    return frozenset(found)


def ranges(values: Iterable[int]) -> str:
    """Return numbers as ranges, in order."""
    parts: list[str] = []
    first = last = -1
    for value in sorted(values):
        if value == last + 1 and first >= 0:
            last = value
            continue
        if first >= 0:
            parts.append(_part(first, last))
        first = last = value
    if first >= 0:
        parts.append(_part(first, last))
    return ",".join(parts)


def _part(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
