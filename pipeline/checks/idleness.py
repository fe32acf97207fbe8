"""Whether ports that are put to sleep were idle for weeks, and whether what stays awake can carry the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.energy.headroom import headroom
from pipeline.energy.moves import asked_devices, known_power, sleeping
from pipeline.energy.plugged import module_of
from pipeline.energy.questions import device_question, telemetry
from schemas.finding import Finding, Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.energy.known import Known
    from pipeline.energy.moves import Sleeper
    from schemas.question import Question
    from schemas.traffic import TrafficSeries

NAME = "idleness"
QUIET_BIT_S = 1000.0
"""Frames of protocols alone; anything above in an hour is use."""
FEEDS_W = 0.3
"""More than that at any time, and something lives on the port: detection alone takes less."""


def _ask(case: Case) -> tuple[Question, ...]:
    if not sleeping(case):
        return ()
    return tuple(device_question(case, name, ports) for name, ports in asked_devices(case).items())


def _assess(case: Case) -> Assessed:
    asleep = sleeping(case)
    if not asleep:
        return Assessed(())
    traffic: dict[tuple[str, str], TrafficSeries] = {}
    silent: dict[str, str] = {}
    for name, ports in asked_devices(case).items():
        found, why = telemetry(case, device_question(case, name, ports))
        if found is None:
            silent[name] = why
        else:
            traffic |= {(name, one.interface): one for one in found.traffic}
    findings, unknown = [], []
    for one in asleep:
        rule, said = _judged(one, traffic.get((one.device, one.port)), silent.get(one.device, ""))
        if rule == "idleness-unknown":
            unknown.append(said)
        elif rule:
            findings.append(_finding(case, one, rule, said))
    known = known_power(case)
    for one, rule, said in headroom(case, known, asleep, traffic) if known else ():
        if rule == "headroom-unknown":
            unknown.append(said)
        else:
            findings.append(_finding(case, one, rule, said))
    findings += [_finding(case, one, "port-is-uplink", said) for one, said in _uplinks(case, asleep)]
    findings += [_finding(case, one, "port-feeds-device", said) for one, said in _feeding(asleep, traffic)]
    unseen = _poe_unseen(case, known, asleep, traffic)
    return Assessed(
        checks=(_check(asleep, findings, unknown),), findings=tuple(findings), not_verified=(*unseen, *unknown)
    )


def _feeding(asleep: tuple[Sleeper, ...], traffic: dict[tuple[str, str], TrafficSeries]) -> list[tuple[Sleeper, str]]:
    """A port that delivers power feeds something, however little it carries."""
    out = []
    for one in asleep:
        series = traffic.get((one.device, one.port))
        most = series.poe_most_w if series else None
        if most is not None and most > FEEDS_W:
            said = f"{one.port} of {one.device} delivered up to {most:.1f} W over Ethernet: it powers what hangs on it"
            out.append((one, said))
    return out


def _poe_unseen(
    case: Case, known: Known | None, asleep: tuple[Sleeper, ...], traffic: dict[tuple[str, str], TrafficSeries]
) -> tuple[str, ...]:
    """Name the ports that might deliver power and of which nothing says it: those that may be of copper."""
    blind = []
    for one in asleep:
        series = traffic.get((one.device, one.port))
        optic = module_of(case.draft.bases[one.device].view, one.port, known)[0] if known else None
        module = known.module(optic) if known and optic else None
        if (series is None or series.poe_most_w is None) and (module is None or module.family == "base_t"):
            blind.append(one)
    if not blind:
        return ()
    named = ", ".join(f"{one.port} of {one.device}" for one in blind[:3])
    more = f" and {len(blind) - 3} more" if len(blind) > 3 else ""
    return (
        f"power over Ethernet of {named}{more}: telemetry does not say what they deliver; voice VLANs and descriptions "
        "alone were looked at",
    )


def _check(asleep: tuple[Sleeper, ...], findings: list[Finding], unknown: list[str]) -> Check:
    if findings:
        return Check(name=NAME, outcome="FAIL", reason=f"{len(findings)} ports must not sleep; see findings")
    if unknown:
        reason = f"not proved: {'; '.join(unknown[:3])}" + (f" and {len(unknown) - 3} more" if len(unknown) > 3 else "")
        return Check(name=NAME, outcome="INCONCLUSIVE", reason=reason, required=True)
    days = max(one.idle_days for one in asleep)
    reason = f"{len(asleep)} ports: counters of {days} days show no use, and what stays awake has room for one failure"
    return Check(name=NAME, outcome="PASS", reason=reason)


def _judged(one: Sleeper, series: TrafficSeries | None, silent: str) -> tuple[str, str]:
    name = f"{one.port} of {one.device}"
    if series is None:
        return "idleness-unknown", f"{name}: {silent or 'telemetry does not know the port'}"
    if series.days < one.idle_days or series.coverage_percent < 95:
        said = f"{series.days:.0f} days with {series.coverage_percent:.0f} % of the samples"
        return "idleness-unknown", f"{name}: {said}; expected {one.idle_days} days with 95 %"
    most = series.at_share(1.0)
    if one.lag or most <= QUIET_BIT_S:
        return "", ""
    return "port-is-used", f"{name} carried up to {most:.0f} bit/s within {one.idle_days} days; it is in use"


def _uplinks(case: Case, asleep: tuple[Sleeper, ...]) -> list[tuple[Sleeper, str]]:
    """A cable to a device of the inventory is an uplink or a downlink: only members of aggregates may sleep there."""
    ends = {
        (near.device, near.interface): far
        for link in case.snapshot.links
        for near, far in ((link.a, link.b), (link.b, link.a))
    }
    return [
        (one, f"{one.port} of {one.device} is cabled to {far.interface} of {far.device}")
        for one in asleep
        if not one.lag and (far := ends.get((one.device, one.port)))
    ]


def _finding(case: Case, one: Sleeper, rule: str, message: str) -> Finding:
    hint = "leave the port out of the intent"
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        place=case.draft.place(one.path),
        hint=hint,
        device=one.device,
    )


PLUGIN = Assessor(rank=75, assess=_assess, ask=_ask)
