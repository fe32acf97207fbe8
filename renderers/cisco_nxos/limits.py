"""Limits of Cisco NX-OS.

Source: Cisco Nexus 9000 Series NX-OS Command Reference: description (254), name (32), remark (100), neighbour
description (80).
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(
    line=511,
    parts=((r"description (.*)", 254), (r"name (.*)", 32), (r"(?:\d+ )?remark (.*)", 100)),
    in_clear=(r"snmp-server community ",),
)
