"""Limits of Cisco IOS XR.

Source: Cisco IOS XR command references: remark (255); route-policy and the sets end with a line of their own.
"""

from __future__ import annotations

from renderers.limits import Limits

LIMITS = Limits(
    line=1023,
    parts=((r"(?:\d+ )?remark (.*)", 255),),
    texts=(
        (r"route-policy \S+.*", "end-policy"),
        (r"(?:prefix|community|as-path|large-community|rd|extcommunity|ospf-area|etag|tag)-set .*", "end-set"),
    ),
    in_clear=(r"snmp-server community ",),
)
