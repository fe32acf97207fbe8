"""Whether the candidates are well-formed, as far as it can be known off the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.registry import syntax_rules
from pipeline.syntax.base import Written, limits
from pipeline.syntax.unknown import counted
from schemas.finding import Finding, Severity, blocks, ordered
from schemas.question import ask
from schemas.validation import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.base import Case
    from schemas.candidate import DeviceCandidate
    from schemas.finding import Place
    from schemas.question import Question


def _ask(case: Case) -> tuple[Question, ...]:
    """Ask the platform's own program, where there is one that needs no device."""
    checked = [item for item in case.draft.candidates if item.changed and limits(item.platform).checker]
    return tuple(_question(case, item) for item in checked)


def _question(case: Case, item: DeviceCandidate) -> Question:
    checker = limits(item.platform).checker
    return ask("syntax", checker, intent=case.draft.name, device=item.device, candidate=item.candidate_digest)


def _assess(case: Case) -> Assessed:
    draft = case.draft
    if not draft.candidates:
        reason = "there are no candidates to look at"
        return Assessed((Check(name="syntax", outcome="INCONCLUSIVE", reason=reason, required=False),))
    said = frozenset(
        value for wanted in draft.wanted for _, value in wanted.feature if isinstance(value, str) and value
    )
    findings: list[Finding] = []
    unasked: list[str] = []
    asked: list[str] = []
    for item in draft.candidates:
        written = Written(item, draft.bases[item.device].start.text, draft.texts[item.device], said)
        for rule in syntax_rules().values():
            findings += rule(written)
        if words := counted(written):
            unasked.append(words)
        if item.changed and limits(item.platform).checker:
            answer = case.answer(_question(case, item))
            if answer.state != "answered":
                unasked.append(f"syntax of {item.device} by {limits(item.platform).checker}: {answer.reason}")
                continue
            asked.append(f"{limits(item.platform).checker} on {item.device}")
            findings += _complaints(written, answer.value)
    stopped = blocks(tuple(findings))
    rules = ", ".join(name.replace("_", "-") for name in syntax_rules())
    reason = f"looked at: {rules}{''.join(f', {one}' for one in asked)}"
    if stopped:
        errors = [item for item in findings if item.severity == Severity.ERROR]
        where = ", ".join(sorted({item.device for item in errors}))
        reason = f"{', '.join(sorted({item.rule for item in errors}))} on {where}"
    return Assessed(
        (Check(name="syntax", outcome="FAIL" if stopped else "PASS", reason=reason),),
        ordered(findings),
        tuple(unasked),
    )


def _complaints(written: Written, said: list[dict[str, str]]) -> Iterator[Finding]:
    """Yield what the platform's own program refuses: what the change writes blocks, what was there is said."""
    places: dict[str, Place] = dict(written.lines())
    checker, old = written.limits.checker, 0
    for complaint in said:
        text = complaint["text"].strip()
        if text in places:
            message = f"{written.device}: {checker} refuses `{text}`: {complaint['reason']}"
            yield written.find(checker, message, places[text], "the blueprint or the version must be corrected")
        else:
            old += 1
    if old:
        yield Finding(
            rule=checker,
            severity=Severity.INFO,
            message=f"{written.device}: {checker} refuses {old} lines that were there before: of another version?",
            device=written.device,
        )


PLUGIN = Assessor(rank=35, assess=_assess, ask=_ask)
