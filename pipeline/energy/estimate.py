"""Estimate: as-is from telemetry, the delta from the model on what changes alone, to-be as their sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import TYPE_CHECKING

from pipeline.energy.amounts import carbon, energy, own_energy, power
from pipeline.energy.anchor import Anchor, anchor
from pipeline.energy.counts import Moved, Term, moved
from pipeline.energy.grade import accuracy, grade, reasons, worst_tier
from pipeline.energy.parameter import Load, Parameter
from pipeline.energy.uncertainty import Spread, combine
from schemas.canonical import digest_of
from schemas.footprint import DeviceFootprint, EvidenceRef, Footprint, PackRef, TermEstimate, Unknown
from schemas.interface_change import InterfaceChange, NoPortEffect
from schemas.quantity import quantity
from schemas.settings import Energy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pipeline.energy.known import Known
    from schemas.footprint import Verdict
    from schemas.interface_change import PowerChange
    from schemas.model_pack import SensorCheck
    from schemas.power import PowerSeries

SURE = 0.95
"""Probability from which on a change is said to save, or to cost."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that an estimate is made of."""

    changes: Sequence[PowerChange]
    known: Known
    series: Mapping[str, PowerSeries] = field(default_factory=dict)
    """Power before the change, by device."""
    taken: datetime | None = None
    """When the series were read."""
    settings: Energy = field(default_factory=Energy)
    own_kwh: float | None = None
    """What it took to prepare the change; None where that was not measured."""
    assumptions: tuple[str, ...] = ()
    """What was taken for granted on the way to the changes."""


def estimate(inputs: Inputs) -> Footprint:
    """Return what the changes do to energy. Law: the same inputs give the same bytes."""
    ports = [one for one in inputs.changes if isinstance(one, InterfaceChange)]
    found = moved(ports, inputs.known)
    used = sorted({one.device for one in inputs.changes})
    anchors = {
        name: one
        for name in used
        if name in inputs.series and (one := anchor(inputs.series[name], _check(inputs, name), inputs.taken))
    }
    failed = {one.device for one in found.refused}
    own = {name: [term for term in found.terms if term.key.device == name] for name in used}
    spreads = {
        name: _spread(inputs.known, own[name])
        for name in used
        if name not in failed and any(one.device == name for one in ports)
    }
    total = None if failed or not spreads else _spread(inputs.known, found.terms)
    devices = tuple(_device(name, inputs, own[name], spreads.get(name), anchors.get(name)) for name in used)
    said = reasons(found, anchors, total, ports=bool(ports), devices=[one.device for one in ports])
    tier = worst_tier(found.terms) if total else None
    given = grade(tier, said) if total else None
    verdict = _verdict(total, ports=bool(ports), refused=bool(failed))
    as_is = _sum(anchors, used)
    amount = energy(total, inputs.settings) if total else None
    return Footprint(
        verdict=verdict,
        summary=_summary(verdict, total, found),
        tier=tier,
        grade=given,
        accuracy=accuracy(given, anchors.values()) if given else None,
        reasons=said,
        as_is=power(as_is) if as_is else None,
        delta=power(total) if total else None,
        to_be=power(_plus(as_is, found.terms, inputs.known)) if as_is and total else None,
        probability_saves=quantity(total.negative, 4) if total else None,
        horizon_hours=inputs.settings.horizon_hours,
        duty_percent=inputs.settings.duty_percent,
        energy=amount,
        carbon=carbon(total, inputs.settings, inputs.known) if total else None,
        own=own_energy(total, inputs.settings, inputs.own_kwh) if total and inputs.own_kwh is not None else None,
        devices=devices,
        terms=tuple(_term(one) for one in found.terms),
        unknown=tuple(
            Unknown(device=one.device, interface=one.interface, reason=one.reason, message=one.message[:400])
            for one in found.refused
        ),
        assumptions=tuple(dict.fromkeys(one[:400] for one in inputs.assumptions)),
        evidence=tuple(_evidence(inputs.series[name], anchors[name]) for name in used if name in anchors),
        pack=_pack(inputs.known),
        inputs_sha256=_digest(inputs),
    )


def _check(inputs: Inputs, name: str) -> SensorCheck | None:
    model = next((one.model for one in inputs.changes if one.device == name and one.model), None)
    return inputs.known.sensor(model) if model else None


def _wrong(known: Known, terms: Sequence[Term]) -> tuple[list[tuple[float, Parameter]], float]:
    """Return what the model itself is wrong by: a share of each platform's delta, and a floor for each device."""
    share = float(known.pack.discrepancy_percent) / 100
    models: dict[str, float] = {}
    floors: dict[str, float] = {}
    for one in terms:
        models[one.key.model] = models.get(one.key.model, 0.0) + one.watts
        floors[one.key.device] = known.floor_w(one.key.model)
    items = [
        (1.0, Parameter(0.0, (Load(f"model {model}", share * abs(watts)),), "normal", "T2", ()))
        for model, watts in sorted(models.items())
    ]
    return items, sqrt(sum(floor**2 for floor in floors.values()))


def _spread(known: Known, terms: Sequence[Term], extra: float = 0.0) -> Spread:
    items = [(one.count, parameter) for one in terms for parameter in one.parameters]
    wrong, floor = _wrong(known, terms)
    return combine([*items, *wrong], hypot(floor, extra))


def _plus(as_is: Spread, terms: Sequence[Term], known: Known) -> Spread:
    delta = _spread(known, terms, as_is.deviation)
    at = as_is.estimate
    return Spread(at + delta.estimate, delta.deviation, at + delta.low, at + delta.high, 0.0)


def _sum(anchors: Mapping[str, Anchor], used: Sequence[str]) -> Spread | None:
    if not used or any(name not in anchors for name in used):
        return None
    watts = sum(one.watts for one in anchors.values())
    return combine([(1.0, Parameter(watts, (), "normal", "T2", ()))], sqrt(sum(a.error**2 for a in anchors.values())))


def _device(
    name: str, inputs: Inputs, terms: Sequence[Term], delta: Spread | None, at: Anchor | None
) -> DeviceFootprint:
    first = next(one for one in inputs.changes if one.device == name)
    quiet = all(isinstance(one, NoPortEffect) for one in inputs.changes if one.device == name)
    before = combine([(1.0, Parameter(at.watts, (), "normal", "T2", ()))], at.error) if at else None
    return DeviceFootprint(
        device=name,
        platform=first.platform,
        model=first.model,
        as_is=power(before) if before else None,
        delta=power(delta) if delta else None,
        to_be=power(_plus(before, terms, inputs.known)) if before and delta else None,
        minimum_detectable_w=quantity(at.least, 3) if at and at.least is not None else None,
        verifiable=at.shows(delta.estimate) if at and delta else None,
        reasons=at.reasons if at else ("no_port_effect",) if quiet else ("no_telemetry",),
    )


def _verdict(total: Spread | None, *, ports: bool, refused: bool) -> Verdict:
    if refused:
        return "not_assessed"
    if total is None:
        return "neutral" if not ports else "not_assessed"
    if total.negative >= SURE:
        return "saves"
    return "costs" if 1 - total.negative >= SURE else "neutral"


def _summary(verdict: Verdict, total: Spread | None, found: Moved) -> str:
    if total is None:
        if found.refused:
            return f"Not estimated: {found.refused[0].message}."[:400]
        return "No port changes its state, its speed or its module: nothing of the power model moves."
    reach = f"{total.estimate:+.2f} W, between {total.low:+.2f} and {total.high:+.2f} W 95 times in 100"
    match verdict:
        case "saves":
            return f"Saves power: {reach}."
        case "costs":
            return f"Takes more power: {reach}."
        case _:
            return f"Not distinguishable from zero: {reach}."


def _term(one: Term) -> TermEstimate:
    key = one.key
    alone = combine([(one.count, parameter) for parameter in one.parameters])
    return TermEstimate(
        device=key.device,
        term=key.term,
        what=" ".join(word for word in (key.module, key.speed) if word),
        count=round(one.count) if key.term.endswith("_w") else 1,
        contribution_w=quantity(alone.estimate, 4),
        standard_uncertainty_w=quantity(alone.deviation, 4),
        tier=max(parameter.tier for parameter in one.parameters),
        rows=tuple(sorted({row for parameter in one.parameters for row in parameter.rows})),
        reasons=tuple(sorted({reason for parameter in one.parameters for reason in parameter.reasons})),
    )


def _evidence(series: PowerSeries, at: Anchor) -> EvidenceRef:
    said = series.model_dump(mode="json")
    return EvidenceRef(
        id=series.id,
        source=series.source,
        start=said["start"],
        end=_end(series),
        step_s=series.step_s,
        samples=sum(one is not None for one in series.watts_w),
        coverage_percent=quantity(at.coverage.percent, 1),
        sha256=digest_of(said),
        origin=series.origin,
        query=series.query,
        warnings=series.warnings,
    )


def _end(series: PowerSeries) -> str:
    from datetime import timedelta

    end = series.start + timedelta(seconds=series.step_s * len(series.watts_w))
    return end.isoformat().replace("+00:00", "Z")


def _pack(known: Known) -> PackRef:
    return PackRef(pack=known.pack.pack, version=known.pack.version, sha256=known.digest)


def _digest(inputs: Inputs) -> str:
    return digest_of(
        {
            "changes": [one.model_dump(mode="json") for one in inputs.changes],
            "pack": inputs.known.digest,
            "series": {name: one.model_dump(mode="json") for name, one in sorted(inputs.series.items())},
            "taken": inputs.taken.isoformat() if inputs.taken else None,
            "settings": inputs.settings.model_dump(mode="json"),
            "own_kwh": None if inputs.own_kwh is None else quantity(inputs.own_kwh, 9),
            "assumptions": list(inputs.assumptions),
        }
    )
