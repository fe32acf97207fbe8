"""Verdict: what all validators saw, less what was declared, plus what none of them saw."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.registry import validators
from pipeline.semantic.difference import allowed, grouped
from pipeline.semantic.limits import known, untrusted
from pipeline.semantic.query import Stage
from pipeline.semantic.renamed import with_one_name
from pipeline.validators.base import Judged, Replies
from schemas.finding import Finding, Place, Severity, ordered
from schemas.validation import Check, Coverage, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.semantic.difference import Difference
    from pipeline.semantic.edits import Edit
    from pipeline.semantic.query import Query, Reply
    from pipeline.validators.base import Broken, Change, Validator

NAME = "semantic validation"
_MOST = 40
"""Findings a validator shows; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One validator's verdict."""

    name: str
    outcome: Outcome
    reason: str
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Semantics:
    """Everything that came of the questions."""

    outcome: Outcome
    validators: tuple[Seen, ...]
    coverage: Coverage
    unverified: tuple[str, ...]
    """Changed lines that nothing vouches for, and where the model is known to differ from devices."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of all validators, errors first."""
        return ordered([finding for one in self.validators for finding in one.findings])

    def check(self, *, required: bool) -> Check:
        """Return the verdict in one row."""
        counted = {
            outcome: [one.name for one in self.validators if one.outcome == outcome]
            for outcome in ("FAIL", "INCONCLUSIVE", "PASS")
        }
        said = [f"{', '.join(names)}: {outcome.lower()}" for outcome, names in counted.items() if names]
        if self.coverage.unverified:
            said.append(f"{len(self.coverage.unverified)} changed lines are not verified")
        return Check(name=NAME, outcome=self.outcome, reason="; ".join(said), required=required)


def queries(change: Change) -> tuple[Query, ...]:
    """Return what all validators ask, each question once, those first that need no routes."""
    return tuple(sorted({query for one in _on(change).values() for query in one.ask(change)}))


def conclude(change: Change, texts: Mapping[str, str], replies: Mapping[Query, Reply]) -> Semantics:
    """Judge a change. Law: PASS only where every changed line was understood and nothing undeclared differs.

    `texts` are the configurations of the candidate, by path: they tell which limits of the model apply.
    """
    replies = with_one_name(replies, change.names)
    judged = {name: _fenced(name, one, change, Replies(replies)) for name, one in _on(change).items()}
    brought = tuple(allowance for one in judged.values() for allowance in one.allowances)
    declared = change.declared.model_copy(update={"allowances": (*change.declared.allowances, *brought)})
    change = replace(change, declared=declared)
    limits = known(texts)
    doubtful = untrusted(change.edits.lines, limits)
    coverage = _coverage(change, judged, doubtful)
    seen = tuple(_seen(name, one, change) for name, one in sorted(judged.items()))
    outcome: Outcome = "PASS"
    if any(one.outcome == "FAIL" for one in seen):
        outcome = "FAIL"
    elif any(one.outcome == "INCONCLUSIVE" for one in seen) or coverage.unverified:
        outcome = "INCONCLUSIVE"
    elsewhere = (
        f"known limit of the model: {limit.words} ({limit.source}; seen in {files[0]})" for limit, files in limits
    )
    return Semantics(outcome, seen, coverage, (*coverage.unverified, *elsewhere))


def first(change: Change, texts: Mapping[str, str], replies: Mapping[Query, Reply]) -> Semantics | None:
    """Judge what needs no routes, None while a reply to it is missing: parsing, names, the model, both ends.

    What it says of coverage and in all is of these validators alone: no verdict.
    """
    slow = {
        name for name, one in _on(change).items() if any(query.stage is not Stage.PARSED for query in one.ask(change))
    }
    known = replace(change, off=change.off | slow)
    if any(query not in replies for query in queries(known)):
        return None
    return conclude(known, texts, replies)


def _on(change: Change) -> Mapping[str, Validator]:
    return {
        name: one
        for name, one in validators().items()
        if name not in change.off and not (one.optional and not one.ask(change))
    }


def _fenced(name: str, one: Validator, change: Change, replies: Replies) -> Judged:
    """Judge; a validator that crashes on an answer is named, and has no verdict."""
    try:
        return one.judge(change, replies)
    except Exception as error:  # noqa: BLE001 - the one fence around plug-ins
        return Judged(unclear=(f"{name} crashed on an answer: {type(error).__name__}: {error}",))


def _seen(name: str, judged: Judged, change: Change) -> Seen:
    undeclared = [one for one in judged.differences if allowed(one, change.declared) is None]
    errors = [_finding(one, change) for one in grouped(undeclared) if not one.warning]
    warnings = [_finding(one, change) for one in undeclared if one.warning]
    errors += [_broken(one, change) for one in judged.broken if not one.unclear]
    unclear = [*judged.unclear, *(one.words for one in judged.broken if one.unclear)]
    declared = len(judged.differences) - len(undeclared)
    outcome: Outcome = "FAIL" if errors else "INCONCLUSIVE" if unclear else "PASS"
    count = sum(not one.warning for one in undeclared) + sum(not one.unclear for one in judged.broken)
    said = [f"{count} undeclared differences or broken promises"] if errors else []
    said += unclear[:5]
    said += [f"{declared} declared differences"] if declared else []
    said += [f"{len(judged.kept)} promises kept"] if judged.kept else []
    said += [judged.looked] if judged.looked and not unclear else []
    findings = ordered([*errors, *warnings])
    if len(findings) > _MOST:
        more = f"{name}: {len(findings) - _MOST} more of this kind"
        rest = Finding(rule=f"{name}-more".replace("_", "-"), severity=Severity.INFO, message=more)
        findings = (*findings[:_MOST], rest)
    return Seen(name, outcome, "; ".join(said), findings, judged.unseen)


def _finding(one: Difference, change: Change) -> Finding:
    subject = {"flow": "a packet", "device": "the device"}.get(one.what, one.what.replace("_", " "))
    name = one.name if one.name and one.name != one.device else ""
    return Finding(
        rule=one.rule,
        severity=Severity.WARNING if one.warning else Severity.ERROR,
        message=f"{subject} {name} of {one.device}: {one.words}".replace("  ", " ")
        if one.what != "flow"
        else f"{name}: {one.words}",
        place=_place(one, change),
        hint="" if one.warning else "declare it in the intent (expect:) if it is meant",
        device=one.device,
    )


def _broken(one: Broken, change: Change) -> Finding:
    file = change.file(one.promise.device)
    return Finding(
        rule="promise-broken",
        severity=Severity.ERROR,
        message=one.words,
        place=Place(file=file) if file else None,
        hint=f"{one.promise.origin} promises it" if one.promise.origin else "",
        device=one.promise.device,
    )


def _place(one: Difference, change: Change) -> Place | None:
    """Return the changed line of the candidate that names the subject, of the device's file."""
    file = change.file(one.device)
    mine = [edit for edit in change.edits.lines if file and edit.file == file and edit.side == "added"]
    near = [edit for edit in mine if one.name and one.name.lower() in edit.where.lower()]
    chosen = near or mine
    return Place(file=file, line=chosen[0].line) if chosen else None


def _coverage(change: Change, judged: Mapping[str, Judged], doubtful: Sequence[tuple[Edit, str]]) -> Coverage:
    lines = change.edits.lines
    read_back = {edit for edit in lines if _declared(edit, change)}
    unparsed = {edit for one in judged.values() for edit in one.unparsed}
    unheld = {edit for one in judged.values() for edit in one.unheld}
    silent = judged["model"].unclear and not unheld if "model" in judged else True
    held = set() if silent else set(lines) - unheld - unparsed
    reasons = dict.fromkeys(unparsed, "the analyzer did not understand it")
    reasons |= dict.fromkeys(unheld - unparsed, "the analyzer's model does not hold it")
    reasons |= dict(doubtful)
    if silent:
        reasons = dict.fromkeys(lines, "the analyzer did not answer") | reasons
    open_ones = {edit: reason for edit, reason in reasons.items() if edit not in read_back}
    behaviour = [
        one
        for name, found in judged.items()
        if name not in ("model", "parse_coverage", "references")
        for one in found.differences
    ]
    exercised = [edit for edit in held if any(_about(edit, one, change) for one in behaviour)]
    return Coverage(
        name=NAME,
        changed=len(lines),
        parsed=0 if silent else len(lines) - len(unparsed),
        modelled=len(held),
        exercised=len(exercised),
        unverified=tuple(sorted(f"{edit}: {reason}" for edit, reason in open_ones.items())),
    )


def _about(edit: Edit, one: Difference, change: Change) -> bool:
    if change.names.get(edit.file) != one.device:
        return False
    where = edit.where.lower()
    return any(name and name.lower() in where for name in (one.name, *one.others)) or one.what in ("route", "flow")


def _declared(edit: Edit, change: Change) -> bool:
    text = f"{change.names.get(edit.file, edit.file)}: {edit.where}"
    return any(re.fullmatch(pattern, text, re.IGNORECASE) for pattern in change.declared.lines)
