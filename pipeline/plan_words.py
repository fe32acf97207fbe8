"""The change plan in words: what an engineer prints for the night."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.plan import ChangePlan, Look, Step


def plan_words(plan: ChangePlan) -> str:
    """Return the change plan for people."""
    out = [f"# Change plan of {plan.intent}", "", plan.reason, ""]
    window = plan.window
    out += [f"Window: {window.not_before} to {window.not_after}." if window else "No window is named.", ""]
    out += [f"Risk: {plan.risk} ({'; '.join(plan.risk_reasons)}).", ""]
    if not plan.steps:
        return "\n".join([*out, "There is nothing to do.", *_hands(plan)]).rstrip() + "\n"
    out += [f"About {_minutes(plan.duration_s)} ({plan.duration_basis}).", ""]
    out += ["| batch | step | device | role | site | |", "|---|---|---|---|---|---|"]
    for step in plan.steps:
        canary = "canary: go on only when it is good" if step.canary else ""
        out.append(f"| {step.batch} | {step.number} | {step.device} | {step.role} | {step.site} | {canary} |")
    out += ["", "A batch begins when every look of the one before is good.", "", *_guides(plan)]
    for step in plan.steps:
        out += _step(step)
    out += ["## When all is well everywhere", ""]
    for step in plan.steps:
        if step.native_rollback and step.native_rollback.keep:
            out += [f"On {step.device}:", "", "```", *step.native_rollback.keep, "```", ""]
    out += [f"Point of no return: {plan.point_of_no_return}.", "", "## Going back", ""]
    out += [f"In this order: {plan.going_back}.", "", *_hands(plan)]
    return "\n".join(out).rstrip() + "\n"


def _hands(plan: ChangePlan) -> list[str]:
    return ["", "## Tasks for people on site", "", *(f"- [ ] {task}" for task in plan.hands)] if plan.hands else []


def _guides(plan: ChangePlan) -> list[str]:
    """Return what is known about changes like this one, to be read before the first step."""
    if not plan.guides:
        return []
    out = ["## Read before you begin", ""]
    for note in plan.guides:
        out += [f"**{note.title}** ({', '.join(note.devices)}; {note.guide})", ""]
        out += [f"- {caveat}" for caveat in note.caveats]
        out += [f"- [ ] on {look.device}, `{look.command}`: {look.expect}" for look in note.looks]
        out.append("")
    return out


def _minutes(seconds: int) -> str:
    return f"{max(1, round(seconds / 60))} min"


def _step(step: Step) -> list[str]:
    native = step.native_rollback
    canary = ", canary" if step.canary else ""
    out = [f"## Step {step.number}: {step.device} ({step.platform}), batch {step.batch}{canary}", ""]
    out += [f"{step.purpose}. About {_minutes(step.duration_s)}.", "", "Before:", "", *_looks(step.pre_checks), ""]
    typed = [*(native.prepare if native else ()), *step.enter, *step.commands, *step.leave]
    out += ["Type:", "", "```", *typed, "```", ""]
    if step.reverts_after_s:
        out += [f"It is active now, and goes back by itself after {_minutes(step.reverts_after_s)}.", ""]
    out += ["Afterwards:", "", *_looks(step.post_checks), ""]
    if step.confirm:
        out += ["All good? Then make it last:", "", "```", *step.confirm, "```", ""]
    out += ["Go back if:", "", *(f"- [ ] {condition.words}" for condition in step.rollback_conditions), ""]
    if native:
        out += [f"Back by {native.name}:", "", "```", *native.back, "```", ""]
    proved = "proved" if step.rollback_proved else "NOT proved"
    out += [f"Second choice, commands back ({proved} on the model):", "", "```"]
    return [*out, *step.enter, *step.rollback, *step.leave, *step.confirm, "```", ""]


def _looks(looks: Iterable[Look]) -> list[str]:
    return [f"- [ ] `{look.command}`: {look.expect}{_time(look)}" for look in looks]


def _time(look: Look) -> str:
    return f" (within {look.within_s} s)" if look.within_s else ""
