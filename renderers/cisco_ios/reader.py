"""Read a Cisco IOS or IOS-XE configuration: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers import ports
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts

# In the order in which the device resolves an abbreviation.
_TYPES = (
    "GigabitEthernet",
    "FastEthernet",
    "TenGigabitEthernet",
    "TwentyFiveGigE",
    "FortyGigabitEthernet",
    "HundredGigE",
    "TwoGigabitEthernet",
    "FiveGigabitEthernet",
    "AppGigabitEthernet",
    "Ethernet",
    "Port-channel",
    "Loopback",
    "Vlan",
    "Tunnel",
    "Serial",
    "BDI",
)
_VERSION = re.compile(r"^version (\S+)", re.MULTILINE)


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says."""
    return device_facts(text, _WORDS)


def interface_name(written: str) -> str:
    """Return the name with its type written out."""
    short = written.lower()
    if short.startswith(("po", "lo", "vl", "tu", "se", "tw", "hu", "fo", "te", "gi", "fa", "fi", "ap", "et", "bd")):
        return ports.canonical(written, _TYPES)
    return written


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of a name or range; ValueError for a range that is none."""
    return ports.expand(written, interface_name)


_WORDS = Words(
    habits=Habits(lag="Port-channel", default_mode=""),
    name=interface_name,
    peer_group="peer-group",
    version=_VERSION,
    # IOS permits neighbour discovery after the last entry (IPv6 Command Reference, permit (IPv6)).
    implied_ipv6=(PacketMatch(protocols=((58, 58),), icmp_types=((135, 136),)),),
    standard_numbers=True,
)
