"""Joints of a device that speaks like IOS (IOS, EOS, NX-OS, FRR): its blocks, read for what must agree or must stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import TYPE_CHECKING, Literal

from renderers import switch_joint_bgp, switch_joint_overlay
from renderers.blocks import Block, blocks
from schemas.joints import Joints, Mlag, PortJoint, RouterId, Service, StaticRoute

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUTE = re.compile(r"(ip|ipv6) route (?:vrf (\S+) )?(\S+)(?: (\d+\.\d+\.\d+\.\d+)(?= \S))? (.+)")
_MASK = re.compile(r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$")
_HOP = re.compile(r"[\d.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*")
_NTP = re.compile(r"ntp (?:server|peer) (?:vrf \S+ )?(\S+)")
_LOGGING = re.compile(r"logging (?:vrf \S+ )?(?:host|server) (?:vrf \S+ )?(\S+)|logging (\d+\.\d+\.\d+\.\d+)")
_AAA = re.compile(r"(?:aaa (?:authentication|authorization|accounting) .*|(?:tacacs|radius)-server host \S+)")
_SERVER = re.compile(r"(tacacs|radius) server \S+")
_DNS = re.compile(r"(?:ip name-server|ip dns server|ip domain(?:-name| name)? server) (?:vrf \S+ )?(\S+)")
_PROCESS = re.compile(r"router (ospf|ospfv3|isis) ?(\S*)(?: vrf (\S+))?")


@dataclass(frozen=True, slots=True)
class Ways:
    """In what platforms with the same blocks differ."""

    name: Callable[[str], str]
    """The canonical name of an interface."""
    peer_group: str = "peer-group"
    """Words that put a neighbour into a group."""
    cisco_secrets: bool = False
    """Whether `password 7` is Cisco's; on other platforms it depends on more than the password."""


@dataclass(slots=True)
class _Found:
    ports: list[PortJoint] = field(default_factory=list)
    router_ids: list[RouterId] = field(default_factory=list)
    routes: list[StaticRoute] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    mlag: Mlag | None = None


def joints(text: str, ways: Ways) -> Joints:
    """Return what the text says. Law: a line that is not known says nothing."""
    whole = blocks(text)
    found = _Found()
    for block in whole:
        _block(block, found, ways)
    bgp = switch_joint_bgp.read(whole, ways.peer_group, cisco=ways.cisco_secrets)
    overlay = switch_joint_overlay.read(whole)
    return Joints(
        ports=tuple(found.ports),
        local_as=bgp.local_as,
        peers=bgp.peers(),
        router_ids=(*found.router_ids, *bgp.router_ids),
        routes=tuple(found.routes),
        services=tuple(found.services),
        mlag=found.mlag,
        vnis=tuple(overlay.vnis),
        mac_vrfs=overlay.mac_vrfs(),
        overlay_source=ways.name(overlay.source) if overlay.source else "",
    )


def _block(block: Block, found: _Found, ways: Ways) -> None:
    header = block.header
    if header.startswith("interface "):
        port = _port(ways.name(header[10:].strip()), block)
        if port != PortJoint(interface=port.interface, line=port.line):
            found.ports.append(port)
    elif match := _ROUTE.match(header):
        _route(match, block.number, "", found)
    elif match := re.match(r"vrf (?:context |definition )?(\S+)$", header):
        for line in block.body:
            if inner := _ROUTE.match(line.text):
                _route(inner, line.number, match[1], found)
    elif match := _PROCESS.match(header):
        _process(match, block, found)
    elif match := re.match(r"router-id (\S+)", header):
        found.router_ids.append(RouterId(protocol="all", id=match[1], line=block.number))
    elif header.startswith("mlag configuration"):
        texts = [line.text for line in block.body]
        said = {words[0]: words[-1] for text in texts if len(words := text.split()) > 1}
        found.mlag = Mlag(
            domain=said.get("domain-id", ""),
            # `peer-address heartbeat …` is another path to the same peer.
            peer=next((text[13:] for text in texts if re.fullmatch(r"peer-address [0-9a-f.:]+", text)), ""),
            source=ways.name(said["local-interface"]) if "local-interface" in said else "",
            line=block.number,
        )
    elif match := re.match(r"vpc domain (\S+)", header):
        keep = next((line.text.split() for line in block.body if line.text.startswith("peer-keepalive ")), [])
        peer = keep[keep.index("destination") + 1] if "destination" in keep[:-1] else ""
        source = keep[keep.index("source") + 1] if "source" in keep[:-1] else ""
        found.mlag = Mlag(domain=match[1], peer=peer, source=source, line=block.number)
    else:
        _service(block, found)


def _port(name: str, block: Block) -> PortJoint:
    said: dict[str, object] = {}
    virtual: list[str] = []
    anycast = False
    for line in block.body:
        words = line.text.split()
        match words:
            case ["mtu", size] if size.isdecimal():
                said["mtu"] = int(size)
            case ["ip", "mtu", size] if size.isdecimal():
                said["ip_mtu"] = int(size)
            case ["ip", "ospf", "area", area] | ["ip", "ospf", _, "area", area]:
                said["ospf_area"] = _area(area)
            case ["ip", "router", "ospf", _, "area", area]:
                said["ospf_area"] = _area(area)
            case ["ip", "ospf", "mtu-ignore"]:
                said["ospf_mtu_ignore"] = True
            case ["channel-group", _, *_]:
                # Without a mode, as NX-OS and routers write it, the bundle is static; PAgP is none of these.
                mode = words[words.index("mode") + 1] if "mode" in words[:-1] else "on"
                said["lacp"] = mode if mode in ("active", "passive", "on") else ""
            case ["fabric", "forwarding", "mode", "anycast-gateway"]:
                anycast = True
            case ["ip", "address", "virtual", address, *_] | ["ip", "virtual-router", "address", address, *_]:
                virtual.append(address.partition("/")[0])
            case ["standby" | "vrrp" | "hsrp", _, "ip" | "ipv4" | "ipv6" | "address", address, *_]:
                virtual.append(address)
            case _:
                pass
    if anycast:
        virtual += [
            line.text.split()[2].partition("/")[0] for line in block.body if line.text.startswith("ip address ")
        ]
    return PortJoint.model_validate({"interface": name, "line": block.number, "virtual": tuple(virtual), **said})


def _area(written: str) -> str:
    if not written.isdecimal():
        return written
    number = int(written)
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def _route(match: re.Match[str], line: int, vrf: str, found: _Found) -> None:
    _, named, prefix, mask, rest = match.groups()
    words = rest.split()
    if mask and not _MASK.match(mask):
        return
    try:
        network = ip_network(f"{prefix}/{mask}" if mask and "/" not in prefix else prefix, strict=False)
    except ValueError:
        return
    if mask and "/" in prefix:
        words = [mask, *words]
    hop = next((word for word in words[:2] if _HOP.fullmatch(word) and not word.isdecimal()), "")
    interface = words[0] if words and words[0] != hop and not words[0].isdecimal() else ""
    route = StaticRoute(prefix=str(network), vrf=named or vrf, next_hop=hop, interface=interface, line=line)
    found.routes.append(route)


def _process(match: re.Match[str], block: Block, found: _Found) -> None:
    protocol: Literal["ospf", "ospfv3", "isis"] = (
        "ospf" if match[1] == "ospf" else "ospfv3" if match[1] == "ospfv3" else "isis"
    )
    for line in block.body:
        words = line.text.split()
        if (words[:1] == ["router-id"] or words[:2] == ["ospf", "router-id"]) and len(words) > 1:
            found.router_ids.append(RouterId(protocol=protocol, vrf=match[3] or "", id=words[-1], line=line.number))
        elif words[0] == "net" and protocol == "isis" and len(words) == 2:
            found.router_ids.append(RouterId(protocol="isis", id=words[1][-17:-3], line=line.number))


def _service(block: Block, found: _Found) -> None:
    header, line = block.header, block.number
    if match := _NTP.match(header):
        found.services.append(Service(kind="ntp", value=match[1], line=line))
    elif match := _LOGGING.match(header):
        found.services.append(Service(kind="logging", value=match[1] or match[2], line=line))
    elif match := _DNS.match(header):
        found.services.append(Service(kind="dns", value=match[1], line=line))
    elif match := _SERVER.match(header):
        found.services.append(Service(kind="aaa", value=header, line=line))
    elif _AAA.match(header):
        found.services.append(Service(kind="aaa", value=re.sub(r" key .*", "", header), line=line))
    elif header.startswith("snmp-server "):
        words = header.split()
        if words[1] in ("host", "user", "group"):
            found.services.append(Service(kind="snmp", value=" ".join(words[1:3]), line=line))
