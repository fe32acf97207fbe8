"""Read an Arista EOS configuration: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers import ports
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts

_TYPES = ("Ethernet", "Port-Channel", "Management", "Loopback", "Vlan", "Vxlan", "Tunnel")
_VERSION = re.compile(r"^! device: \S+ \([^,()]+, EOS-([^)]+)\)", re.MULTILINE)


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says."""
    return device_facts(text, _WORDS)


def interface_name(written: str) -> str:
    """Return the name with its type written out."""
    return ports.canonical(written, _TYPES)


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of a name or range; ValueError for a range that is none."""
    return ports.expand(written, interface_name)


_WORDS = Words(
    habits=Habits(lag="Port-Channel", default_mode="access"),
    name=interface_name,
    peer_group="peer group",
    version=_VERSION,
    # Whether EOS permits neighbour discovery after the last entry was not seen: the same on both sides, whatever it is.
    implied_ipv6=(PacketMatch(protocols=((58, 58),), icmp_types=((133, 136),), opaque=("implied: discovery",)),),
)
