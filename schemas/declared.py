"""Declared change: which behaviour a change may alter, and what it promises; everything else must stay as it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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

Sign = Literal["gain", "lose", "change", "any"]
"""gain: something comes to be or to pass that did not; lose: the other way round; change: anything but lose."""


class Flows(Record):
    """A set of packets: the product of its fields; an empty field is any."""

    source: str = ""
    """Prefix."""
    destination: str = ""
    """Prefix."""
    protocol: Literal["", "ip", "tcp", "udp", "icmp"] = ""
    """tcp, udp or icmp."""
    source_port: str = ""
    """One port, or a range such as 1024-2048."""
    destination_port: str = ""
    """One port, or a range such as 1024-2048."""


class Expected(Record):
    """Behaviour that may change beyond what the kind of an intent allows: an item of `expect:`."""

    what: What
    """Kind of behaviour."""
    device: str = ""
    """On which device; empty is on any."""
    names: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Which of them: interfaces, filters, neighbours, VLANs, prefixes, `*` in them allowed; empty is all of them."""
    sign: Sign = "any"
    """In which direction."""
    flows: Flows | None = None
    """For flows, and for what filters decide: which packets; `flows: {}` is all of them."""
    within: bool = False
    """For routes: also those inside the named prefixes."""
    only: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """What of it: its properties, for routes their protocols, `*` in them allowed; empty is everything."""
    because: str = ""
    """Why, for whoever approves."""


class Allowance(Expected):
    """Something that may change."""

    origin: str = ""
    """Field of the intent that says so, such as `spec.ports` or `expect[0]`."""


class Promise(Record):
    """Something that must be so afterwards."""

    what: Literal["session", "access_port", "tagged_port", "filter", "flow"]
    """What is promised."""
    device: str = ""
    """On which device."""
    name: str = ""
    """Interface, neighbour or filter."""
    value: str = ""
    """VLAN of a port; `permit` or `deny` for filters."""
    flows: Flows | None = None
    """For filters and flows: which packets."""
    origin: str = ""
    """Field of the intent that says so."""


class Declared(Record):
    """All that an intent declares. Empty: nothing may change but words."""

    allowances: tuple[Allowance, ...] = ()
    """What may change."""
    promises: tuple[Promise, ...] = ()
    """What must be so afterwards."""
    lines: tuple[str, ...] = ()
    """Regular expressions of lines that the intent asks for, that its reader reads back and that no analyzer's model
    holds, such as the definition of a VLAN: `device: header / line`."""
    widened: tuple[str, ...] = ()
    """What `expect` adds to what the kind allows, in words, for whoever approves."""


class Declaration(Record):
    """A declared change without an intent: what a file for `gains compare --intent` may also be."""

    apiVersion: Literal["gains/v1"]  # noqa: N815 - the field's name in the file
    """Version of this format."""
    expect: tuple[Expected, ...]
    """What may change."""
