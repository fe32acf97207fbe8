"""Limits of Cisco IOS and IOS-XE.

Sources: Cisco IOS Configuration Fundamentals Command Reference (254 characters a line); Interface Command Reference,
description (240); LAN Switching Command Reference, name (32); BGP Command Reference, neighbor description (80);
Security Command Reference, remark (100).
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(
    line=254,
    parts=(
        (r"description (.*)", 240),
        (r"name (.*)", 32),
        (r"neighbor \S+ description (.*)", 80),
        (r"(?:\d+ )?remark (.*)", 100),
    ),
    in_clear=(r"snmp-server community ",),
)
