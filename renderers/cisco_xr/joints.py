"""Read what a router with Cisco IOS XR must agree on with others, or must not lose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from renderers import switch_joint_bgp
from renderers.blocks import blocks
from renderers.cisco_xr.reader import interface_name
from schemas.joints import Joints, PortJoint, RouterId, Service, StaticRoute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renderers.blocks import Block

_FRAME = 14
"""Bytes of the Ethernet header, which XR counts into the MTU of a port."""
_TAG = 4
"""Bytes of a VLAN tag, which XR counts into the MTU of a subinterface."""
_LOGGING = re.compile(r"logging (?:host )?(\d+\.\d+\.\d+\.\d+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+)\b")
_AAA = re.compile(
    r"aaa (?:authentication|authorization|accounting) .*|(?:tacacs|radius)(?:-server|) (?:host|source) \S+"
)
_DNS = re.compile(r"domain (?:vrf \S+ )?name-server (\S+)")
_SNMP = re.compile(r"snmp-server (?:host|user|group) \S+")


@dataclass(slots=True)
class _Found:
    ports: dict[str, dict[str, Any]] = field(default_factory=dict)
    router_ids: list[RouterId] = field(default_factory=list)
    routes: list[StaticRoute] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)

    def port(self, name: str, line: int) -> dict[str, Any]:
        return self.ports.setdefault(name, {"line": line, "virtual": []})


def read_joints(text: str) -> Joints:
    """Return what the configuration says. Law: a line that is not known says nothing."""
    whole = blocks(text)
    found = _Found()
    for block in whole:
        _block(block, found)
    bgp = switch_joint_bgp.read(whole, "use neighbor-group", cisco=True)
    ports = (
        PortJoint.model_validate({"interface": name, **said, "virtual": tuple(said["virtual"])})
        for name, said in found.ports.items()
    )
    return Joints(
        ports=tuple(port for port in ports if port != PortJoint(interface=port.interface, line=port.line)),
        local_as=bgp.local_as,
        peers=bgp.peers(),
        router_ids=(*found.router_ids, *bgp.router_ids),
        routes=tuple(found.routes),
        services=tuple(found.services),
    )


def _block(block: Block, found: _Found) -> None:
    header, line = block.header, block.number
    match header.split():
        case ["interface", *rest] if rest and rest[0] != "preconfigure":
            _interface(interface_name(" ".join(rest)), block, found)
        case ["router", "static"]:
            _static(block, found)
        case ["router", "ospf", *_]:
            _ospf(block, found)
        case ["router", "hsrp" | "vrrp"]:
            _virtual(block, found)
        case ["ntp"]:
            _ntp(block, found)
        case _:
            for pattern, kind in ((_LOGGING, "logging"), (_DNS, "dns"), (_AAA, "aaa"), (_SNMP, "snmp")):
                if said := pattern.match(header):
                    value = said[1] if pattern.groups else said[0]
                    found.services.append(Service.model_validate({"kind": kind, "value": value, "line": line}))


def _interface(name: str, block: Block, found: _Found) -> None:
    said = found.port(name, block.number)
    said["line"] = block.number
    for line in block.body:
        match line.text.split():
            case ["mtu", size] if size.isdecimal() and int(size) > _FRAME + _TAG:
                said["mtu"] = int(size) - _FRAME - (_TAG if "." in name else 0)
            case ["ipv4", "mtu", size] if size.isdecimal():
                said["ip_mtu"] = int(size)
            case ["bundle", "id", _, "mode", "active" | "passive" | "on" as mode]:
                said["lacp"] = mode
            case _:
                pass


def _ospf(block: Block, found: _Found) -> None:
    """Read areas and their interfaces; `mtu-ignore` of the process or of an area holds for what is inside."""
    area, port = "", ""
    ignore, of_area, in_vrf = False, False, False
    for line in block.body:
        words = line.text.split()
        if line.indent <= 1:
            area, port, in_vrf, of_area = "", "", words[:1] == ["vrf"], False
        match words:
            case ["router-id", number] if not in_vrf:
                found.router_ids.append(RouterId(protocol="ospf", id=number, line=line.number))
            case ["area", number]:
                area, port, of_area = _dotted(number), "", False
            case ["interface", name] if area:
                port = interface_name(name)
                said = found.port(port, line.number)
                said["ospf_area"] = area
                said["ospf_mtu_ignore"] = ignore or of_area
            case ["mtu-ignore", *rest] if rest != ["disable"]:
                if port:
                    found.ports[port]["ospf_mtu_ignore"] = True
                elif area:
                    of_area = True
                else:
                    ignore = True
            case _:
                pass


def _dotted(written: str) -> str:
    return str(ip_address(int(written))) if written.isdecimal() else written


def _static(block: Block, found: _Found) -> None:
    vrf = ""
    for line in block.body:
        words = line.text.split()
        if line.indent <= 1:
            vrf = words[1] if words[0] == "vrf" and len(words) > 1 else ""
        if len(words) < 2 or "/" not in words[0]:
            continue
        try:
            prefix = str(ip_network(words[0], strict=False))
        except ValueError:
            continue
        hops, ports = _hops(words[1:])
        found.routes.append(
            StaticRoute(
                prefix=prefix,
                vrf=vrf,
                next_hop=next(hops, ""),
                interface=next(ports, ""),
                line=line.number,
            )
        )


def _hops(words: list[str]) -> tuple[Iterator[str], Iterator[str]]:
    """Return addresses and interfaces among the first words of a static route; a distance ends them."""
    hops, ports = [], []
    for word in words[:2]:
        try:
            hops.append(str(ip_address(word)))
        except ValueError:
            if word.isdecimal() or word in ("tag", "description", "vrf", "track", "bfd", "permanent", "metric"):
                break
            ports.append(interface_name(word))
    return iter(hops), iter(ports)


def _virtual(block: Block, found: _Found) -> None:
    port = ""
    for line in block.body:
        match line.text.split():
            case ["interface", name]:
                port = interface_name(name)
            case ["address", address, *_] if port and address[:1].isdigit():
                found.port(port, line.number)["virtual"].append(address)
            case _:
                pass


def _ntp(block: Block, found: _Found) -> None:
    for line in block.body:
        words = [word for word in line.text.split() if word not in ("ipv4", "ipv6")]
        if words[:1] in (["server"], ["peer"]) and len(words) > 1:
            at = 3 if words[1] == "vrf" and len(words) > 3 else 1
            found.services.append(Service(kind="ntp", value=words[at], line=line.number))
