"""Near: devices whose failure is tried first, those at the other end of a changed device's cables, then itself."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cable = tuple[str, str]


def near(
    changed: Sequence[str], cables: Iterable[Cable], every: Iterable[str], most: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the devices whose loss is tried, at most so many, and all others; names in lower case.

    First come neighbours, those of most changed devices first, then the changed devices, then the rest by name.
    """
    mine = set(changed)
    ends = [pair for one, two in cables for pair in ((one, two), (two, one)) if one != two]
    beside = Counter(two for one, two in dict.fromkeys(ends) if one in mine and two not in mine)
    order = [*(name for name, _ in sorted(beside.items(), key=lambda item: (-item[1], item[0]))), *sorted(mine)]
    order += sorted({*every} - {*order})
    return tuple(order[:most]), tuple(order[most:]) if most else ()


def cables(layer1: str) -> tuple[Cable, ...]:
    """Return the pairs of devices of a cabling file of the analyzer, none where it is no such file."""
    try:
        edges = json.loads(layer1)["edges"]
        return tuple((edge["node1"]["hostname"].lower(), edge["node2"]["hostname"].lower()) for edge in edges)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
