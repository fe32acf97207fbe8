"""What Cisco IOS XR does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "access_port": "a router: it has bridge domains, no switched VLANs and ports",
    "dhcp_snooping": "snooping stands at bridge domains there; not prepared by this version",
    "dhcp_trust": "snooping stands at bridge domains there; not prepared by this version",
    "l2_vni": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "l3_vni": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "lag_capacity": "aggregates need no count of their own there",
    "port_security": "a router: it has bridge domains, no switched VLANs and ports",
    "storm_control": "limits stand at bridge domains there; not prepared by this version",
    "stp_edge": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_port": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_vlan": "a router: it has bridge domains, no switched VLANs and ports",
    "vlan": "a router: a VLAN is a bridge domain that the BVI of its number routes",
    "vtep": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "vty_line": "lines are templates there; management_access writes `line default`",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
