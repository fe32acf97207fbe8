"""The longest part of a list that another one holds in the same order, in little more than linear time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Change = tuple[int, int, int, int]
"""Where a part of the old list begins and ends, and where the part of the new one that takes its place does."""


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return what differs between two lists, with as many entries kept as possible.

    Entries that a list repeats are told apart by their count; with repetitions a few more than needed may change.
    """
    places = {entry: place for place, entry in enumerate(_counted(new))}
    pairs = [(mine, places[entry]) for mine, entry in enumerate(_counted(old)) if entry in places]
    out: list[Change] = []
    mine = theirs = 0
    for one, two in (*_rising(pairs), (len(old), len(new))):
        if one > mine or two > theirs:
            out.append((mine, one, theirs, two))
        mine, theirs = one + 1, two + 1
    return out


def _counted(entries: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    out = []
    for entry in entries:
        seen[entry] += 1
        out.append((entry, seen[entry]))
    return out


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest run of pairs whose second numbers rise, too."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        back.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at.append(index)
        else:
            ends[length] = place
            at[length] = index
    found: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(pairs[index])
        index = back[index]
    return found[::-1]
