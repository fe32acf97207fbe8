"""Declared change: which behaviour a change may alter, and what it promises; everything else must stay as it is."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record

What = Literal[
    "interface",
    "vlan",
    "filter",
    "session",
    "adjacency",
    "process",
    "static_route",
    "policy",
    "overlay",
    "aggregate",
    "service",
    "device",
    "route",
    "flow",
]
"""What behaviour is about: its kind, in the words of the findings."""

Sign = Literal["gain", "lose", "any"]
"""gain: something comes to be or to pass that did not; lose: the other way round."""


class Flows(Record):
    """A set of packets: the product of its fields; an empty field is any."""

    source: str = ""
    """Prefix."""
    destination: str = ""
    """Prefix."""
    protocol: str = ""
    """tcp, udp or icmp."""
    source_port: str = ""
    """One port, or a range such as 1024-2048."""
    destination_port: str = ""
    """One port, or a range such as 1024-2048."""


class Allowance(Record):
    """Something that may change."""

    what: What
    """Kind of behaviour."""
    device: str = ""
    """On which device; empty is on any."""
    names: tuple[str, ...] = ()
    """Which of them: interfaces, filters, neighbours, VLANs, prefixes; empty is all of that device."""
    sign: Sign = "any"
    """In which direction."""
    flows: Flows | None = None
    """For flows: which."""
    within: bool = False
    """For routes: also those inside the named prefixes."""
    origin: str = ""
    """Field of the intent that says so, such as `spec.ports[0]` or `expect[0]`."""


class Promise(Record):
    """Something that must be so afterwards."""

    what: Literal["session", "access_port", "tagged_port", "vlan", "filter", "flow"]
    """What is promised."""
    device: str = ""
    """On which device."""
    name: str = ""
    """Interface, neighbour, filter or VLAN."""
    value: str = ""
    """VLAN of a port; `permit` or `deny` for filters and flows."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    flows: Flows | None = None
    """For filters and flows: which."""
    origin: str = ""
    """Field of the intent that says so."""


class Declared(Record):
    """All that an intent declares. Empty: nothing may change but words."""

    allowances: tuple[Allowance, ...] = ()
    """What may change."""
    promises: tuple[Promise, ...] = ()
    """What must be so afterwards."""
    lines: tuple[str, ...] = ()
    """Regular expressions of configuration lines that the intent asks for, that its reader reads back and that no
    analyzer's model holds, such as the definition of a VLAN: `device: header / line`."""
    widened: tuple[str, ...] = ()
    """Fields of `expect` that widen what the kind allows, to be shown to whoever approves."""
