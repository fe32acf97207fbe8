"""Show what a configuration loses and gains in its place: each line under the blocks that it stands in. Pure.

A line without its interface says nothing to a reviewer: `switchport access vlan 120` is four different changes.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.nesting import around, parents

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COMPARED = 20_000
"""Lines between the first and the last difference; longer ones are not compared line by line."""


def in_context(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...] | None:
    """Return lines that begin with `-`, `+` or a blank (the block around); None where it is too long to compare.

    Law: the lines with `-` and `+` are exactly those of a shortest edit as `difflib` finds it; a block is named again
    only where another one was named in between.
    """
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = min(len(before), len(after)) - same
    ends = zip(reversed(before[same:]), reversed(after[same:]), strict=False)
    tail = min(rest, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends)))
    old, new = before[same : len(before) - tail], after[same : len(after) - tail]
    if len(old) + len(new) > MOST_COMPARED:
        return None
    out: list[str] = []
    named: tuple[str, ...] = ()
    above = {"-": parents(before), "+": parents(after)}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changes = [("-", before, same + at) for at in range(i1, i2)]
        changes += [("+", after, same + at) for at in range(j1, j2)]
        for sign, lines, at in changes:
            if not lines[at].strip(" \t!#"):
                continue
            blocks = [lines[one] for one in around(above[sign], at)]
            common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(named, blocks, strict=False)))
            out += [f"  {line}" for line in blocks[common:]]
            out.append(f"{sign} {lines[at]}")
            # A line that begins a block is the block's name for what follows.
            named = (*blocks, lines[at])
    return tuple(out)
