"""Moves that bring a list into another order: as few as possible."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def moves(have: Sequence[str], want: Sequence[str], old: int = 0) -> tuple[tuple[str, str, str], ...]:
    """Return (entry, `before` or `after`, other entry) that turn `have` into `want`, which holds the same entries.

    The first `old` entries of `have` were there before: where it costs no more moves, they stay and the new ones move.
    """
    rank = {name: number for number, name in enumerate(want)}
    stay = _longest([rank[name] for name in have])
    known = set(_longest([rank[name] for name in have[:old]]))
    for name in have[old:]:
        if rank[name] > max(known, default=-1):
            known.add(rank[name])
    if len(known) == len(stay):
        stay = frozenset(known)
    out: list[tuple[str, str, str]] = []
    for number in range(len(want) - 1, -1, -1):
        if number in stay:
            continue
        if number + 1 < len(want):
            out.append((want[number], "before", want[number + 1]))
        else:
            out.append((want[number], "after", have[-1]))
    return tuple(out)


def _longest(numbers: Sequence[int]) -> frozenset[int]:
    """Return a longest rising subsequence."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        if place == len(ends):
            ends.append(number)
            at.append(index)
        else:
            ends[place] = number
            at[place] = index
        back[index] = at[place - 1] if place else -1
    found: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(numbers[index])
        index = back[index]
    return frozenset(found)
