"""Read the few facts that the examples' consistency is judged by, with patterns that share nothing with the product."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Interface

NETWORKS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


@dataclass(frozen=True, slots=True)
class Read:
    """What one configuration says."""

    hostname: str
    addresses: dict[str, IPv4Interface] = field(default_factory=dict)
    """First address of each interface, Junos units left out of the name."""
    areas: dict[str, str] = field(default_factory=dict)
    """OSPF area of each interface, as a plain number."""
    trunks: dict[str, frozenset[int]] = field(default_factory=dict)
    """VLANs of each trunk that names them."""
    lags: dict[str, str] = field(default_factory=dict)
    """Aggregate of each member port."""
    access: dict[str, int] = field(default_factory=dict)
    """VLAN of each access port."""
    vlans: dict[int, str] = field(default_factory=dict)
    gateways: dict[str, str] = field(default_factory=dict)
    """Shared gateway address of each interface."""
    names: frozenset[str] = frozenset()
    """Every interface that the text names."""
    local_as: str = ""
    neighbors: dict[str, str] = field(default_factory=dict)
    """Remote AS of each BGP neighbour."""


def read(text: str) -> Read:
    """Return what a configuration of any of the example's platforms says."""
    if "host-name" in text:
        return _junos(text)
    return _blocks(text)


def numbers(text: str) -> frozenset[int]:
    """Return the numbers of `10,20-22`."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _first(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    return match[1] if match else ""


def _area(text: str) -> str:
    return str(int(text.rpartition(".")[2]))


def _blocks(text: str) -> Read:
    found = Read(
        hostname=_first(r"^hostname (\S+)$", text),
        local_as=_first(r"^router bgp (\d+)$", text),
        names=frozenset(re.findall(r"^interface (\S+)$", text, re.MULTILINE)),
    )
    for block in re.findall(r"^interface (\S+)\n((?: .*\n)*)", text, re.MULTILINE):
        _interface(found, *block)
    for listed, name in re.findall(r"^vlan (\d+)\n +name (\S+)$", text, re.MULTILINE):
        found.vlans[int(listed)] = name
    routed = re.search(r"^router ospf \d+\n((?: .*\n|!.*\n)*)", text, re.MULTILINE)
    area = ""
    for word, value in re.findall(r"^ +(area|interface) (\S+)$", routed[1] if routed else "", re.MULTILINE):
        area = _area(value) if word == "area" else area
        if word == "interface":
            found.areas[value] = area
    bgp = _first(r"^router bgp \d+\n((?: .*\n)*)", text)
    groups = dict(re.findall(r"^ +neighbor (\S+) remote-as (\d+)$", bgp, re.MULTILINE))
    declared = r"^ +(?:template peer|neighbor-group|neighbor) (\S+)\n +remote-as (\d+)$"
    groups.update(re.findall(declared, bgp, re.MULTILINE))
    member = r"^ +neighbor (\d\S+)(?: peer[ -]group |\n +(?:inherit peer|use neighbor-group) )(\S+)$"
    for neighbor, group in re.findall(member, bgp, re.MULTILINE):
        found.neighbors[neighbor] = groups[group]
    for neighbor in set(re.findall(r"^ +neighbor (\d\S+)", bgp, re.MULTILINE)) - set(found.neighbors):
        found.neighbors[neighbor] = groups[neighbor]
    return found


def _interface(found: Read, name: str, body: str) -> None:
    address = re.search(r"^ +(?:ip|ipv4) address (\d\S+?)(?:/|\s+)(\S+)$", body, re.MULTILINE)
    if address:
        found.addresses[name] = IPv4Interface(f"{address[1]}/{address[2]}")
    if area := _first(r"^ +ip (?:router )?ospf (?:1 )?area (\S+)$", body):
        found.areas[name] = _area(area)
    if trunk := _first(r"^ +switchport trunk allowed vlan (\S+)$", body):
        found.trunks[name] = numbers(trunk)
    if lag := _first(r"^ +channel-group (\d+) mode", body):
        found.lags[name] = lag
    if access := _first(r"^ +switchport access vlan (\d+)$", body):
        found.access[name] = int(access)
    if shared := _first(r"^ +(?:ip virtual-router address|standby \d+ ip) (\S+)$", body):
        found.gateways[name] = shared


def _junos(text: str) -> Read:
    lines = statements(text)
    flat = "\n".join(lines)
    found = Read(
        hostname=_first(r"^system host-name (\S+)$", flat),
        local_as=_first(r"^routing-options autonomous-system (\d+)$", flat),
        names=frozenset(re.findall(r"^interfaces (\S+) ", flat, re.MULTILINE)),
    )
    for name, address in re.findall(r"^interfaces (\S+) unit \d+ family inet address (\S+)$", flat, re.MULTILINE):
        found.addresses.setdefault(name, IPv4Interface(address))
    for area, name in re.findall(r"^protocols ospf area (\S+) interface ([a-z0-9/-]+)\.", flat, re.MULTILINE):
        found.areas[name] = _area(area)
    for name, number in re.findall(r"^vlans (\S+) vlan-id (\d+)$", flat, re.MULTILINE):
        found.vlans[int(number)] = name
    ids = {name: number for number, name in found.vlans.items()}
    for name, members in re.findall(r"^interfaces (\S+) .* vlan members (.+)$", flat, re.MULTILINE):
        listed = [ids[word] for word in members.strip("[] ").split()]
        if f"interfaces {name} unit 0 family ethernet-switching interface-mode trunk" in lines:
            found.trunks[name] = frozenset(listed)
        else:
            (found.access[name],) = listed
    found.lags.update(re.findall(r"^interfaces (\S+) ether-options 802.3ad (\S+)$", flat, re.MULTILINE))
    as_numbers: dict[str, str] = dict(
        re.findall(r"^protocols bgp group (\S+(?: neighbor \S+)?) peer-as (\d+)$", flat, re.MULTILINE)
    )
    for group, neighbor in re.findall(r"^protocols bgp group (\S+) neighbor ([\d.]+)(?: |$)", flat, re.MULTILINE):
        own = as_numbers.get(f"{group} neighbor {neighbor}", as_numbers.get(group, found.local_as))
        found.neighbors[neighbor] = own
    return found


def statements(text: str) -> list[str]:
    """Return the statements of a Junos configuration of either form, each with its whole path."""
    if " {\n" not in text:
        return [line.removeprefix("set ") for line in text.splitlines()]
    path: list[str] = []
    found: list[str] = []
    for line in text.splitlines():
        words = re.sub(r"\s*## .*$", "", line.strip())
        if words.endswith("{"):
            path.append(words[:-1].strip())
        elif words == "}":
            path.pop()
        elif words:
            found.append(" ".join([*path, words.removesuffix(";")]))
    return found
