"""Alternatives: admissible variants of a sleep side by side, and what people on site would add."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.energy.estimate import Inputs, estimate
from schemas.footprint import Alternative, HandsOn
from schemas.interface_change import InterfaceChange, Port

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.base import Case
    from pipeline.energy.moves import Sleeper
    from schemas.interface_change import PowerChange


def alternatives(case: Case, asleep: Sequence[Sleeper], inputs: Inputs) -> tuple[Alternative, ...]:
    """Return the variants, the one that is asked for first; none where nothing is put to sleep."""
    if not asleep:
        return ()
    lines = sum(len(one.rollback) for one in case.draft.candidates)
    unplug = bool(getattr(case.draft.loaded.spec, "unplug", False))
    tasks = len(unplugged(inputs.changes))
    out = [_variant("shut down, modules stay in", inputs, lines=lines, hands=0, chosen=not unplug)]
    if tasks:
        out.append(
            _variant(
                "shut down, modules taken out",
                replace(inputs, changes=_without_modules(inputs.changes)),
                lines=lines,
                hands=tasks,
                chosen=unplug,
            )
        )
    units = _units(case, asleep)
    if len(units) > 1:
        half = {port for unit in units[: len(units) // 2] for port in unit}
        # What a member carried goes to those that stay, at the same cost: as many as stay in this variant.
        nothing = {"traffic_bit_per_s": "0", "traffic_packet_per_s": "0"}
        kept: list[PowerChange] = [
            one.model_copy(update=nothing) if isinstance(one, InterfaceChange) and one.traffic_bit_per_s else one
            for one in inputs.changes
            if not isinstance(one, InterfaceChange) or _port(one) in half
        ]
        share = len(half) / len(asleep)
        name = f"only {len(half)} of {len(asleep)} ports"
        out.append(_variant(name, replace(inputs, changes=kept), lines=round(lines * share), hands=0, chosen=False))
    return tuple(sorted(out, key=lambda one: not one.chosen))


def _units(case: Case, asleep: Sequence[Sleeper]) -> list[set[tuple[str, str]]]:
    """Return what sleeps together: both ends of a cable, or a port alone."""
    ports = {(one.device, one.port) for one in asleep}
    far: dict[tuple[str, str], tuple[str, str]] = {}
    for link in case.snapshot.links:
        one, other = (link.a.device, link.a.interface), (link.b.device, link.b.interface)
        if one in ports and other in ports:
            far |= {one: other, other: one}
    units: list[set[tuple[str, str]]] = []
    for port in sorted(ports):
        if not any(port in unit for unit in units):
            units.append({port, far.get(port, port)})
    return units


def hands_on(case: Case, inputs: Inputs) -> tuple[HandsOn, ...]:
    """Return what people on site would do where the intent asks for it, each task with its own saving."""
    if not getattr(case.draft.loaded.spec, "unplug", False):
        return ()
    out = []
    for one in unplugged(inputs.changes):
        gone = one.model_copy(update={"before": one.after, "after": Port(state="absent")})
        found = estimate(replace(inputs, changes=[gone], series={}, own_kwh=None, assumptions=()))
        optic = one.after.optic or "the module"
        task = f"{one.device}: once its step is confirmed, take {optic} out of {one.interface}, cap and label the fibre"
        out.append(HandsOn(device=one.device, interface=one.interface, task=task, delta=found.delta))
    return tuple(out)


def unplugged(changes: Sequence[PowerChange]) -> tuple[InterfaceChange, ...]:
    """Return the ports that are shut and hold a module that could be taken out."""
    return tuple(
        one
        for one in changes
        if isinstance(one, InterfaceChange)
        and one.after.state == "plugged_shut"
        and one.after.optic not in (None, "RJ45 T", "RJ45")
    )


def _without_modules(changes: Sequence[PowerChange]) -> list[PowerChange]:
    gone = {_port(one) for one in unplugged(changes)}
    return [
        one.model_copy(update={"after": Port(state="absent")})
        if isinstance(one, InterfaceChange) and _port(one) in gone
        else one
        for one in changes
    ]


def _variant(name: str, inputs: Inputs, *, lines: int, hands: int, chosen: bool) -> Alternative:
    found = estimate(inputs)
    reasons = ["the rollback needs people on site"] if hands else []
    reasons += ["sign of the delta is not sure"] if found.verdict == "neutral" else []
    return Alternative(
        name=name,
        chosen=chosen,
        verdict=found.verdict,
        delta=found.delta,
        energy=found.energy,
        grade=found.grade,
        risk="medium" if hands else "low",
        risk_reasons=tuple(reasons) or ("commands alone lead back",),
        rollback_commands=lines,
        hands_on_tasks=hands,
    )


def _port(one: InterfaceChange) -> tuple[str, str]:
    return one.device, one.interface
