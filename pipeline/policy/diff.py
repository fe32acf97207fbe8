"""Lines that come and go, each with the lines of the blocks around it, without parsing what is the same."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Path = tuple[str, ...]
_PORT = re.compile(r"^interface [^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
"""A block of a port in an indented configuration; the statements of Junos begin otherwise."""
_BANNER = re.compile(r"^banner ", re.MULTILINE)


def changed_lines(
    before: str, after: str, paths: Callable[[str], Iterable[tuple[Path, int]]]
) -> tuple[list[tuple[Path, int]], list[Path]]:
    """Return the lines that only the second text has, with their numbers, and those that only the first one has.

    Outermost blocks that both texts begin or end with, and ports that are the same, are left out before anything is
    parsed.
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
    was, now = _ports_apart("\n".join(one[start : len(one) - end]), "\n".join(two[start : len(two) - end]))
    old, new = list(paths(was)), list(paths(now))
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


def without_ports(text: str) -> str:
    """Return an indented configuration with empty lines in place of ports, so that every line keeps its number.

    A banner may hold anything, so that nothing from the first one on is taken out.
    """
    banner = _BANNER.search(text)
    end = banner.start() if banner else len(text)
    return _PORT.sub(_empty, text[:end]) + text[end:]


def _ports_apart(before: str, after: str) -> tuple[str, str]:
    """Return both texts with empty lines in place of ports that are the same in both."""
    if _BANNER.search(before) or _BANNER.search(after):
        return before, after
    both = set(_PORT.findall(before)) & set(_PORT.findall(after))
    if not both:
        return before, after
    one, two = (_PORT.sub(lambda at: _empty(at) if at[0] in both else at[0], text) for text in (before, after))
    return one, two


def _empty(block: re.Match[str]) -> str:
    return "\n" * block[0].count("\n")


def _same(one: list[str], two: list[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _begins(lines: list[str], at: int) -> bool:
    """Tell whether a block can be cut before a line: it stands at the margin and closes nothing."""
    return at == len(lines) or lines[at][:1] not in ("", " ", "\t", "}", "^")
