"""Names of interfaces: abbreviations to the platform's own spelling, and ranges to single ports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 512
_NAME = re.compile(r"([A-Za-z][A-Za-z-]*?) ?(\d\S*)")
_ONE = re.compile(r"[A-Za-z][A-Za-z0-9-]* ?\d*(?:/\d+)*(?::\d+)?(?:\.\d+)?(?:/\d+)*(?::\d+)?")
_RANGE = re.compile(r"(.*\D)(\d{1,9})-(\d{1,9})")


def canonical(written: str, types: tuple[str, ...]) -> str:
    """Return the name with its type written out; the input where no type, or more than one, begins so.

    Of several types that begin so, the first one in the table is meant, as on the device: the table is in that order.
    """
    match = _NAME.fullmatch(written.strip())
    if match is None:
        return written
    word = match[1].lower()
    for name in types:
        if name.lower().startswith(word):
            return f"{name}{match[2]}"
    return written


def expand(written: str, name: Callable[[str], str]) -> tuple[str, ...]:
    """Return every port of `GigabitEthernet1/0/10-14`, or the one; ValueError for a range that is none."""
    match = _RANGE.fullmatch(written.strip())
    if match is None:
        if not _ONE.fullmatch(written.strip()):
            raise ValueError(f"{written!r} is neither one interface nor a range; expected such as Gi1/0/1 or Gi1/0/1-4")
        return (name(written.strip()),)
    first, last = int(match[2]), int(match[3])
    if last < first:
        raise ValueError(f"interface range {written!r} ends before it begins; expected the lower port first")
    if last - first >= LIMIT:
        raise ValueError(f"interface range {written!r} has {last - first + 1} ports; expected at most {LIMIT}")
    return tuple(name(f"{match[1]}{port}") for port in range(first, last + 1))
