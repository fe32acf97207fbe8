"""Swaps: lines that take the place of others. Where putting the old one back alters nothing, nobody saw the difference.

That the model holds a line does not say that it holds all of it: `channel-group 1 mode on` in place of `… mode active`
leaves the same model, because only membership is modelled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.semantic.edits import Edit
    from pipeline.semantic.lines import Path

# The number of an entry says its place alone, and of places the order in the model tells.
_NUMBER = re.compile(r"^(?:seq(?:uence)? )?\d+ (?=permit|deny)|(?<= )seq(?:uence)? \d+ (?=permit|deny)")
_LARGEST = 40_000


def swaps(edits: Iterable[Edit]) -> tuple[tuple[Edit, Edit], ...]:
    """Return pairs (removed, added) of one file that stand at the same place and begin alike; each line at most once.

    Lines that differ in the number of an entry alone are no pair.
    """
    sides: dict[tuple[str, Path], tuple[list[Edit], list[Edit]]] = defaultdict(lambda: ([], []))
    for edit in edits:
        sides[edit.file, edit.path][edit.side == "added"].append(edit)
    found = [pair for gone, come in sides.values() for pair in _paired(gone, come)]
    return tuple(sorted(found, key=lambda pair: (pair[1].file, pair[1].line)))


def _paired(gone: list[Edit], come: list[Edit]) -> Iterator[tuple[Edit, Edit]]:
    heads: dict[str, list[Edit]] = defaultdict(list)
    for edit in gone:
        heads[_words(edit)[0]].append(edit)
    near = [
        (_alike(one, two), one, two)
        for two in come
        for one in heads.get(_words(two)[0], ())
        if len(gone) * len(come) <= _LARGEST or _words(one)[:-1] == _words(two)[:-1]
    ]
    taken: set[Edit] = set()
    for alike, one, two in sorted(near, key=lambda item: (-item[0], item[2].line, item[1].line)):
        if alike and one not in taken and two not in taken:
            taken |= {one, two}
            if _NUMBER.sub("", one.text) != _NUMBER.sub("", two.text):
                yield one, two


def _words(edit: Edit) -> list[str]:
    return _NUMBER.sub("", edit.text).removeprefix("no ").removeprefix("set ").split() or [""]


def _alike(one: Edit, two: Edit) -> int:
    """Return how many words two lines begin with alike, 0 where that is less than half of the shorter one."""
    mine, yours = _words(one), _words(two)
    same = next((at for at, (a, b) in enumerate(zip(mine, yours, strict=False)) if a != b), min(len(mine), len(yours)))
    return same if 2 * same >= min(len(mine), len(yours)) else 0
