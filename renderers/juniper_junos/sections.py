"""Sections of a Junos configuration that the model of the device knows rules of."""

from __future__ import annotations

SECTIONS = frozenset(
    (
        *("system", "chassis", "interfaces", "protocols", "firewall", "policy-options", "routing-options", "vlans"),
        *("forwarding-options", "routing-instances", "logical-systems", "groups", "apply-groups", "snmp", "version"),
        *(
            "class-of-service",
            "switch-options",
            "bridge-domains",
            "applications",
            "security",
            "ethernet-switching-options",
        ),
    )
)
