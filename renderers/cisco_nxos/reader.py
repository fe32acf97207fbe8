"""Read a Cisco NX-OS configuration: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers import ports
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts

_TYPES = ("Ethernet", "port-channel", "loopback", "Vlan", "mgmt", "nve", "Tunnel")
_VERSION = re.compile(r"^version (\S+)", re.MULTILINE)


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
    habits=Habits(lag="port-channel", default_mode="access"),
    name=interface_name,
    peer_group="inherit peer",
    version=_VERSION,
    neighbor_blocks=True,
)
