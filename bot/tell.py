"""Tell a pull request what was found: two checks and one comment, each written only where it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.approval import newest
from bot.gate import APPROVAL
from bot.markdown import cut
from bot.overlap import words
from bot.report import comment, headline
from bot.since import changes
from bot.stale_approvals import take_back
from pipeline.errors import WorkspaceError
from schemas.finding import Severity
from schemas.forge import Annotation, Check, PullEdit

if TYPE_CHECKING:
    from bot.gate import Gate
    from bot.overlap import Overlap
    from bot.ports import Desk, Repository
    from bot.propose import Proposed
    from schemas.finding import Finding

CHECK = "gains"
"""The check that says what came of the intents, whoever approves."""
COMMENT = "gains"
OVERLAP = "gains-overlap"
LABEL = "gains:overlap"
MOST_ANNOTATIONS = 200
MOST_SUMMARY = 30_000
_LEVELS: dict[Severity, Literal["notice", "warning", "failure"]] = {
    Severity.ERROR: "failure",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_STATUS: dict[str, Literal["success", "failure", "action_required"]] = {
    "approved": "success",
    "blocked": "failure",
    "waiting": "action_required",
}


def tell(desk: Desk, repository: Repository, gate: Gate, paths: frozenset[str] | None = None) -> Check:
    """Publish both checks and the comment; return the one about the intents.

    Where a pull request has nothing for the gate, the checks are neutral and nothing is written into it.
    """
    number, head = gate.pull.number, gate.pull.head_sha
    if not gate.asked and not gate.done.findings:
        neutral = Check(name=CHECK, head_sha=head, status="neutral", title="no intent is changed here")
        desk.publish(neutral)
        desk.publish(neutral.model_copy(update={"name": APPROVAL}))
        if any(one.marker == COMMENT and one.author.is_same(desk.account) for one in desk.comments(number)):
            desk.upsert_comment(number, marker=COMMENT, body="No intent is added or changed here any more.\n")
        return neutral
    changed = since(repository, gate)
    text = comment(gate, changed)
    # Parts are shortened in one order, so that a comment that fits there is the summary, too.
    summary = comment(gate, {}, MOST_SUMMARY) if changed or len(text) > MOST_SUMMARY else text
    check = about_intents(head, gate.done, summary, paths)
    desk.publish(check)
    decision = gate.decision
    reasons = "\n".join(f"- {reason}" for reason in decision.reasons)
    desk.publish(
        Check(
            name=APPROVAL,
            head_sha=head,
            status=_STATUS[decision.state],
            title=cut(headline(gate), 130),
            summary=summary if gate.done.packages else reasons,
        )
    )
    take_back(desk, gate)  # first, so that whoever reads the comment can approve again
    desk.upsert_comment(number, marker=COMMENT, body=text)
    _overlaps(desk, gate)
    return check


def about_intents(head: str, done: Proposed, summary: str, paths: frozenset[str] | None) -> Check:
    """Return the check about the intents: a verdict that nobody's approval changes."""
    degraded = ", ".join(done.degraded)
    title = "blocked" if done.blocking else f"not assessed: {degraded}" if degraded else "all checks passed"
    found = [*done.findings, *(one for package in done.packages for one in package.findings)]
    notes = remarks(found, paths)
    return Check(
        name=CHECK,
        head_sha=head,
        status="failure" if done.blocking else "neutral" if degraded or not done.packages else "success",
        title=cut(title, 130),
        summary=summary,
        annotations=notes[:MOST_ANNOTATIONS],
    )


def remarks(findings: list[Finding], paths: frozenset[str] | None) -> tuple[Annotation, ...]:
    """Return remarks on lines, only of files that the pull request changes: a forge shows no others."""
    return tuple(
        Annotation(path=item.place.file, line=item.place.line, level=_LEVELS[item.severity], message=item.advice)
        for item in findings
        if item.place is not None and (paths is None or item.place.file in paths)
    )


def since(repository: Repository, gate: Gate) -> dict[str, tuple[str, ...]]:
    """Return what changed since people approved another head, by login; those whose approval counts are left out.

    An approval that was taken back is told of, too: the bot itself takes it back when the head moves.
    """
    counting = {one.login for one in gate.decision.approvers}
    spoken = (one for one in newest(gate.reviews) if one.state in ("approved", "dismissed"))
    stale = {one.author.login: one.head_sha for one in spoken}
    out = {}
    for login, head in sorted(stale.items()):
        if login in counting or head == gate.pull.head_sha:
            continue
        lines: list[str] = []
        for package in gate.done.packages:
            folder = f"changes/{package.intent}"
            names = [name for name, _ in package.files if "/" not in name]
            try:
                there = repository.read_all(head, [f"{folder}/{name}" for name in names])
            except WorkspaceError:
                there = {}
            before = {path.removeprefix(f"{folder}/"): content for path, content in there.items()}
            said = changes(before, dict(package.files)) if before else ("there was no package then",)
            lines += [f"{package.intent}: {line}" for line in said]
        out[login] = tuple(lines)
    return out


def _overlaps(desk: Desk, gate: Gate) -> None:
    """Name an overlap on both pull requests, and take it back on both when it is over."""
    number = gate.pull.number
    _say_overlap(desk, number, gate.overlaps)
    for other in desk.pulls():
        if other.number == number or other.target_branch != gate.pull.target_branch:
            continue
        mine = {number: gate.overlaps[other.number].mirrored()} if other.number in gate.overlaps else {}
        if mine or (LABEL in other.labels and _noted(desk, other.number, number)):
            line = "".join(f"{each}\n" for each in words(mine)) or f"no longer overlaps with #{number}\n"
            desk.upsert_comment(other.number, marker=f"{OVERLAP} {number}", body=line)
        if mine and LABEL not in other.labels:
            desk.edit_pull(other.number, PullEdit(labels=(*other.labels, LABEL)))


def _noted(desk: Desk, number: int, other: int) -> bool:
    return any(one.marker == f"{OVERLAP} {other}" and one.author.is_same(desk.account) for one in desk.comments(number))


def _say_overlap(desk: Desk, number: int, found: dict[int, Overlap]) -> None:
    labels = desk.pull(number).labels
    wanted = tuple(sorted({*labels, LABEL} if found else {*labels} - {LABEL}))
    if wanted != labels:
        desk.edit_pull(number, PullEdit(labels=wanted))
