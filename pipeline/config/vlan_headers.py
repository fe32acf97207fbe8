"""VLAN headers: one line may stand for many VLANs, and each of them is an object of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.config.ranges import numbers
from renderers.number_lists import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.dialect import Dialect

_MOST = 24
"""Ranges in one command, so that no command line is too long."""


@lru_cache(maxsize=32)
def _header(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern or r"(?!)")


def single(dialect: Dialect, header: str) -> list[str]:
    """Return a header for each VLAN that a header stands for; the header itself where it is no list of VLANs."""
    match = _header(dialect.vlans).match(header)
    if match is None or match[1].isdigit():
        return [header]
    return [f"{header[: match.start(1)]}{vlan}" for vlan in sorted(numbers(match[1]))]


def together(dialect: Dialect, headers: Iterable[str]) -> list[str]:
    """Return few headers for many VLANs, each short enough for a command line."""
    pattern = _header(dialect.vlans)
    found = [(header, match) for header in headers if (match := pattern.match(header))]
    if not found:
        return []
    start = found[0][0][: found[0][1].start(1)]
    ranges = compact({int(match[1]) for _, match in found}).split(",")
    return [f"{start}{','.join(ranges[at : at + _MOST])}" for at in range(0, len(ranges), _MOST)]


def is_vlan(dialect: Dialect, header: str) -> bool:
    """Tell whether a header stands for VLANs."""
    return _header(dialect.vlans).match(header) is not None
