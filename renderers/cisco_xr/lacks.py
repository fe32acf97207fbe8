"""What Cisco IOS XR does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "access_port": "a router: it has bridge domains, no switched VLANs and ports",
    "dhcp_snooping": "snooping is a profile of a bridge domain there; not prepared by this version",
    "dhcp_trust": "snooping is a profile of a bridge domain there; not prepared by this version",
    "l2_vni": "EVPN there is MPLS or SRv6; VNIs are for gateways of ASR 9000 (L2VPN guide, EVPN VXLAN DCI)",
    "l3_vni": "EVPN there is MPLS or SRv6; VNIs are for gateways of ASR 9000 (L2VPN guide, EVPN VXLAN DCI)",
    "lag_capacity": "aggregates need no count of their own there",
    "port_security": "a router: it has bridge domains, no switched VLANs and ports",
    "storm_control": "limits of bridge domains are packets or kilobits, no shares of a port's speed (L2VPN guide)",
    "stp_edge": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_port": "a router: it has bridge domains, no switched VLANs and ports",
    "trunk_vlan": "a router: it has bridge domains, no switched VLANs and ports",
    "vlan": "a router: a VLAN is a bridge domain that the BVI of its number routes",
    "vtep": "EVPN there is MPLS or SRv6; VNIs are for gateways of ASR 9000 (L2VPN guide, EVPN VXLAN DCI)",
    "vty_line": "lines are templates there; management_access writes `line default`",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
