"""Say under which lines a line of a configuration stands, for all of them in one pass. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def parents(lines: Sequence[str]) -> list[int]:
    """Return by line the index of the one that it stands under; -1 where it stands under none.

    That is the nearest line above that is less deep; blank lines and bare comment signs are nobody's parents. Each
    line is looked at once, so that a filter of 10,000 entries costs 10,000 steps and not fifty million.
    """
    found: list[int] = []
    open_: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        deep = len(line) - len(line.lstrip(" \t"))
        blank = not line.strip(" \t!#\r")
        above = len(open_)
        while above and open_[above - 1][0] >= deep:
            above -= 1
        found.append(open_[above - 1][1] if above else -1)
        if not blank:
            del open_[above:]
            open_.append((deep, at))
    return found


def around(above: Sequence[int], at: int) -> list[int]:
    """Return the indexes of the lines that a line stands under, outermost first; `above` is what `parents` returns."""
    found: list[int] = []
    while (at := above[at]) >= 0:
        found.append(at)
    return found[::-1]
