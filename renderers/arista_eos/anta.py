"""How ANTA tests on EOS what a feature wants: by feature, a function of its fields.

Source: ANTA 1.10, catalog of tests (https://anta.arista.com). A feature that is not here is tested by its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class AntaTest(NamedTuple):
    """One test of a catalog."""

    module: str
    name: str
    inputs: dict[str, Any]


Fields = dict[str, Any]


def vlan(of: Fields) -> AntaTest:
    """Return the test of a VLAN: it is active."""
    return AntaTest("anta.tests.vlan", "VerifyVlanStatus", {"vlans": [{"vlan_id": of["id"], "status": "active"}]})


def bgp_neighbor(of: Fields) -> AntaTest:
    """Return the test of a session: established, with its address family negotiated."""
    family = {"afi": of["family"], "safi": "unicast", "vrf": _vrf(of), "peers": [of["neighbor"]]}
    return AntaTest("anta.tests.routing.bgp", "VerifyBGPSpecificPeers", {"address_families": [family]})


def bgp_bfd(of: Fields) -> AntaTest:
    """Return the test of a session that BFD watches: BFD is up."""
    peer = {"peer_address": of["neighbor"], "vrf": _vrf(of)}
    return AntaTest("anta.tests.bfd", "VerifyBFDSpecificPeers", {"bfd_peers": [peer]})


def static_route(of: Fields) -> AntaTest | None:
    """Return the test of a route: it is there by that next hop; ANTA looks at IPv4 alone."""
    if ":" in of["prefix"] or not of["next_hop"]:
        return None
    entry = {"prefix": of["prefix"], "vrf": _vrf(of), "nexthops": [of["next_hop"]]}
    return AntaTest("anta.tests.routing.generic", "VerifyIPv4RouteNextHops", {"route_entries": [entry]})


def routed_interface(of: Fields) -> AntaTest | None:
    """Return the test of an address."""
    return _address(of["interface"], of["ipv4"])


def vlan_interface(of: Fields) -> AntaTest | None:
    """Return the test of a VLAN's address."""
    return _address(f"Vlan{of['vlan']}", of["ipv4"])


def interface_settings(of: Fields) -> AntaTest | None:
    """Return the test of a port that is switched off; one that is switched on may still wait for its other end."""
    if of["admin"] != "down":
        return None
    state = {"name": of["interface"], "status": "adminDown"}
    return AntaTest("anta.tests.interfaces", "VerifyInterfacesStatus", {"interfaces": [state]})


def lag_member(of: Fields) -> AntaTest | None:
    """Return the test of a member: bundled by LACP."""
    if of["mode"] not in ("active", "passive"):
        return None
    state = {"name": of["interface"], "portchannel": f"Port-Channel{of['number']}"}
    return AntaTest("anta.tests.interfaces", "VerifyLACPInterfacesStatus", {"interfaces": [state]})


def syslog_server(of: Fields) -> AntaTest | None:
    """Return the test of a syslog server; ANTA looks at IPv4 alone."""
    if ":" in of["address"]:
        return None
    return AntaTest("anta.tests.logging", "VerifyLoggingHosts", {"hosts": [of["address"]], "vrf": _vrf(of)})


def aaa_server(of: Fields) -> AntaTest | None:
    """Return the test of a TACACS+ server; ANTA has none of RADIUS, and looks at IPv4 alone."""
    if of["protocol"] != "tacacs" or ":" in of["address"]:
        return None
    return AntaTest("anta.tests.aaa", "VerifyTacacsServers", {"servers": [of["address"]], "vrf": _vrf(of)})


def snmp_user(of: Fields) -> AntaTest | None:
    """Return the test of an SNMP user: group and algorithms, never secrets."""
    if not of["auth"]:
        return None
    user = {"username": of["name"], "group_name": of["group"], "version": "v3", "auth_type": _AUTH[of["auth"]]}
    if of["priv"]:
        user["priv_type"] = "AES-128"
    return AntaTest("anta.tests.snmp", "VerifySnmpUser", {"snmp_users": [user]})


def l2_vni(of: Fields) -> AntaTest:
    """Return the test of a VLAN's number in the overlay."""
    return AntaTest("anta.tests.vxlan", "VerifyVxlanVniBinding", {"bindings": {of["vni"]: of["vlan"]}})


def l3_vni(of: Fields) -> AntaTest:
    """Return the test of a routing instance's number in the overlay."""
    return AntaTest("anta.tests.vxlan", "VerifyVxlanVniBinding", {"bindings": {of["vni"]: of["vrf"]}})


def _address(interface: str, address: str) -> AntaTest | None:
    if not address:
        return None
    state = {"name": interface, "primary_ip": address}
    return AntaTest("anta.tests.interfaces", "VerifyInterfaceIPv4", {"interfaces": [state]})


def _vrf(of: Fields) -> str:
    return of["vrf"] or "default"


_AUTH = {"sha": "SHA", "sha256": "SHA-256"}

TESTS: Mapping[str, Callable[[Fields], AntaTest | None]] = {
    "aaa_server": aaa_server,
    "bgp_bfd": bgp_bfd,
    "bgp_neighbor": bgp_neighbor,
    "interface_settings": interface_settings,
    "l2_vni": l2_vni,
    "l3_vni": l3_vni,
    "lag_member": lag_member,
    "routed_interface": routed_interface,
    "snmp_user": snmp_user,
    "static_route": static_route,
    "syslog_server": syslog_server,
    "vlan": vlan,
    "vlan_interface": vlan_interface,
}
