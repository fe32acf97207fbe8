"""Facts of a device that speaks like IOS: its blocks, read once, in neutral words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from renderers.block_bgp import BlockBgp
from renderers.blocks import Line, blocks
from renderers.filter_groups import Groups, groups
from renderers.ios_filters import Family, entries
from renderers.number_lists import numbers
from renderers.switch_bgp import Bgp
from renderers.switch_lines import Habits, interface
from schemas.facts import DeviceFacts, FilterFacts, InterfaceFacts, VlanFacts
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from renderers.blocks import Block

_LIST = re.compile(r"(ip|ipv4|ipv6) access-list (?:(standard|extended) )?(\S+)$")
_FLAT = re.compile(r"access-list (\d+) (.*)")
_VLAN = re.compile(r"vlan (\d[\d,-]*)$")
_VRF = re.compile(r"(?:vrf (?:definition|instance|context)|ip vrf|vrf) (\S+)$")
_POLICY = re.compile(r"(?:route-map|route-policy) ([^\s(]+)")


@dataclass(frozen=True, slots=True)
class Words:
    """In what platforms with the same blocks differ."""

    habits: Habits
    name: Callable[[str], str]
    version: re.Pattern[str]
    """Where the text says the version of the operating system."""
    peer_group: str
    """`peer-group` or `peer group`."""
    standard_numbers: bool = False
    """Whether lists 1 to 99 and 1300 to 1999 match sources only."""
    neighbor_blocks: bool = False
    """Whether a BGP neighbour is a block of its own."""
    implied_ipv6: tuple[PacketMatch, ...] = ()
    """What an IPv6 filter permits after its last entry, before it denies the rest."""


@dataclass(slots=True)
class _Found:
    hostname: str = ""
    interfaces: dict[str, InterfaceFacts] = field(default_factory=dict)
    vlans: dict[int, str] = field(default_factory=dict)
    filters: dict[tuple[str, str], FilterFacts] = field(default_factory=dict)
    flat: dict[str, list[Line]] = field(default_factory=dict)
    groups: Groups = field(default_factory=Groups)
    policies: set[str] = field(default_factory=set)
    vrfs: set[str] = field(default_factory=set)
    bgp: Bgp | BlockBgp | None = None


def device_facts(text: str, words: Words) -> DeviceFacts:
    """Return what the text says. Law: a line that is not known says nothing."""
    whole = blocks(text)
    found = _Found(groups=groups(whole))
    for block in whole:
        _block(block, found, words)
    version = words.version.search(text)
    for name, lines in found.flat.items():
        kind = "standard" if words.standard_numbers and _is_standard(name) else "extended"
        listed, _ = entries(lines, "ipv4", kind, found.groups)
        found.filters["ipv4", name] = FilterFacts(
            name=name, family="ipv4", numbered=False, standard=kind == "standard", entries=listed
        )
    return DeviceFacts(
        hostname=found.hostname,
        os_version=version[1] if version else "",
        interfaces=tuple(found.interfaces.values()),
        vlans=tuple(VlanFacts(id=number, name=name) for number, name in sorted(found.vlans.items())),
        filters=tuple(sorted(found.filters.values(), key=lambda item: (item.name, item.family))),
        bgp=found.bgp.facts() if found.bgp else None,
        policies=tuple(sorted(found.policies)),
        vrfs=tuple(sorted(found.vrfs)),
    )


def _block(block: Block, found: _Found, words: Words) -> None:
    header = block.header
    first = header.split(maxsplit=1)[0]
    if first == "interface":
        name = words.name(header[10:].strip())
        found.interfaces[name] = interface(name, block, words.habits)
    elif first == "hostname":
        found.hostname = header[9:].strip()
    elif first == "vlan" and (match := _VLAN.match(header)):
        names = [line.text[5:].strip().strip('"') for line in block.body if line.text.startswith("name ")]
        for number in numbers(match[1]):
            found.vlans[number] = names[0] if names else found.vlans.get(number, "")
    elif first in ("ip", "ipv4", "ipv6") and (match := _LIST.match(header)):
        _list(match, block, found, words)
    elif first == "access-list" and (match := _FLAT.match(header)):
        found.flat.setdefault(match[1], []).append(Line(block.number, 0, match[2]))
    elif first in ("route-map", "route-policy") and (match := _POLICY.match(header)):
        found.policies.add(match[1])
    elif header.startswith("router bgp "):
        _, _, local_as, *rest = header.split()
        if found.bgp is None and words.neighbor_blocks:
            found.bgp = BlockBgp(local_as, block.number)
        elif found.bgp is None:
            found.bgp = Bgp(local_as, block.number, words.peer_group)
        found.bgp.read(block.body, rest[1] if rest[:1] == ["vrf"] and len(rest) > 1 else "")
    elif match := _VRF.match(header):
        found.vrfs.add(match[1])


def _list(match: re.Match[str], block: Block, found: _Found, words: Words) -> None:
    family: Family = "ipv6" if match[1] == "ipv6" else "ipv4"
    name = match[3]
    standard = match[2] == "standard" or (words.standard_numbers and match[2] is None and _is_standard(name))
    listed, shown = entries(block.body, family, "standard" if standard else "extended", found.groups)
    numbered = shown and bool(listed)
    found.filters[family, name] = FilterFacts(
        name=name,
        family=family,
        numbered=numbered,
        standard=standard,
        entries=listed,
        implied=words.implied_ipv6 if family == "ipv6" else (),
    )


def _is_standard(name: str) -> bool:
    return name.isdigit() and (1 <= int(name) <= 99 or 1300 <= int(name) <= 1999)
