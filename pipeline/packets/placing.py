"""Whether the place of a new entry decides anything: exactly, with a packet that tells the places apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.packets.matches import rules, simple
from pipeline.packets.space import Space
from schemas.facts import FilterFacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.flow import Flow
    from pipeline.packets.space import Family
    from schemas.facts import FilterEntryFacts
    from schemas.packets import Packet, PacketMatch


def match_of(flow: Flow, family: Family) -> PacketMatch | None:
    """Return a flow as a match, None where its protocol has no number that is known."""
    ports = tuple(
        "" if (low, high) == (0, 65535) else f"{low}-{high}"
        for low, high in (flow.source_ports, flow.destination_ports)
    )
    source, destination = (str(side or "any") for side in (flow.source, flow.destination))
    return simple(flow.protocol, source, destination, (ports[0], ports[1]), family)


def contested(
    entries: Sequence[FilterEntryFacts], flow: Flow, *, permits: bool, family: Family
) -> tuple[tuple[FilterEntryFacts, Packet], ...]:
    """Return the entries that decide packets of a flow the other way, each with one of these packets.

    Law: none means that the filter decides the same wherever among these entries the new one stands; and the packet
    of an entry is decided by the new one where that stands before it, by the entry where it stands behind it. Packets
    that an earlier entry has decided already are not counted; conditions that were not translated may hold.
    """
    match = match_of(flow, family)
    if match is None:
        return ()
    known = FilterFacts(name="", family=family, entries=tuple(entries))
    space = Space(family)
    left = space.match(match)
    by_id = {entry.id: entry for entry in entries}
    found = []
    for rule in rules(known)[0]:
        here = space.union(rule.matches)
        if rule.permits != permits:
            packet = space.pick(left & here)
            if packet is not None:
                found.append((by_id[rule.id], packet))
        left &= ~space.certain(here)
    return tuple(found)


def undecided(entries: Sequence[FilterEntryFacts], flow: Flow, family: Family) -> Packet | None:
    """Return a packet of a flow that none of the entries has surely decided, None where all of it is decided."""
    match = match_of(flow, family)
    known = FilterFacts(name="", family=family, entries=tuple(entries))
    space = Space(family)
    left = space.match(match) if match is not None else space.all
    for rule in rules(known)[0]:
        left &= ~space.certain(space.union(rule.matches))
    return space.pick(left)
