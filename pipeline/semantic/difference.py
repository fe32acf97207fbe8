"""Differences: what behaves otherwise after a change, and whether that was declared."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_network
from typing import TYPE_CHECKING

from pipeline.flow import flow

if TYPE_CHECKING:
    from pipeline.flow import Flow
    from schemas.declared import Allowance, Declared, Flows, Sign, What


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that behaves otherwise."""

    what: What
    device: str
    """Lower case, as the analyzer writes it."""
    name: str
    """Interface, filter, neighbour, VLAN, prefix, or the packet of a flow."""
    sign: Sign
    """gain, lose, or any where it is neither."""
    words: str
    """Before, after and witness."""
    rule: str
    """Name of the finding."""
    others: tuple[str, ...] = ()
    """Other names that it may be declared under, such as the other end of a session."""
    packet: tuple[str, str, str, str, str] | None = None
    """For a flow: protocol, source, destination, source port, destination port."""
    warning: bool = False
    """Worth a word, but no verdict by itself."""


def allowed(difference: Difference, declared: Declared) -> Allowance | None:
    """Return what of the declared change covers a difference, None where nothing does."""
    return next((one for one in declared.allowances if _covers(one, difference)), None)


def _covers(allowance: Allowance, difference: Difference) -> bool:
    if allowance.what != difference.what:
        return False
    if allowance.device and allowance.device.lower() != difference.device:
        return False
    if allowance.sign != "any" and allowance.sign != difference.sign:
        return False
    if difference.what == "flow":
        return allowance.flows is not None and difference.packet is not None and inside(difference, allowance.flows)
    if not allowance.names:
        return True
    names = (difference.name, *difference.others)
    if difference.what == "route":
        return any(_prefix(name, one, within=allowance.within) for name in allowance.names for one in names)
    return any(fnmatchcase(one.lower(), name.lower()) for name in allowance.names for one in names)


def inside(difference: Difference, flows: Flows) -> bool:
    """Tell whether the packet of a difference is among some flows."""
    if difference.packet is None:
        return False
    protocol, source, destination, source_port, destination_port = difference.packet
    packet = flow(protocol, source, destination, source_port, destination_port)
    return as_flow(flows).covers(packet)


def as_flow(flows: Flows) -> Flow:
    """Return declared flows as a set of packets."""
    return flow(
        flows.protocol or "ip",
        flows.source or "any",
        flows.destination or "any",
        flows.source_port,
        flows.destination_port,
    )


def _prefix(allowed_one: str, prefix: str, *, within: bool) -> bool:
    if allowed_one == prefix:
        return True
    if not within:
        return False
    try:
        inner, outer = ip_network(prefix, strict=False), ip_network(allowed_one, strict=False)
    except ValueError:
        return False
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]
