"""The energy impact of the change: as-is, delta, to-be, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.energy.chart import chart
from pipeline.energy.derive import Around, derive
from pipeline.energy.estimate import Inputs, estimate
from pipeline.energy.known import Known
from pipeline.energy.questions import device_question, own_question, own_use, telemetry
from pipeline.energy.words import words
from schemas.canonical import pretty
from schemas.interface_change import InterfaceChange
from schemas.package import NotAssessed
from schemas.validation import Check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.checks.base import Case
    from pipeline.energy.derive import Derived
    from schemas.footprint import Footprint
    from schemas.question import Question
    from schemas.traffic import TrafficSeries
    from schemas.validation import Outcome

NAME = "energy impact"
CHART = "footprint.svg"


def _ask(case: Case) -> tuple[Question, ...]:
    """Ask of the devices whose ports move; nothing where none does, or where telemetry is off."""
    if case.snapshot.models is None or case.snapshot.settings.telemetry == "off":
        return ()
    moved = _moved(_derived(case, Known(case.snapshot.models, case.snapshot.models_digest)))
    if not moved:
        return ()
    return (*(device_question(case, name, ports) for name, ports in moved.items()), own_question(case))


def _assess(case: Case) -> Assessed:
    policy = case.snapshot.settings.telemetry
    if case.snapshot.models is None:
        return _not_assessed("the model pack cannot be read: see findings", required=policy == "require")
    if not case.draft.candidates:
        return _not_assessed("no candidate was made that could be estimated", required=policy == "require")
    known = Known(case.snapshot.models, case.snapshot.models_digest)
    found = _measured(case, known)
    outcome, reason = _verdict(found, policy)
    if found.delta is None and found.verdict == "not_assessed":
        unseen = tuple(f"energy of {one.device}: {one.message}" for one in found.unknown)
    else:
        unseen = ()
    files: tuple[tuple[str, bytes], ...] = (("footprint.json", pretty(found)),)
    drawn = chart(found)
    if drawn:
        files += ((CHART, drawn.encode()),)
    return Assessed(
        checks=(Check(name=NAME, outcome=outcome, reason=reason, required=policy == "require"),),
        not_verified=unseen,
        files=files,
        wording=("footprint.json", CHART),
        sections=(Section(title="Energy", text=words(found, chart=CHART if drawn else "")),),
    )


def _measured(case: Case, known: Known) -> Footprint:
    """Estimate with whatever the outside answered; the ports are derived again, now with their traffic and links."""
    derived = _derived(case, known)
    moved = _moved(derived)
    if not moved:
        return estimate(Inputs(derived.changes, known, settings=case.snapshot.settings.energy))
    answers = {name: telemetry(case, device_question(case, name, ports))[0] for name, ports in moved.items()}
    there = {name: one for name, one in answers.items() if one is not None}
    traffic = {(name, series.interface): series for name, one in there.items() for series in one.traffic}
    derived = _derived(case, known, traffic)
    use = own_use(case, own_question(case))
    return estimate(
        Inputs(
            derived.changes,
            known,
            series={name: one.power for name, one in there.items() if one.power is not None},
            taken=max((one.taken for one in there.values()), default=None),
            settings=case.snapshot.settings.energy,
            own_kwh=float(use.own_energy_kwh) if use else None,
            assumptions=derived.assumptions,
        )
    )


def _derived(case: Case, known: Known, traffic: Mapping[tuple[str, str], TrafficSeries] | None = None) -> Derived:
    return derive(case.draft.bases, case.draft.shown, Around(known, case.snapshot.links, traffic))


def _moved(derived: Derived) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for one in derived.changes:
        if isinstance(one, InterfaceChange):
            out[one.device] = (*out.get(one.device, ()), one.interface)
    return out


def _verdict(found: Footprint, policy: str) -> tuple[Outcome, str]:
    if found.verdict == "not_assessed":
        return "INCONCLUSIVE", found.summary
    if found.delta is None:
        return "PASS", found.summary
    said = f"{found.summary} Grade {found.grade}: {', '.join(found.reasons) or 'nothing lowers it'}"
    blind = {"no_telemetry"} & set(found.reasons)
    if blind and policy != "off":
        return "INCONCLUSIVE", f"{said}; no telemetry says what the devices draw"
    return "PASS", said


def _not_assessed(reason: str, *, required: bool) -> Assessed:
    return Assessed(
        checks=(Check(name=NAME, outcome="INCONCLUSIVE", reason=reason, required=required),),
        not_verified=(f"the energy impact: {reason}",),
        files=(("footprint.json", pretty(NotAssessed(subject=NAME, reason=reason))),),
    )


PLUGIN = Assessor(rank=80, assess=_assess, ask=_ask)
