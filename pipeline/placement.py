"""Place an entry in a packet filter: where it takes effect, with which number, and what an engineer must be asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.flow import Flow, flow_of
from pipeline.packets.placing import contested
from pipeline.packets.words import packet_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.packets.space import Family
    from schemas.facts import FilterEntryFacts
    from schemas.packets import Packet

STEP = 10
_SHOWN = 4
"""So many entries are named in a question."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes."""

    index: int
    """How many entries stand before it."""
    sequence: int
    """Its number, where entries are numbered."""
    renumber: bool
    """Whether the list must be numbered 10, 20, … first."""
    before: str
    """Name or number of the entry that follows; empty at the end."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why there is no place: unknown name, or a question that only a person can answer."""

    rule: str
    message: str
    hint: str


def explicit(entries: Sequence[FilterEntryFacts], before: str, after: str) -> int | Doubt:
    """Return the index that `before` and `after` ask for; at least one is given."""
    names = [entry.id for entry in entries]
    for name in (before, after):
        if name and name not in names:
            there = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
            return Doubt("acl-entry-unknown", f"there is no entry {name}; there are {there}", "name one of these")
    if before and after and names.index(after) >= names.index(before):
        return Doubt("acl-place", f"entry {after} stands not before {before}", "name entries in the list's order")
    return names.index(before) if before else names.index(after) + 1


def natural(entries: Sequence[FilterEntryFacts], wanted: Flow, action: str, family: Family = "ipv4") -> int | Doubt:
    """Return the index before the closing entry that matches everything, or the end.

    A hard stop with a question where the place decides what happens to some packet, and the intent does not say it;
    the packet of the question is one that the two places decide differently.
    """
    end = len(entries)
    while end and _catches_all(entries[end - 1]):
        end -= 1
    unread = next((entry for entry in entries[:end] if not (entry.understood or entry.matches is not None)), None)
    if unread is not None:
        return Doubt(
            "acl-place",
            f"entry {unread.id} (`{unread.text}`) could not be read exactly, so the place cannot be chosen",
            "say before: or after: in the intent",
        )
    found = contested(entries[:end], wanted, permits=action == "permit", family=family)
    return _question(found) if found else end


def _question(found: Sequence[tuple[FilterEntryFacts, Packet]]) -> Doubt:
    """Ask which packets the new entry is to decide, with every place that makes a difference."""
    first, last = found[0][0], found[-1][0]
    if len(found) == 1:
        entry, packet = found[0]
        return Doubt(
            "acl-place",
            f"entry {entry.id} (`{entry.text}`) decides some of the same packets the other way, "
            f"for example {packet_words(packet)}",
            f"should that packet be decided by the new entry (before: {entry.id}) or by entry {entry.id} "
            f"(after: {entry.id})?",
        )
    said = "; ".join(
        f"{entry.id} (`{entry.text}`), for example {packet_words(packet)}" for entry, packet in found[:_SHOWN]
    )
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    between = [
        f"not those of {entry.id}, but those of {later.id} and what follows (after: {entry.id})"
        for (entry, _), (later, _) in pairwise(found[:_SHOWN])
    ]
    choices = [f"all of them (before: {first.id})", *between, f"none of them (after: {last.id})"]
    return Doubt(
        "acl-place",
        f"{len(found)} entries decide some of the same packets the other way: {said}{more}",
        f"which packets should the new entry decide: {'; '.join(choices)}?",
    )


def place(entries: Sequence[FilterEntryFacts], index: int, *, hidden: bool) -> Place:
    """Return number and neighbour at an index; `hidden` numbers are made true by renumbering first."""
    before = entries[index].id if index < len(entries) else ""
    numbers = [int(entry.id) for entry in entries if entry.id.isdigit()]
    if len(numbers) != len(entries):
        return Place(index, 0, renumber=False, before=before)
    low = numbers[index - 1] if index else 0
    if hidden:
        return Place(index, STEP * index + STEP // 2 if before else STEP * (index + 1), renumber=True, before=before)
    if not before:
        return Place(index, (low // STEP + 1) * STEP, renumber=False, before="")
    free = numbers[index] - low
    if free > 1:
        return Place(index, low + free // 2, renumber=False, before=before)
    return Place(index, STEP * index + STEP // 2, renumber=True, before=before)


def covering(entries: Sequence[FilterEntryFacts], wanted: Flow) -> FilterEntryFacts | None:
    """Return the first entry that decides the whole flow before it gets any further."""
    return next((entry for entry in entries if entry.understood and flow_of(entry).covers(wanted)), None)


def _catches_all(entry: FilterEntryFacts) -> bool:
    return entry.understood and entry.protocol == "ip" and (entry.source, entry.destination) == ("any", "any")
