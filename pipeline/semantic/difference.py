"""Differences: what behaves otherwise after a change, and whether that was declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from ipaddress import ip_network
from typing import TYPE_CHECKING

from pipeline.flow import flow
from pipeline.semantic.flows import FRAGMENT

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
    aspects: tuple[str, ...] = ()
    """What of it differs: its properties, for routes their protocols; `new` or `gone` where it is the thing itself."""
    packet: tuple[str, str, str, str, str] | None = None
    """For a flow: protocol, source, destination, source port, destination port."""
    warning: bool = False
    """Worth a word, but no verdict by itself."""


def allowed(difference: Difference, declared: Declared) -> Allowance | None:
    """Return what of the declared change covers a difference, None where nothing does."""
    left = set(difference.aspects)
    for one in declared.allowances:
        if _covers(one, difference):
            left -= {aspect for aspect in left if _of(one, aspect)}
            if not one.only or not left:
                return one
    return None


def _of(allowance: Allowance, aspect: str) -> bool:
    return any(fnmatchcase(aspect.lower(), pattern.lower()) for pattern in allowance.only)


def _covers(allowance: Allowance, difference: Difference) -> bool:
    if allowance.what != difference.what:
        return False
    if allowance.device and allowance.device.lower() != difference.device:
        return False
    # What a filter decides is judged packet by packet; that its definition differs follows from that.
    by_packet = difference.packet is not None
    if not _signed(allowance, difference) and (by_packet or difference.what != "filter"):
        return False
    if by_packet and not (allowance.flows is not None and inside(difference, allowance.flows)):
        return False
    if difference.what == "flow":
        return by_packet
    if not allowance.names:
        return True
    names = (difference.name, *difference.others)
    if difference.what == "route":
        # Its next hop is no name of a route: what leads to a declared network is not declared by that.
        return any(_prefix(name, difference.name, within=allowance.within) for name in allowance.names)
    return any(fnmatchcase(one.lower(), name.lower()) for name in allowance.names for one in names)


def _signed(allowance: Allowance, difference: Difference) -> bool:
    if allowance.sign == "change":
        return difference.sign != "lose"
    return allowance.sign in ("any", difference.sign)


def inside(difference: Difference, flows: Flows) -> bool:
    """Tell whether the packet of a difference is among some flows."""
    if difference.packet is None:
        return False
    protocol, source, destination, source_port, destination_port = difference.packet
    if source_port == FRAGMENT:
        # A line that permits a port permits what follows of its packets, too: fragments hold no ports to look at.
        if difference.sign == "gain":
            flows = flows.model_copy(update={"source_port": "", "destination_port": ""})
        source_port = ""
    packet = flow(protocol, source, destination, source_port, destination_port)
    return as_flow(flows).covers(packet)


def grouped(differences: list[Difference]) -> list[Difference]:
    """Say once what happens to packets of one kind that enter the network at several places."""
    out: list[Difference] = []
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one in differences:
        if one.packet is None:
            out.append(one)
        else:
            protocol, _, destination, _, port = one.packet
            decided = one.words.rpartition("(")[2]
            groups.setdefault((one.rule, one.what, one.sign, protocol, destination, port, decided), []).append(one)
    for group in groups.values():
        places = sorted({one.device for one in group[1:]})
        more = f"; so do {len(group) - 1} other packets to there, entering at {', '.join(places)}" if places else ""
        out.append(replace(group[0], words=group[0].words + more))
    return out


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
