"""What Cisco IOS XR does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "access_port": "a router: it has bridge domains, no switched VLANs and ports",
    "dhcp_relay": "relays are profiles that interfaces name; not prepared by this version",
    "dhcp_snooping": "snooping stands at bridge domains there; not prepared by this version",
    "dhcp_trust": "snooping stands at bridge domains there; not prepared by this version",
    "first_hop": "HSRP and VRRP are processes of their own there; not prepared by this version",
    "l2_vni": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "l3_vni": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "lag_capacity": "aggregates need no count of their own there",
    "mlag_domain": "MC-LAG is ICCP there; not prepared by this version",
    "mlag_member": "MC-LAG is ICCP there; not prepared by this version",
    "port_security": "a router: it has bridge domains, no switched VLANs and ports",
    "storm_control": "limits stand at bridge domains there; not prepared by this version",
    "stp_edge": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_port": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_vlan": "a router: it has bridge domains, no switched VLANs and ports",
    "vlan": "a router: it has bridge domains, no switched VLANs and ports",
    "vlan_interface": "a router: it has bridge domains, no switched VLANs and ports",
    "vtep": "EVPN stands in l2vpn and evpn instances there; not prepared by this version",
    "vty_line": "lines are templates there; management_access writes `line default`",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
