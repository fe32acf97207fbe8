"""The fleet: what all devices draw, by site and role, and where idle ports might save most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Literal

from pipeline.energy.parameter import Load, Parameter
from pipeline.energy.plugged import fitted, optics_of
from pipeline.energy.ports import physical
from pipeline.energy.tiers import Refusal, Wanted, resolve
from pipeline.energy.uncertainty import Spread, combine
from pipeline.intents.sleeping import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.energy.anchor import Anchor
    from pipeline.energy.known import Known
    from pipeline.intents.base import View
    from schemas.inventory import Device

Basis = Literal["telemetry", "field median", "datasheet", "not known"]
TYPICAL = 0.84
"""Datasheets' typical power over the median in production: eight platforms, 0.60 to 1.45."""
_TYPICAL_SPREAD = 0.31


@dataclass(frozen=True, slots=True)
class AsIs:
    """What one device draws, as far as anything says."""

    device: Device
    basis: Basis
    shared: Parameter | None
    """What it has in common with all devices of its model."""
    own: float = 0.0
    """One standard deviation of its own, in watts."""


@dataclass(slots=True)
class Group:
    """Devices together."""

    name: str
    devices: int = 0
    unknown: int = 0
    bases: Counter[str] = field(default_factory=Counter)
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """Ports of a device that might sleep, if counters prove them idle."""

    device: str
    site: str
    role: str
    ports: tuple[str, ...]
    spread: Spread
    tier: str
    unknown: int
    """Open access ports of which it is not known what sits in them."""


def as_is(known: Known, device: Device, anchor: Anchor | None) -> AsIs:
    """Return what a device draws: by its telemetry, by its model in production, by its datasheet, or not at all."""
    if anchor is not None:
        metered = Parameter(anchor.watts, (), "normal", "T1", ())
        return AsIs(device, "telemetry", metered, anchor.error)
    if device.model is None:
        return AsIs(device, "not known", None)
    fact = known.fact(device.model, "", "", "field_w")
    if fact is not None:
        scatter = float(fact.standard_error)
        load = Load(fact.id, scatter / sqrt(fact.samples))
        return AsIs(device, "field median", Parameter(float(fact.value), (load,), "normal", "T2", (fact.id,)), scatter)
    sheet = known.datasheet(device.model)
    if sheet is not None:
        load = Load(sheet.id, _TYPICAL_SPREAD)
        typical = Parameter(TYPICAL * float(sheet.typical_w), (load,), "lognormal", "T5", (sheet.id,))
        return AsIs(device, "datasheet", typical, 0.1 * typical.centre)
    return AsIs(device, "not known", None)


def groups(found: Sequence[AsIs], by: str) -> tuple[Group, ...]:
    """Return sums by `site` or `role`, or `all` of them; devices of one model share what is not known of it."""
    parts: dict[str, list[AsIs]] = {}
    for one in found:
        parts.setdefault("all" if by == "all" else str(getattr(one.device, by)), []).append(one)
    return tuple(_group(name, parts[name]) for name in sorted(parts))


def _group(name: str, found: Sequence[AsIs]) -> Group:
    out = Group(name, len(found), sum(one.shared is None for one in found), Counter(one.basis for one in found))
    counts: Counter[Parameter] = Counter(one.shared for one in found if one.shared is not None)
    if counts:
        items = sorted(((float(count), one) for one, count in counts.items()), key=lambda item: item[1].rows)
        out.spread = combine(items, sqrt(sum(one.own**2 for one in found)))
    return out


def savings(known: Known, views: Iterable[View], cabled: frozenset[tuple[str, str]], most: int) -> tuple[Saving, ...]:
    """Return the devices whose open access ports would save most if they were idle; guards as for `port_sleep`.

    It is a list of where to look: only counters of weeks prove a port idle, and `port_sleep` asks for them.
    """
    memory: dict[Wanted, tuple[Parameter, ...] | Refusal] = {}
    found = [one for view in views if (one := _sleepy(known, view, cabled, memory))]
    found.sort(key=lambda one: (one.watts, one.device.name))
    return tuple(_saving(known, one) for one in found[:most])


@dataclass(frozen=True, slots=True)
class _Sleepy:
    """A device with ports that may sleep, before its interval is worked out."""

    device: Device
    ports: tuple[str, ...]
    unknown: int
    items: tuple[tuple[float, Parameter], ...]
    watts: float


def _sleepy(
    known: Known,
    view: View,
    cabled: frozenset[tuple[str, str]],
    memory: dict[Wanted, tuple[Parameter, ...] | Refusal],
) -> _Sleepy | None:
    device = view.device
    if device.model is None:
        return None
    model = known.model(device.model)
    counts: Counter[Wanted] = Counter()
    ports, unknown, optics = [], 0, optics_of(view)
    for one in view.facts.interfaces:
        if one.mode != "access" or one.shutdown or not physical(one.name) or (device.name, one.name) in cabled:
            continue
        if guard(view, one.name, one):
            continue
        optic, speed = fitted(device, one.name, known, optics)
        module = known.module(optic) if optic else None
        if module is None or not speed:
            unknown += 1
            continue
        counts[Wanted(model, module, speed, "no_link_w")] += 1
        ports.append(one.name)
    items: list[tuple[float, Parameter]] = []
    for wanted, count in counts.items():
        if wanted not in memory:
            memory[wanted] = resolve(known, wanted)
        resolved = memory[wanted]
        if not isinstance(resolved, Refusal):
            items += [(-float(count), parameter) for parameter in resolved]
    if not items:
        return None
    watts = sum(count * one.centre for count, one in items)
    return _Sleepy(device, tuple(ports), unknown, tuple(items), watts)


def _saving(known: Known, one: _Sleepy) -> Saving:
    device = one.device
    share = float(known.pack.discrepancy_percent) / 100
    spread = combine(one.items, sqrt((share * one.watts) ** 2 + known.floor_w(device.model or "") ** 2))
    tier = max(parameter.tier for _, parameter in one.items)
    return Saving(device.name, device.site, device.role, one.ports, spread, tier, one.unknown)


def by_basis(found: Iterable[AsIs]) -> Mapping[str, int]:
    """Return how many devices are known by what."""
    return dict(sorted(Counter(one.basis for one in found).items()))
