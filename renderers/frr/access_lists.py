"""Access lists of FRRouting as facts: outermost lines with a number, by prefix, or by source and destination.

Source: FRR User Guide, Filtering: IP Access List.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers.blocks import Line
from renderers.ios_filters import entry
from schemas.facts import FilterEntryFacts, FilterFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.blocks import Block
    from renderers.ios_filters import Family

_LINE = re.compile(r"(?:(ipv6) )?access-list (\S+) (?:seq (\d+) )?((?:permit|deny) .*)")


def access_lists(found: Iterable[Block]) -> tuple[FilterFacts, ...]:
    """Return the lists, sorted by name; one whose entries say a prefix alone matches sources only."""
    lists: dict[tuple[str, Family], list[FilterEntryFacts]] = {}
    shown: dict[tuple[str, Family], bool] = {}
    wide: set[tuple[str, Family]] = set()
    for block in found:
        match = _LINE.fullmatch(block.header)
        if match is None:
            continue
        family: Family = "ipv6" if match[1] else "ipv4"
        key = (match[2], family)
        entries = lists.setdefault(key, [])
        number = match[3] or str(5 * len(entries) + 5)
        shown[key] = shown.get(key, True) and match[3] is not None
        words = match[4].removesuffix(" exact-match")
        extended = re.match(r"(?:permit|deny) ip ", words)
        if extended:
            wide.add(key)
        line = Line(block.number, 0, block.header)
        if words != match[4]:
            entries.append(FilterEntryFacts(id=number, line=block.number, text=block.header, understood=False))
        else:
            entries.append(entry(number, line, words, (family, "extended" if extended else "standard")))
    return tuple(
        FilterFacts(
            name=name, family=family, numbered=shown[name, family], standard=(name, family) not in wide, entries=entries
        )
        for (name, family), entries in sorted((key, tuple(found)) for key, found in lists.items())
    )
