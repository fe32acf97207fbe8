"""Say what was found: the one comment of a pull request. Pure; the same findings give the same text.

It opens with the decision in plain words. Where it would be too long, parts are replaced by their short forms, the
least needed first, in a fixed order; the package itself always has all of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import report_devices
from bot.markdown import code, table, text
from bot.report_wish import wish
from schemas.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.gate import Gate
    from schemas.package import ChangePackage

BUDGET = 60_000
"""Signs; GitHub takes 65,536, and our marker must fit, too."""
_SIGN = {"PASS": "PASS", "FAIL": "**FAIL**", "INCONCLUSIVE": "*no verdict*"}
_MOST = 25
"""Findings and reasons that are listed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the comment."""

    whole: list[str]
    short: list[str]
    need: int
    """The higher, the longer it stays whole."""


def comment(gate: Gate, since: dict[str, tuple[str, ...]], budget: int = BUDGET) -> str:
    """Return the comment. `since`: what changed since each of these people approved."""
    parts = [Part(_decision(gate), _decision(gate, most=5), 9)]
    parts += [_findings(gate), _since(since)]
    texts = _texts(gate)
    for package in gate.done.packages:
        parts += _package(package, texts)
    parts.append(_close(gate))
    return fitted(parts, budget)


def fitted(parts: list[Part], budget: int) -> str:
    """Join the parts; shorten the least needed first, and of those the last, until it fits."""
    shown = [part.whole for part in parts]
    for at in sorted(range(len(parts)), key=lambda at: (parts[at].need, -at)):
        if _length(shown) <= budget:
            break
        shown[at] = parts[at].short
    out = "\n".join(line for lines in shown for line in lines)
    if len(out) > budget:
        kept = out[: budget - 200]
        out = kept[: kept.rfind("\n")] + "\n\nThis is cut; all of it stands in `changes/` of this pull request.\n"
    return out.rstrip() + "\n"


def _length(shown: list[list[str]]) -> int:
    return sum(len(line) + 1 for lines in shown for line in lines)


def headline(gate: Gate) -> str:
    """Return the decision in one plain sentence."""
    decision = gate.decision
    missing = max(0, decision.required - len(decision.approvers))
    match decision.state:
        case "approved":
            names = " and ".join(one.login for one in decision.approvers)
            return f"Approved by {names}: exactly this may be merged."
        case "blocked":
            return "Blocked: it must not be merged as it is."
        case _ if gate.differences:
            return "Waiting: the change package is not what the intents give now; it is made again."
        case _ if missing:
            return f"Waiting for {missing} of {decision.required} approvals."
        case _:
            return "Waiting: enough people have approved, but something else is missing."


def _decision(gate: Gate, most: int = _MOST) -> list[str]:
    decision = gate.decision
    out = [f"### {text(headline(gate))}", ""]
    reasons = decision.reasons
    out += [f"- {text(reason)}" for reason in reasons[:most]]
    out += [f"- and {len(reasons) - most} more" if len(reasons) > most else ""]
    groups = [f"{text(one.name)}: one of {', '.join(code(name) for name in one.owners)}" for one in gate.wanted.groups]
    if groups:
        out += ["Who must be among the approvers:", "", *(f"- {line}" for line in groups[:most]), ""]
    return out


def _findings(gate: Gate) -> Part:
    every = [*gate.done.findings, *(one for package in gate.done.packages for one in package.findings)]
    if not every:
        return Part([], [], 8)
    rows = [
        (one.severity.value, code(str(one.place)) if one.place else "", text(one.advice), code(one.rule))
        for one in every[:_MOST]
    ]
    more = [f"and {len(every) - _MOST} more in the package", ""] if len(every) > _MOST else []
    out = ["#### Findings", "", *table(("", "where", "what", "rule"), rows), "", *more]
    count = sum(one.severity.value == "error" for one in every)
    return Part(out, [f"#### {len(every)} findings, {count} of them block; see the checks", ""], 8)


def _since(since: dict[str, tuple[str, ...]]) -> Part:
    out = []
    for login, lines in sorted(since.items()):
        said = lines or ("nothing that is decided; the approval was for another commit",)
        out += [f"**Changed since {code(login)} approved:**", "", *(f"- {text(line)}" for line in said[:_MOST]), ""]
    return Part(out, [f"Changed since the approvals of {', '.join(code(one) for one in sorted(since))}", ""], 7)


def _package(package: ChangePackage, texts: Mapping[str, str]) -> list[Part]:
    files = dict(package.files)
    validation, plan = _json(files, "validation.json"), _json(files, "change-plan.json")
    title = [f"---\n\n### {code(package.intent)}", "", text(str(plan.get("reason", ""))), ""]
    devices = report_devices.section(package, texts, whole=True)
    few = report_devices.section(package, texts, whole=False)
    return [
        Part(title, title, 9),
        Part(["#### What the devices gain and lose", "", *devices], ["#### Devices", "", *few[:_MOST]], 2),
        Part(wish(package), [], 6),
        Part(_checks(validation), _checks(validation, most=60), 5),
        Part(_unseen(validation), _unseen(validation, most=3), 4),
        Part(_plan(plan), [], 3),
        Part(
            [f"Everything: `changes/{package.intent}/` of this pull request; digest {code(package.digest)}", ""], [], 1
        ),
    ]


def _texts(gate: Gate) -> dict[str, str]:
    """Return configurations by digest: what runs, and candidates, because one intent may stand on another's."""
    snapshot = gate.done.proposal.snapshot if gate.done.proposal else None
    out = {one.running.digest: one.running.text for one in (snapshot.devices if snapshot else ())}
    for package in gate.done.packages:
        candidates = (content for path, content in package.files if path.startswith("candidates/"))
        out |= {digest(content): content.decode("utf-8", "replace") for content in candidates}
    return out


def _json(files: dict[str, bytes], name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files.get(name, b"{}"))
    return read


def _checks(validation: dict[str, Any], most: int = 300) -> list[str]:
    rows = [
        (text(one["name"]), _SIGN.get(one["outcome"], "?"), text(one["reason"], most))
        for one in validation.get("checks", ())
        if one["name"] != "energy impact"
    ]
    energy = next((one for one in validation.get("checks", ()) if one["name"] == "energy impact"), None)
    said = f"**Energy**: {_SIGN.get(energy['outcome'], '?')}, {text(energy['reason'], most)}" if energy else ""
    return ["#### Verdicts", "", *table(("check", "verdict", "what was looked at, or why not"), rows), "", said, ""]


def _unseen(validation: dict[str, Any], most: int = _MOST) -> list[str]:
    unseen = validation.get("not_verified", ())
    if not unseen:
        return []
    more = [f"- and {len(unseen) - most} more"] if len(unseen) > most else []
    return ["#### What nobody looked at", "", *(f"- {text(one, 300)}" for one in unseen[:most]), *more, ""]


def _plan(plan: dict[str, Any]) -> list[str]:
    if not plan:
        return []
    radius, window = plan["blast_radius"], plan.get("window")
    when = f"{window['not_before']} to {window['not_after']}" if window else "no window is named"
    near = ", ".join(code(name) for name in radius["neighbors"][:20]) or "none known"
    return [
        f"**Risk {text(plan['risk'])}**: {text('; '.join(plan['risk_reasons']), 600)}. Window: {text(when)}. "
        f"At the other end of the cables: {near}.",
        "",
    ]


def _close(gate: Gate) -> Part:
    decision = gate.decision
    base = (decision.base_sha or "")[:12]
    lines = [
        "---",
        f"<sub>about {code(decision.head_sha[:12])} on {code(base)}; approvals count for this head only. "
        "`/gains help` lists what can be asked in a comment.</sub>",
    ]
    return Part(lines, lines, 9)
