"""Read a Cisco IOS XR configuration: its facts, and its names of interfaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers import ports
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts

_TYPES = (
    "GigabitEthernet",
    "TenGigE",
    "TwentyFiveGigE",
    "FortyGigE",
    "HundredGigE",
    "FourHundredGigE",
    "Bundle-Ether",
    "Loopback",
    "MgmtEth",
    "BVI",
    "tunnel-ip",
)
_VERSION = re.compile(r"^!! IOS XR Configuration (?:version = )?(\S+)", re.MULTILINE)


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says."""
    return device_facts(text, _WORDS)


def interface_name(written: str) -> str:
    """Return the name with its type written out, without what it is used for."""
    name = written.split(maxsplit=1)[0] if written.split() else written
    return ports.canonical(name, _TYPES)


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of a name or range; ValueError for a range that is none."""
    return ports.expand(written, interface_name)


_WORDS = Words(
    habits=Habits(lag="Bundle-Ether"),
    name=interface_name,
    peer_group="use neighbor-group",
    version=_VERSION,
    neighbor_blocks=True,
)
