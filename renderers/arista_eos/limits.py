"""Limits of Arista EOS.

Source: Arista EOS User Manual: name (VLAN configuration mode), 32 characters.
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(parts=((r"name (.*)", 32),), in_clear=(r"snmp-server community ",))
