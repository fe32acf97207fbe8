"""Read what a device with Junos must agree on with others, or must not lose, in either form of its configuration."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from renderers import secrets
from renderers.juniper_junos.statements import statements
from schemas.joints import Joints, MacVrf, PeerJoint, PortJoint, RouterId, Secret, Service, StaticRoute, Vni

if TYPE_CHECKING:
    from renderers.juniper_junos.statements import Words

_FRAME = 14
"""Bytes of the Ethernet header, which Junos counts into the MTU of a port."""


@dataclass(slots=True)
class _Said:
    line: int
    remote_as: str = ""
    source: str = ""
    secret: Secret | None = None


@dataclass(slots=True)
class _Found:
    ports: dict[str, dict[str, Any]] = field(default_factory=dict)
    local_as: str = ""
    peers: dict[tuple[str, str, str], _Said] = field(default_factory=dict)
    groups: dict[tuple[str, str], _Said] = field(default_factory=dict)
    router_ids: list[RouterId] = field(default_factory=list)
    routes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    services: dict[tuple[str, str], int] = field(default_factory=dict)
    vlans: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    targets: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    overlay: str = ""
    bundles: dict[str, int] = field(default_factory=dict)
    """Aggregates that ports belong to, with the first line that says so."""


def read_joints(text: str) -> Joints:
    """Return what the configuration says; what `apply-groups` brings in is not followed, and so not said."""
    found = _Found()
    for words, line in statements(text):
        if words[:1] == ("routing-instances",) and len(words) > 2:
            _instance(words[1], words[2:], line, found)
        else:
            _instance("", words, line, found)
            _system(words, line, found)
    # A bundle is static unless LACP is configured, which a group could do.
    for name, line in found.bundles.items() if "apply-groups" not in text else ():
        found.ports.setdefault(name, {"line": line}).setdefault("lacp", "on")
    return Joints(
        ports=tuple(PortJoint.model_validate({"interface": name, **said}) for name, said in found.ports.items()),
        local_as=found.local_as,
        peers=_peers(found),
        router_ids=tuple(found.router_ids),
        routes=tuple(
            StaticRoute(prefix=prefix, vrf=vrf, next_hop=hop, line=line)
            for (vrf, prefix, hop), line in found.routes.items()
        ),
        services=tuple(
            Service.model_validate({"kind": kind, "value": value, "line": line})
            for (kind, value), line in found.services.items()
        ),
        vnis=tuple(
            Vni(vlan=said["vlan"], vni=said["vni"], line=said["line"])
            for said in found.vlans.values()
            if {"vlan", "vni"} <= said.keys()
        ),
        mac_vrfs=tuple(
            MacVrf(
                vlans=(),
                vnis=(int(vni),),
                imports=tuple(sorted(taken)),
                exports=tuple(sorted(given)),
                line=found.lines.get(vni, 0),
            )
            for vni, (taken, given) in sorted(found.targets.items())
        ),
        overlay_source=found.overlay,
    )


def _system(words: Words, line: int, found: _Found) -> None:
    match words:
        case ["system", "ntp", "server" | "peer", name, *_]:
            found.services.setdefault(("ntp", name), line)
        case ["system", "syslog", "host", name, *_]:
            found.services.setdefault(("logging", name), line)
        case ["system", "name-server", name, *_]:
            found.services.setdefault(("dns", name), line)
        case ["system", "tacplus-server" | "radius-server" as kind, name, *_]:
            found.services.setdefault(("aaa", f"{kind} {name}"), line)
        case ["system", "authentication-order", name, *_]:
            found.services.setdefault(("aaa", f"authentication-order {name}"), line)
        case ["snmp", "v3", "usm", "local-engine", "user", name, *_]:
            found.services.setdefault(("snmp", f"user {name}"), line)
        case ["snmp", "trap-group", _, "targets", name, *_]:
            found.services.setdefault(("snmp", f"host {name}"), line)
        case ["vlans", name, "vlan-id", number] if number.isdecimal():
            found.vlans.setdefault(name, {})["vlan"] = int(number)
        case ["vlans", name, "vxlan", "vni", number] if number.isdecimal():
            found.vlans.setdefault(name, {}).update(vni=int(number), line=line)
        case ["switch-options", "vtep-source-interface", name, *_]:
            found.overlay = name
        case ["protocols", "evpn", "vni-options", "vni", vni, "vrf-target", *rest]:
            taken, given = found.targets.setdefault(vni, (set(), set()))
            found.lines.setdefault(vni, line)
            value = rest[-1] if rest else ""
            if value.startswith("target:"):
                value = value.removeprefix("target:")  # as the others write it
                taken |= {value} if rest[0] != "export" else set()
                given |= {value} if rest[0] != "import" else set()
        case ["interfaces", name, *rest]:
            _port(name, tuple(rest), line, found)
        case _:
            pass


def _port(name: str, words: Words, line: int, found: _Found) -> None:
    match words:
        case ["mtu", size] if size.isdecimal():
            found.ports.setdefault(name, {"line": line})["mtu"] = int(size) - _FRAME
        case ["unit", unit, "family", "inet" | "inet6", "mtu", size] if size.isdecimal():
            found.ports.setdefault(f"{name}.{unit}", {"line": line})["ip_mtu"] = int(size)
        case ["ether-options" | "gigether-options", "802.3ad", bundle, *_]:
            found.bundles.setdefault(bundle, line)
        case ["aggregated-ether-options", "lacp", *rest]:
            port = found.ports.setdefault(name, {"line": line})
            # Without a word of its own it is passive.
            port["lacp"] = "active" if rest[:1] == ["active"] else port.get("lacp", "passive")
        case ["unit", unit, "family", "inet" | "inet6", "address", _, *rest] if "virtual-address" in rest[-2:] or (
            rest[:1] == ["virtual-gateway-address"]
        ):
            port = found.ports.setdefault(f"{name}.{unit}", {"line": line})
            port["virtual"] = (*port.get("virtual", ()), rest[-1])
        case _:
            pass


def _instance(vrf: str, words: Words, line: int, found: _Found) -> None:
    match words:
        case ["routing-options", "autonomous-system", asn, *_]:
            found.local_as = found.local_as or asn
        case ["routing-options", "router-id", number]:
            found.router_ids.append(RouterId(protocol="all", vrf=vrf, id=number, line=line))
        case ["routing-options", "static", "route", prefix, "next-hop", hop, *_] if _is_address(hop):
            found.routes.setdefault((vrf, prefix, hop), line)
        case ["routing-options", "static", "route", prefix, hop, *_] if hop in ("discard", "reject", "next-table"):
            found.routes.setdefault((vrf, prefix, ""), line)
        case ["protocols", "ospf" | "ospf3", "area", area, "interface", name, *rest]:
            port = found.ports.setdefault(name, {"line": line})
            port["ospf_area"] = area if "." in area else f"0.0.0.{area}"
        case ["protocols", "bgp", "group", group, "neighbor", address, *rest]:
            said = found.peers.setdefault((vrf, address, group), _Said(line))
            _peer(said, tuple(rest))
        case ["protocols", "bgp", "group", group, *rest]:
            _peer(found.groups.setdefault((vrf, group), _Said(line)), tuple(rest))
        case ["protocols", "bgp", *rest]:
            _peer(found.groups.setdefault((vrf, ""), _Said(line)), tuple(rest))
        case _:
            pass


def _peer(said: _Said, words: Words) -> None:
    match words:
        case ["peer-as", asn]:
            said.remote_as = asn
        case ["type", "internal"]:
            said.remote_as = said.remote_as or "internal"
        case ["local-address", address]:
            said.source = address
        case ["authentication-key", word]:
            said.secret = secrets.junos(word)
        case ["authentication-key-chain" | "authentication-algorithm", *_]:
            said.secret = said.secret or secrets.unknown()
        case _:
            pass


def _peers(found: _Found) -> tuple[PeerJoint, ...]:
    out = []
    for (vrf, address, name), said in sorted(found.peers.items(), key=lambda item: item[0]):
        if not _is_address(address):
            continue
        group, whole = found.groups.get((vrf, name), _Said(0)), found.groups.get((vrf, ""), _Said(0))
        out.append(
            PeerJoint(
                neighbor=str(ip_address(address)),
                vrf=vrf,
                remote_as=said.remote_as or group.remote_as or whole.remote_as,
                source=said.source or group.source or whole.source,
                secret=said.secret or group.secret or whole.secret or Secret(),
                line=said.line,
            )
        )
    return tuple(out)


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True
