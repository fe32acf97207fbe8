"""Read a Junos configuration in either form: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from ipaddress import ip_interface
from typing import TYPE_CHECKING

from renderers import ports
from renderers.juniper_junos.filter_facts import Filters
from renderers.juniper_junos.gathered import Gathered
from renderers.juniper_junos.inheritance import Inheritance
from renderers.juniper_junos.statements import statements
from renderers.number_lists import compact, numbers
from schemas.facts import BgpFacts, BgpNeighborFacts, DeviceFacts, FilterFacts, InterfaceFacts, VlanFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renderers.juniper_junos.statements import Words

_PORT = re.compile(r"[a-z][a-z0-9-]*(?:/\d{1,3}){0,2}(?::\d{1,2})?(?:\.\d{1,5})?")
_RANGE = re.compile(r"(.*\D)(\d{1,4})-(\d{1,4})")
_NO_ADDRESS = ("dhcp", "negotiate-address", "unnumbered-address")


@dataclass(slots=True)
class _Port:
    line: int
    said: dict[str, object] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    switched: bool = False


@dataclass(slots=True)
class _Peer:
    line: int
    group: str
    remote_as: str = ""


@dataclass(slots=True)
class _Found:
    hostname: str = ""
    version: str = ""
    local_as: str = ""
    ports: dict[str, _Port] = field(default_factory=dict)
    vlans: dict[str, int | None] = field(default_factory=dict)
    voip: dict[str, str] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)
    inherited: Inheritance = field(default_factory=Inheritance)
    gathered: Gathered = field(default_factory=Gathered)
    policies: set[str] = field(default_factory=set)
    vrfs: set[str] = field(default_factory=set)
    member_of: dict[str, str] = field(default_factory=dict)
    bgp_line: int = 0
    peers: dict[tuple[str, str], _Peer] = field(default_factory=dict)
    groups: dict[tuple[str, str], str] = field(default_factory=lambda: defaultdict(str))


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says; what groups and ranges bring in is not followed, but said to be there."""
    found = _Found()
    for words, line in statements(text):
        _statement(words, line, found)
        found.inherited.read(words)
        found.gathered.read(words)
    return DeviceFacts(
        hostname=found.hostname,
        os_version=found.version,
        interfaces=tuple(_interface(name, port, found) for name, port in found.ports.items()),
        vlans=tuple(
            sorted(
                (VlanFacts(id=number, name=name) for name, number in found.vlans.items() if number),
                key=lambda vlan: (vlan.id, vlan.name),
            )
        ),
        filters=tuple(_filter(item, found.inherited) for item in found.filters.facts()),
        bgp=_bgp(found),
        policies=tuple(sorted(found.policies)),
        vrfs=tuple(sorted(found.vrfs)),
        gathered=found.gathered.facts(),
        lists_interfaces=False,
    )


def interface_name(written: str) -> str:
    """Return the name; Junos writes it one way only."""
    return written


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of `ge-0/0/24-26`, or the one; ValueError for a range that is none."""
    # The dash of the name itself (`ge-0/0/1`) is no range: a range follows the last slash.
    if "/" in written and _RANGE.fullmatch(written.rsplit("/", 1)[0] + "/" + written.rsplit("/", 1)[1]):
        head, tail = written.rsplit("/", 1)
        if "-" in tail:
            return ports.expand(f"{head}/{tail}", interface_name)
    if not _PORT.fullmatch(written):
        raise ValueError(f"{written!r} is no interface of Junos; expected one such as ge-0/0/1, or ge-0/0/1-4")
    return (written,)


def _statement(words: Words, line: int, found: _Found) -> None:
    match words:
        case ["version", version]:
            found.version = version
        case ["system", "host-name", name]:
            found.hostname = name
        case ["routing-options", "autonomous-system", asn, *_]:
            found.local_as = asn
        case ["interfaces", name, *rest] if name not in ("interface-range", "apply-groups"):
            _port(name, tuple(rest), line, found)
        case ["vlans", name, *rest] if name != "apply-groups":
            found.vlans.setdefault(name, None)
            if rest[:1] == ["vlan-id"] and len(rest) > 1 and rest[1].isdecimal():
                found.vlans[name] = int(rest[1])
        case ["switch-options", "voip", "interface", name, "vlan", vlan]:
            found.voip[name.removesuffix(".0")] = vlan
        case ["firewall", *rest]:
            found.filters.read(tuple(rest), line)
        case ["policy-options", "prefix-list", *rest] if rest:
            found.filters.prefix_list(tuple(rest))
        case ["policy-options", "policy-statement", name, *_]:
            found.policies.add(name)
        case ["protocols", "bgp", *rest]:
            found.bgp_line = found.bgp_line or line
            _peer("", tuple(rest), line, found)
        case ["routing-instances", vrf, *rest]:
            found.vrfs.add(vrf)
            if rest[:1] == ["interface"] and len(rest) > 1:
                found.member_of[rest[1]] = vrf
            elif rest[:2] == ["protocols", "bgp"]:
                _peer(vrf, tuple(rest[2:]), line, found)
        case _:
            pass


def _port(name: str, words: Words, line: int, found: _Found) -> None:
    base = found.ports.setdefault(name, _Port(line))
    match words:
        case ["description", text]:
            base.said["description"] = text
        case ["disable"]:
            base.said["shutdown"] = True
        case ["ether-options" | "gigether-options", "802.3ad", lag]:
            base.said["lag"] = lag
        case ["aggregated-ether-options", "minimum-links", number] if number.isdecimal():
            base.said["min_links"] = number
        case ["aggregated-ether-options", "minimum-bandwidth", *_]:
            base.said["min_bandwidth"] = " ".join(words)
        case ["unit", unit, *rest]:
            port = base if unit == "0" and rest[:2] != ["family", "inet"] and rest[:2] != ["family", "inet6"] else None
            port = port or found.ports.setdefault(f"{name}.{unit}", _Port(line))
            _unit(port, tuple(rest))
        case _:
            pass


def _filter(item: FilterFacts, inherited: Inheritance) -> FilterFacts:
    """Return a filter; entries that a group may add to are not understood."""
    family = "inet6" if item.family == "ipv6" else "inet"
    paths: list[tuple[str, ...]] = [("firewall", "family", family, "filter", item.name)]
    paths += [("firewall", "filter", item.name)] if family == "inet" else []
    unknown = {"understood": False, "action": "", "decides": "", "matches": None}
    entries = tuple(
        entry.model_copy(update=unknown) if any(inherited.of(*path, "term", entry.id) for path in paths) else entry
        for entry in item.entries
    )
    return item.model_copy(update={"entries": entries})


def _unit(port: _Port, words: Words) -> None:
    match words:
        case ["description", text]:
            port.said.setdefault("description", text)
        case ["disable"]:
            port.said["shutdown"] = True
        case ["family", "ethernet-switching", *rest]:
            port.switched = True
            match rest:
                case ["interface-mode" | "port-mode", mode]:
                    port.said["mode"] = mode
                case ["vlan", "members", member]:
                    port.members.append(member)
                case _:
                    pass
        case ["family", "inet" | "inet6", "address", address, *_] if address not in port.addresses:
            port.addresses.append(address)
        case ["family", "inet" | "inet6" as family, "filter", "input" | "output" as way, name]:
            key = ("" if family == "inet" else "ipv6_") + ("filter_in" if way == "input" else "filter_out")
            port.said[key] = name
        case _:
            pass


def _interface(name: str, port: _Port, found: _Found) -> InterfaceFacts:
    mode = str(port.said.get("mode", "access" if port.switched else ""))
    ids = sorted({number for member in port.members for number in _ids(member, found)})
    unread = found.inherited.of("interfaces", name.split(".", maxsplit=1)[0])
    lost = [member for member in port.members if member != "all" and not _ids(member, found)]
    if not unread and lost:
        unread = f"VLAN {lost[0]}"
    trunk = "all" if "all" in port.members else compact(ids) or "none"
    voice = found.voip.get(name)
    voice_ids = _ids(voice, found) if voice else ()
    routed = bool(port.addresses)
    return InterfaceFacts(
        name=name,
        line=port.line,
        description=str(port.said.get("description", "")),
        shutdown=bool(port.said.get("shutdown")),
        mode="trunk" if mode == "trunk" else "access" if mode == "access" else "routed" if routed else "",
        access_vlan=ids[0] if mode == "access" and len(ids) == 1 else None,
        voice_vlan=voice_ids[0] if voice_ids else None,
        trunk_vlans=trunk if mode == "trunk" else "",
        addresses=tuple(str(ip_interface(item)) for item in port.addresses if _is_address(item)),
        vrf=found.member_of.get(name, ""),
        filter_in=str(port.said.get("filter_in", "")),
        filter_out=str(port.said.get("filter_out", "")),
        ipv6_filter_in=str(port.said.get("ipv6_filter_in", "")),
        ipv6_filter_out=str(port.said.get("ipv6_filter_out", "")),
        lag=str(port.said.get("lag", "")),
        min_links=int(str(port.said["min_links"])) if "min_links" in port.said else None,
        min_bandwidth=str(port.said.get("min_bandwidth", "")),
        unread=unread,
    )


def _is_address(written: str) -> bool:
    try:
        ip_interface(written)
    except ValueError:
        return False
    return True


def _ids(member: str, found: _Found) -> tuple[int, ...]:
    """Return the VLAN ids of a member: a name, an id, or a range of ids."""
    number = found.vlans.get(member)
    return (number,) if number else numbers(member)


def _peer(vrf: str, words: Words, line: int, found: _Found) -> None:
    if words[:1] != ("group",) or len(words) < 2:
        return
    group, rest = words[1], words[2:]
    found.groups[vrf, group]
    match rest:
        case ["type", "internal"]:
            found.groups[vrf, group] = "internal"
        case ["peer-as", asn]:
            found.groups[vrf, group] = asn
        case ["neighbor", address, *more]:
            peer = found.peers.setdefault((vrf, address), _Peer(line, group))
            if more[:1] == ["peer-as"] and len(more) > 1:
                peer.remote_as = more[1]
        case _:
            pass


def _bgp(found: _Found) -> BgpFacts | None:
    if not found.bgp_line and not found.peers:
        return None
    says = {group: found.local_as if asn == "internal" else asn for (_, group), asn in found.groups.items() if asn}
    return BgpFacts(
        local_as=found.local_as,
        line=found.bgp_line,
        neighbors=tuple(
            BgpNeighborFacts(neighbor=address, remote_as=peer.remote_as, vrf=vrf, group=peer.group, line=peer.line)
            for (vrf, address), peer in sorted(found.peers.items())
        ),
        groups=tuple(sorted({group for _, group in found.groups})),
        group_as=tuple(sorted(says.items())),
    )


def paths(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every statement and every beginning of one, once, its words joined by blanks, and its line.

    A statement inside of others says those, too, whether they are written as braces or in one line.
    """
    seen: set[Words] = set()
    for words, line in statements(text):
        for size in range(2, len(words)):
            if words[:size] not in seen:
                seen.add(words[:size])
                yield (" ".join(words[:size]),), line
        if words not in seen:
            seen.add(words)
            yield (" ".join(words),), line
