"""Lines that come and go, each with the lines of the blocks around it, without parsing what is the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Path = tuple[str, ...]


def changed_lines(
    before: str, after: str, paths: Callable[[str], Iterable[tuple[Path, int]]]
) -> tuple[list[tuple[Path, int]], list[Path]]:
    """Return the lines that only the second text has, with their numbers, and those that only the first one has.

    Outermost blocks that both texts begin or end with are left out before anything is parsed.
    """
    if before == after:
        return [], []
    one, two = before.split("\n"), after.split("\n")
    start = _same(one, two)
    while start and not (_begins(two, start) and _begins(one, start)):
        start -= 1
    end = _same(one[start:][::-1], two[start:][::-1])
    while end and not (_begins(two, len(two) - end) and _begins(one, len(one) - end)):
        end -= 1
    old = list(paths("\n".join(one[start : len(one) - end])))
    new = list(paths("\n".join(two[start : len(two) - end])))
    there = Counter(path for path, _ in old)
    added = []
    for path, line in new:
        if there[path]:
            there[path] -= 1
        else:
            added.append((path, line + start))
    left = Counter(path for path, _ in new)
    removed = []
    for path, _ in old:
        if left[path]:
            left[path] -= 1
        else:
            removed.append(path)
    return added, removed


def _same(one: list[str], two: list[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _begins(lines: list[str], at: int) -> bool:
    """Tell whether a block can be cut before a line: it stands at the margin and closes nothing."""
    return at == len(lines) or lines[at][:1] not in ("", " ", "\t", "}", "^")
