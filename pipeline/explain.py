"""Explain: the change in words, for the reviewer with five minutes and for whoever carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.draft import Draft
    from pipeline.judge import Judged
    from schemas.plan import ChangePlan
    from schemas.validation import Validation

_SIGN = {"PASS": "PASS", "FAIL": "**FAIL**", "INCONCLUSIVE": "*no verdict*"}


def explain(draft: Draft, judged: Judged, plan: ChangePlan) -> str:
    """Return the explain pack: what, why, risk, evidence, unknowns, and how to roll back."""
    validation = judged.validation
    out = [f"# {draft.name}", "", plan.reason, ""]
    out += [f"Ticket {plan.ticket}." if plan.ticket else "No ticket is named.", ""]
    out += [f"**Decision: {_decision(validation)}**", "", "## What changes", ""]
    if not draft.candidates:
        out += ["Nothing is prepared: see the findings." if validation.blocking else "Nothing: all is there already."]
    for item in draft.candidates:
        out += [f"### {item.device} ({item.platform})", ""]
        if item.after:
            out += [f"Starts from the candidate of {', '.join(item.after)}.", ""]
        if not item.changed:
            out += ["Nothing: everything that is asked for is there already.", ""]
            continue
        out += ["```", *item.remediation, "```", ""]
        out += ["| line | text | asked for by | written by |", "|---|---|---|---|"]
        for line in item.lines:
            origin = item.origins[line.origin]
            text = line.text.replace("|", "\\|")
            out.append(f"| {line.line} | `{text}` | {origin.field} | {origin.blueprint} |")
        out.append("")
        out += [f"Replaced or gone: {', '.join(f'`{line}`' for line in item.removed)}", ""] if item.removed else []
    out += ["## What was looked at", "", "| check | verdict | |", "|---|---|---|"]
    out += [f"| {check.name} | {_SIGN[check.outcome]} | {check.reason} |" for check in validation.checks]
    for section in (section for one in judged.assessed for section in one.sections):
        out += ["", f"## {section.title}", "", section.text.rstrip()]
    out += ["", "## What was not verified", "", *(f"- {text}" for text in validation.not_verified), ""]
    out += ["## Findings", ""]
    out += [f"- {item.severity}: {item.advice} ({item.rule}, {item.place})" for item in validation.findings] or [
        "None."
    ]
    out += ["", "## Risk", "", f"{plan.risk}: {'; '.join(plan.risk_reasons)}.", ""]
    radius = plan.blast_radius
    out += [f"Devices that change: {', '.join(radius.devices) or 'none'}. At the other end of their cables: "]
    out[-1] += f"{', '.join(radius.neighbors) or 'none known'}."
    out += ["", "## How to go back", ""]
    for step in plan.steps:
        proved = "proved on the model" if step.rollback_proved else "NOT proved"
        native = step.native_rollback.name if step.native_rollback else "none"
        out.append(f"- {step.device}: {native}; otherwise `rollback/{step.device}.cfg` ({proved}).")
    return "\n".join(out).rstrip() + "\n"


def _decision(validation: Validation) -> str:
    if validation.blocking:
        return "blocked; it must not be merged as it is"
    if validation.degraded:
        return f"may be approved, with one approver more, because nobody looked at: {', '.join(validation.degraded)}"
    return "may be approved"
