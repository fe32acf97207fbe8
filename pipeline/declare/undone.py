"""What taking a merged change back may alter: the things that its lines name, on its devices, in either direction."""

from __future__ import annotations

import re
from ipaddress import ip_interface, ip_network
from typing import TYPE_CHECKING

from pipeline.declare.device import name_of
from renderers.number_lists import numbers
from schemas.aspects import carried
from schemas.declared import Allowance, Declared, Flows, What

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.intents.base import View

ORIGIN = "spec.intent"
_ADDRESS = r"(?P<address>\d+\.\d+\.\d+\.\d+)"
_NAMES: tuple[tuple[What, str], ...] = (
    ("interface", r"^(?:default )?interface (?:preconfigure )?(?P<name>\S+)"),
    ("interface", r"^(?:set|delete) interfaces (?P<name>\S+)"),
    ("session", rf"\bneighbor {_ADDRESS}"),
    ("filter", r"^(?:ipv?[46]? )?access-list (?:extended |standard )?(?P<name>\S+)"),
    ("filter", r"^(?:set|delete) firewall (?:family \S+ )?filter (?P<name>\S+)"),
    ("policy", r"^(?:no )?(?:route-map|route-policy|ip prefix-list|ipv6 prefix-list|prefix-set) (?P<name>\S+)"),
    ("policy", r"^(?:set|delete) policy-options (?:policy-statement|prefix-list|community) (?P<name>\S+)"),
)
_VLAN = re.compile(r"\bvlan(?:-id)?(?: add| remove)? (\d[\d,-]*)$")
_GROUP = re.compile(r"^(?:set|delete) protocols bgp group (\S+)$")
_UNIT = re.compile(r"^(?:set|delete) interfaces (\S+) unit (\d+)")
_NAMED_VLAN = re.compile(r"^(?:set|delete) (?:vlans (\S+)|.* vlan members (\S+))")
_VRF = re.compile(r"^(?:no )?(?:vrf (?:definition|instance|context)?|ip vrf|(?:set|delete) routing-instances) ?(\S+)")
_ROUTE = re.compile(r"\b(?:ip |ipv6 )?route (?:vrf \S+ )?(\d\S+?)(?: (\d+\.\d+\.\d+\.\d+))?(?: |$)")


def declare_lines(views: Mapping[str, View], lines: Mapping[str, Sequence[str]]) -> Declared:
    """Return what may change when lines are merged, by device: what they name, and where it leads."""
    allowances: list[Allowance] = []
    for device in sorted(lines.keys() & views.keys()):
        allowances += _of(views[device], [line.strip() for line in lines[device]])
    return Declared(allowances=tuple(dict.fromkeys(allowances)))


def _of(view: View, lines: Sequence[str]) -> Iterator[Allowance]:
    device = name_of(view)
    found: dict[What, set[str]] = {}
    for line in lines:
        bare = line.removeprefix("no ")
        for what, pattern in _NAMES:
            if match := re.search(pattern, bare):
                found.setdefault(what, set()).add(match[1])
        if match := _UNIT.match(line):
            found["interface"].add(f"{match[1]}.{match[2]}")
        if match := _GROUP.match(line):
            known = view.facts.bgp.neighbors if view.facts.bgp else ()
            mine = {item.neighbor for item in known if item.group == match[1]}
            found.setdefault("session", set()).update(mine)
        if match := _VRF.match(line):
            found.setdefault("process", set()).add(f"* {match[1]}")
        if match := _ROUTE.search(bare):
            found.setdefault("route", set()).add(str(ip_network("/".join(filter(None, match.groups())), strict=False)))
    ports = found.get("interface", set())
    ports |= {item.name for item in view.facts.interfaces if item.lag and item.lag in ports}
    for what, names in sorted(found.items()):
        if what != "route":
            yield Allowance(what=what, device=device, names=tuple(sorted(names)), origin=ORIGIN)
    vlans = {str(number) for line in lines for number in _vlans(view, line)}
    vlans |= {str(item.access_vlan) for item in view.facts.interfaces if item.name in ports and item.access_vlan}
    if vlans:
        yield Allowance(what="vlan", device=device, names=tuple(sorted({*vlans, "1"})), origin=ORIGIN)
    if ports:
        moved = carried(*sorted(port.lower() for port in ports))
        yield Allowance(what="vlan", device=device, only=moved, origin=ORIGIN)
    if "session" in found:
        yield Allowance(what="process", device=device, names=("bgpProcess *",), only=("neighbors=*",), origin=ORIGIN)
    yield from _networks(view, ports, found.get("route", set()))
    yield from _neighbours(device, ports)


def _vlans(view: View, line: str) -> Iterator[int]:
    if match := _VLAN.search(line):
        yield from numbers(match[1])
    if match := _NAMED_VLAN.match(line):
        yield from (item.id for item in view.facts.vlans if item.name in match.groups())


def _networks(view: View, ports: set[str], routes: set[str]) -> Iterator[Allowance]:
    """Yield the routes and packets of the networks that the interfaces are in, and of the static routes."""
    networks = {
        str(ip_interface(address).network)
        for item in view.facts.interfaces
        if item.name in ports
        for address in item.addresses
        if ":" not in address
    }
    for prefix in sorted({*networks, *routes}):
        yield Allowance(what="route", names=(prefix,), within=True, origin=ORIGIN)
        yield Allowance(what="flow", flows=Flows(destination=prefix), origin=ORIGIN)
        yield Allowance(what="flow", flows=Flows(source=prefix), origin=ORIGIN)
    if routes:
        yield Allowance(what="static_route", device=name_of(view), names=tuple(sorted(routes)), origin=ORIGIN)


def _neighbours(device: str, ports: set[str]) -> Iterator[Allowance]:
    if ports:
        names = tuple(sorted(ports))
        yield Allowance(what="adjacency", device=device, names=names, origin=ORIGIN)
        far = tuple(f"{device}[[]{port}]" for port in names)
        yield Allowance(what="adjacency", names=far, origin=ORIGIN)
