"""Compare two filters exactly: equal, different with a packet as witness, or not to be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipeline.packets.decide import decide
from pipeline.packets.matches import rules
from pipeline.packets.space import Space
from pipeline.packets.words import packet_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.packets.matches import Rule
    from pipeline.packets.space import Node
    from schemas.facts import FilterEntryFacts, FilterFacts
    from schemas.packets import Packet, PacketMatch


@dataclass(frozen=True, slots=True)
class Witness:
    """A packet that two filters decide differently."""

    packet: Packet
    before: str
    """Entry that decides it in the first filter, as configured; `the end of the filter` where none does."""
    after: str
    """Entry that decides it in the second one."""

    def __str__(self) -> str:
        return f"{packet_words(self.packet)} (before: {self.before}; after: {self.after})"


@dataclass(frozen=True, slots=True)
class Difference:
    """What two filters differ in."""

    outcome: Literal["equal", "different", "inconclusive"]
    """equal: proved for every packet; inconclusive: something was not understood and nothing certain differs."""
    permitted: Witness | None = None
    """A packet that is refused before and permitted after."""
    refused: Witness | None = None
    """A packet that is permitted before and refused after."""
    unclear: tuple[str, ...] = ()
    """What was not understood, in the words of the device, sorted."""


@dataclass(frozen=True, slots=True)
class Change:
    """A flow that is meant to change."""

    match: PacketMatch
    permits: bool
    """Whether it is to be permitted."""


def compare(before: FilterFacts, after: FilterFacts, meant: Sequence[Change] = ()) -> Difference:
    """Return how two filters of one family differ, beyond what is `meant` to change.

    Law: where the answer is `equal`, no packet is decided differently; a witness always is. Packets are first or only
    fragments; how many of them a limit of rate lets through is no part of the answer. Of what is meant, only the
    direction that is meant may change.
    """
    if before.family != after.family:
        return Difference("inconclusive", unclear=(f"{before.name} filters {before.family}, {after.name} the other",))
    space = Space(before.family)
    one, two = permits(space, before), permits(space, after)
    gained, lost = two & ~one, one & ~two
    for change in meant:
        if change.permits:
            gained &= ~space.match(change.match)
        else:
            lost &= ~space.match(change.match)
    unread = sorted({_unread(entry) for known in (before, after) for entry in rules(known)[1]})
    if unread or not (before.entries and after.entries):
        # An empty list permits all on some platforms and nothing on others.
        return Difference("inconclusive", unclear=tuple(unread) or ("one of the filters is empty",))
    up, down = (_witness(space, before, after, space.certain(node)) for node in (gained, lost))
    if up or down:
        return Difference("different", up, down)
    own = tuple(text for text in space.opaques(one | two) if not text.startswith(IMPLIED))
    own = own or space.opaques(gained | lost)
    if _rates(before) != _rates(after):
        own = (*own, "limits of rate differ")
    if own:
        return Difference("inconclusive", unclear=own)
    return Difference("equal")


IMPLIED = "implied: "
"""How a condition begins that belongs to the platform and so is the same in every filter."""


def permits(space: Space, known: FilterFacts) -> Node:
    """Return the packets that a filter permits, entries that nobody understood left out."""
    found = space.union(known.implied)
    for rule in reversed(rules(known)[0]):
        here = space.union(rule.matches)
        found = found | here if rule.permits else found & ~here
    return found


def shadowed(known: FilterFacts) -> tuple[str, ...]:
    """Return the ids of entries that never decide a packet, because those before them have decided all of it.

    Entries that were not understood are taken as matching nothing, so that what is said here is certain.
    """
    space = Space(known.family)
    left, found = space.all, []
    for rule in rules(known)[0]:
        here = space.union(rule.matches)
        if rule.matches and here & left == space.none:
            found.append(rule.id)
        left &= ~space.certain(here)
    return tuple(found)


def reach(entries: FilterFacts, flow: PacketMatch) -> Packet | None:
    """Return a packet of a flow that no entry has decided by the end, None where all of it is decided."""
    space = Space(entries.family)
    left: Any = space.match(flow)
    for rule in rules(entries)[0]:
        left &= ~space.certain(space.union(rule.matches))
    return space.pick(left)


def _rates(known: FilterFacts) -> tuple[str, ...]:
    return tuple(match.rate for rule in rules(known)[0] for match in rule.matches if match.rate)


def _witness(space: Space, before: FilterFacts, after: FilterFacts, node: Node) -> Witness | None:
    packet = space.pick(node)
    if packet is None:
        return None
    return Witness(packet, _said(decide(before, packet)[1]), _said(decide(after, packet)[1]))


def _said(rule: Rule | None) -> str:
    return f"`{rule.text}`" if rule else "the end of the filter"


def _unread(entry: FilterEntryFacts) -> str:
    return f"{entry.id} `{entry.text}`"
