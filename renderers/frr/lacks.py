"""What FRRouting does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "aaa_server": "belongs to the operating system below, which FRRouting does not configure",
    "access_port": "belongs to the operating system below, which FRRouting does not configure",
    "dhcp_relay": "belongs to the operating system below, which FRRouting does not configure",
    "dhcp_snooping": "belongs to the operating system below, which FRRouting does not configure",
    "dhcp_trust": "belongs to the operating system below, which FRRouting does not configure",
    "dns_domain": "belongs to the operating system below, which FRRouting does not configure",
    "dns_servers": "belongs to the operating system below, which FRRouting does not configure",
    "l2_vni": "VNIs are what the kernel has; FRRouting announces all of them",
    "lag": "belongs to the operating system below, which FRRouting does not configure",
    "lag_capacity": "aggregates need no count of their own there",
    "lag_member": "belongs to the operating system below, which FRRouting does not configure",
    "management_access": "belongs to the operating system below, which FRRouting does not configure",
    "ntp_server": "belongs to the operating system below, which FRRouting does not configure",
    "port_security": "belongs to the operating system below, which FRRouting does not configure",
    "snmp_group": "belongs to the operating system below, which FRRouting does not configure",
    "snmp_user": "belongs to the operating system below, which FRRouting does not configure",
    "storm_control": "belongs to the operating system below, which FRRouting does not configure",
    "stp_edge": "belongs to the operating system below, which FRRouting does not configure",
    "syslog_server": "belongs to the operating system below, which FRRouting does not configure",
    "trunk_port": "belongs to the operating system below, which FRRouting does not configure",
    "trunk_vlan": "belongs to the operating system below, which FRRouting does not configure",
    "vlan": "interfaces of VLANs are made by the operating system below",
    "vrf": "routing instances are made by the operating system below",
    "vty_line": "who may log in stands where the server is, not at lines",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
