"""Whether a filter does with a flow what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.packets.compare import permits
from pipeline.packets.space import Space
from pipeline.packets.words import packet_words

if TYPE_CHECKING:
    from pipeline.packets.compare import Change
    from schemas.facts import FilterFacts


def kept(known: FilterFacts, change: Change) -> tuple[Literal["all", "part", "none"], str]:
    """Return how much of a flow is decided as meant, and a packet that is not, empty where there is none."""
    space = Space(known.family)
    flow, allowed = space.match(change.match), permits(space, known)
    good = flow & (allowed if change.permits else ~allowed)
    bad = space.pick(flow & ~good)
    if bad is None:
        return "all", ""
    return ("none" if good == space.none else "part"), packet_words(bad)
