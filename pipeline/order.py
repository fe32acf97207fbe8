"""In which order devices are changed, and which may be changed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.features.bgp import BgpNeighbor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.intents.base import Wanted
    from schemas.inventory import Device, Link

_INNERMOST = ("core", "edge", "wan", "border", "spine", "distribution", "leaf", "aggregation", "access")
_HARMLESS = frozenset({"trunk_vlan", "access_port"})
"""Features of a port that leave its link up and its neighbour reachable."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When a device has its turn."""

    device: str
    """Which device."""
    batch: int
    """Counted from 1; a batch begins when the one before is good."""
    canary: bool
    """Whether it goes first of its role, alone or with the other end of its session."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the order depends on."""

    devices: Mapping[str, Device]
    """Those that change, by name."""
    wanted: Sequence[Wanted]
    """What is asked of them."""
    links: Sequence[Link]
    """Their cables."""
    addresses: Mapping[str, frozenset[str]]
    """Addresses of each device, without prefix length."""
    removal: bool = False
    """Whether everything that changes goes away."""


def slots(change: Change) -> tuple[Slot, ...]:
    """Return every device once, in order.

    Additions go from the core to the access, so that what carries is there before what is carried; removals the other
    way. Where both ends of a cable change in a way that may cut it, the far end goes first, because it is managed
    through the near one. Both ends of a session go in one batch. The first device of a role is its canary and goes
    alone; then one batch a role and site, but never two devices that stand in for each other (same role and site, a
    neighbour in common) in one batch.
    """
    together = _sessions(change)
    order = sorted(change.devices, key=lambda name: (_rank(change, name), change.devices[name].site, name))
    order = _far_first(change, order)
    batches: list[list[str]] = []
    open_batches: dict[tuple[str, str], list[list[str]]] = {}
    seen: set[str] = set()
    placed: set[str] = set()
    canaries: set[str] = set()
    for name in order:
        if name in placed:
            continue
        group = sorted({name, *together.get(name, ())} - placed)
        placed.update(group)
        device = change.devices[name]
        if device.role not in seen or len(group) > 1:
            if device.role not in seen:
                canaries.update(group)
            seen.update(change.devices[one].role for one in group)
            batches.append(list(group))
            continue
        for batch in open_batches.setdefault((device.role, device.site), []):
            if not any(_stand_in(change, name, other) for other in batch):
                batch.append(name)
                break
        else:
            fresh = [name]
            open_batches[device.role, device.site].append(fresh)
            batches.append(fresh)
    return tuple(
        Slot(name, number, name in canaries) for number, batch in enumerate(batches, start=1) for name in batch
    )


def _rank(change: Change, name: str) -> int:
    role = change.devices[name].role
    rank = _INNERMOST.index(role) if role in _INNERMOST else len(_INNERMOST)
    return -rank if change.removal else rank


def _sessions(change: Change) -> dict[str, frozenset[str]]:
    """Return, by device, the other ends of sessions that both ends change."""
    found: dict[str, set[str]] = {}
    for wanted in change.wanted:
        if not isinstance(wanted.feature, BgpNeighbor) or wanted.device not in change.devices:
            continue
        for other, addresses in change.addresses.items():
            if other != wanted.device and other in change.devices and wanted.feature.neighbor in addresses:
                found.setdefault(wanted.device, set()).add(other)
                found.setdefault(other, set()).add(wanted.device)
    return {name: frozenset(others) for name, others in found.items()}


def _far_first(change: Change, order: Sequence[str]) -> list[str]:
    """Put the outer end of a cable before the inner one where the change may cut the cable on both ends."""
    cutting = {
        (wanted.device, port)
        for wanted in change.wanted
        if wanted.device in change.devices
        and wanted.feature.feature not in _HARMLESS
        and (port := getattr(wanted.feature, "interface", ""))
    }
    out = list(order)
    for link in change.links:
        ends = ((link.a.device, link.a.interface), (link.b.device, link.b.interface))
        if not all(end in cutting for end in ends):
            continue
        near, far = sorted((link.a.device, link.b.device), key=lambda name: (abs(_rank(change, name)), name))
        if out.index(near) < out.index(far):
            out.remove(far)
            out.insert(out.index(near), far)
    return out


def _stand_in(change: Change, one: str, other: str) -> bool:
    return bool(_neighbors(change.links, one) & _neighbors(change.links, other))


def _neighbors(links: Iterable[Link], name: str) -> set[str]:
    ends = [(link.a.device, link.b.device) for link in links]
    return {b for a, b in ends if a == name} | {a for a, b in ends if b == name}
