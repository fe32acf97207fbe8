"""Behaviour of prefix lists that are written as outermost lines with `seq`, as on IOS, NX-OS and FRR."""

from __future__ import annotations

from renderers.behaviour import Removal

ONCE = ("global", r"(ip|ipv6) prefix-list (\S+) seq (\d+)")
"""A number is taken once."""
COUNTED = (
    (r"ip prefix-list (\S+)(?= (?:permit|deny) )", r"ip prefix-list \1 seq", 5),
    (r"ipv6 prefix-list (\S+)(?= (?:permit|deny) )", r"ipv6 prefix-list \1 seq", 5),
)
"""Without a number an entry gets the next one, by fives."""
REMOVALS = (
    Removal("global", r"(ip|ipv6) prefix-list (\S+)", ("{1} prefix-list {2}",)),
    Removal("global", r"(ip|ipv6) prefix-list (\S+) seq (\d+)", ("{1} prefix-list {2} seq {3}",)),
)
"""The whole list goes by its name, an entry by its number."""
