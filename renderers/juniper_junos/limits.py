"""Limits of Junos.

Source: Junos OS CLI User Guide: identifiers of vlans and firewall terms, 255 characters.
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(
    braces=True,
    parts=((r"set (?:\S+ )*vlans (\S+).*", 255), (r"set firewall .*term (\S+).*", 255)),
    in_clear=(r"set snmp community ",),
)
