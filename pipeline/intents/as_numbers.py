"""AS numbers, plain or dotted (RFC 5396): one number, written as the device writes its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.facts import BgpFacts

_FORM = re.compile(r"(\d{1,10})(?:\.(\d{1,5}))?")


def as_number(written: int | str) -> int | None:
    """Return the number; None for a word such as `external`, or nothing."""
    match = _FORM.fullmatch(str(written))
    if match is None:
        return None
    return int(match[1]) * 65536 + int(match[2]) if match[2] else int(match[1])


def as_shown(asn: int | str, bgp: BgpFacts | None) -> str:
    """Return an AS number as the device writes such numbers: dotted where it writes any of them so, else plain.

    Law: both notations of one number come out the same, so that a number that is there already changes nothing.
    """
    number = as_number(asn)
    if number is None or number < 65536:
        return str(asn if number is None else number)
    there = (bgp.local_as, *(item.remote_as for item in bgp.neighbors)) if bgp else ()
    dotted = any("." in one for one in there if as_number(one) is not None)
    return f"{number // 65536}.{number % 65536}" if dotted else str(number)
