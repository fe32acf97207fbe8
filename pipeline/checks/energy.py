"""The energy impact of the change: as-is, delta, to-be, and how sure that is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.assist.spent import METHOD, spent_wh
from pipeline.checks import assistance
from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.energy.alternatives import alternatives, hands_on
from pipeline.energy.chart import chart
from pipeline.energy.endpoints import endpoints
from pipeline.energy.estimate import Inputs, estimate
from pipeline.energy.green import REVISION, as_is_identity, delta_identity
from pipeline.energy.moves import asked_devices, derived, known_power, moved, sleeping
from pipeline.energy.questions import device_question, own_question, own_use, telemetry
from pipeline.energy.words import words
from schemas.canonical import pretty
from schemas.package import NotAssessed
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.energy.known import Known
    from schemas.footprint import Footprint, HandsOn
    from schemas.question import Question
    from schemas.validation import Outcome

NAME = "energy impact"
CHART = "footprint.svg"


def _ask(case: Case) -> tuple[Question, ...]:
    """Ask of the devices whose ports move; nothing where none does, or where telemetry is off."""
    if case.snapshot.settings.telemetry == "off":
        return ()
    asked = asked_devices(case)
    if not asked:
        return ()
    return (*(device_question(case, name, ports) for name, ports in asked.items()), own_question(case))


def _assess(case: Case) -> Assessed:
    policy = case.snapshot.settings.telemetry
    known = known_power(case)
    if known is None:
        return _not_assessed("the model pack cannot be read: see findings", required=policy == "require")
    if not case.draft.candidates:
        return _not_assessed("no candidate was made that could be estimated", required=policy == "require")
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
        hands=tuple(_task(one) for one in found.hands_on),
        sections=(Section(title="Energy", text=words(found, chart=CHART if drawn else "")),),
    )


def _task(one: HandsOn) -> str:
    """Return a task for people with what it saves by itself: by the model alone, so that no sample moves the plan."""
    if one.delta is None:
        return f"{one.task} (what it saves is not known)"
    return f"{one.task} ({one.delta.estimate_w} W, {one.delta.low_w} to {one.delta.high_w} W 95 times in 100)"


def _measured(case: Case, known: Known) -> Footprint:
    """Estimate with whatever the outside answered; the ports are derived again, now with their traffic and links."""
    first = derived(case, known)
    if not moved(first):
        return estimate(Inputs(first.changes, known, settings=case.snapshot.settings.energy))
    asked = asked_devices(case).items()
    answers = {name: telemetry(case, device_question(case, name, ports))[0] for name, ports in asked}
    there = {name: one for name, one in answers.items() if one is not None}
    traffic = {(name, series.interface): series for name, one in there.items() for series in one.traffic}
    found = derived(case, known, traffic)
    use = own_use(case, own_question(case))
    words_wh = sum((spent_wh(case.answer(one)) for one in assistance.questions(case)), Decimal(0))
    inputs = Inputs(
        found.changes,
        known,
        series={name: one.power for name, one in there.items() if one.power is not None},
        taken=max((one.taken for one in there.values()), default=None),
        settings=case.snapshot.settings.energy,
        own_kwh=float(use.own_energy_kwh) + float(words_wh) / 1000 if use else None,
        assumptions=(*found.assumptions, *([use.method] if use else []), *([METHOD] if use and words_wh else [])),
    )
    whole = estimate(inputs)
    return whole.model_copy(
        update={
            "alternatives": alternatives(case, sleeping(case), inputs),
            "hands_on": hands_on(case, inputs),
            "endpoints_w": endpoints(found.changes, traffic),
            "green_delta": delta_identity(whole),
            "green_as_is": as_is_identity(whole.evidence),
            "green_revision": REVISION,
        }
    )


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
