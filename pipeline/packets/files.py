"""Compare the packet filters of two configurations of one device, filter by filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.packets.compare import Difference, compare, shadowed

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


@dataclass(frozen=True, slots=True)
class Compared:
    """One filter of two configurations."""

    name: str
    family: Literal["ipv4", "ipv6"]
    difference: Difference | None
    """None where only one of them has it."""
    state: Literal["both", "new", "gone"]
    shadowed: tuple[str, ...]
    """Entries of the second one, or of the only one, that never decide a packet."""


def compare_filters(before: DeviceFacts, after: DeviceFacts) -> tuple[Compared, ...]:
    """Return every filter of either configuration, by name and family."""
    one = {(item.name, item.family): item for item in before.filters}
    two = {(item.name, item.family): item for item in after.filters}
    out = []
    for key in sorted(one.keys() | two.keys()):
        here = two[key] if key in two else one[key]
        state: Literal["both", "new", "gone"] = "both" if key in one and key in two else "new" if key in two else "gone"
        difference = compare(one[key], two[key]) if state == "both" else None
        out.append(Compared(here.name, here.family, difference, state, shadowed(here)))
    return tuple(out)
