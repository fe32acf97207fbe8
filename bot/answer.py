"""Answer a pull request: make the packages of its intents, commit them on its branch, say what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.answering import nobody
from bot.making import make
from schemas.finding import Severity
from schemas.forge import Annotation, Check
from schemas.workspace import Author, NewCommit

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.ports import Clock, Desk, Repository
    from bot.propose import Proposed
    from schemas.forge import PullRequest
    from schemas.package import ChangePackage

CHECK = "gains"
_AUTHOR = Author(name="gains bot", email="gains@example.net")
_LEVELS: dict[Severity, Literal["notice", "warning", "failure"]] = {
    Severity.ERROR: "failure",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bot said."""

    head_sha: str
    """The head that it is about: with the packages on it."""
    packages: tuple[ChangePackage, ...]
    check: Check


def made(repository: Repository, pull: PullRequest, answering: Answering = nobody) -> Proposed:
    """Make the packages of the intents that a pull request adds or changes, from its head and its base."""
    return make(repository, pull, answering).done


def answer(desk: Desk, repository: Repository, number: int, clock: Clock, answering: Answering = nobody) -> Answered:
    """Answer pull request n as it is now; asked again about the same head, nothing new is written."""
    pull = desk.pull(number)
    desk.publish(Check(name=CHECK, head_sha=pull.head_sha, status="pending", title="the intents are being worked on"))
    done = made(repository, pull, answering)
    files: list[tuple[str, bytes | None]] = []
    for package in done.packages:
        folder = f"changes/{package.intent}"
        wanted = {f"{folder}/{name}": content for name, content in package.files}
        stale = [entry.path for entry in repository.entries(pull.head_sha, folder) if entry.path not in wanted]
        files += sorted(wanted.items())
        files += [(path, None) for path in stale]
    head = pull.head_sha
    if files:
        head = repository.commit(
            NewCommit(
                branch=pull.source_branch,
                parent=pull.head_sha,
                expected_head=pull.head_sha,
                files=tuple(files),
                message=f"Change package of {', '.join(one.intent for one in done.packages)}\n",
                author=_AUTHOR,
                when=clock.now(),
            )
        )
    comment = _comment(done)
    check = _check(head, done, comment)
    desk.publish(check)
    desk.upsert_comment(number, marker="gains", body=comment)
    return Answered(head, done.packages, check)


def _check(head: str, done: Proposed, comment: str) -> Check:
    degraded = ", ".join(done.degraded)
    title = "blocked" if done.blocking else f"not assessed: {degraded}" if degraded else "all checks passed"
    if not done.packages and not done.findings:
        title = "no intent is changed here"
    return Check(
        name=CHECK,
        head_sha=head,
        status="failure" if done.blocking else "neutral" if degraded or not done.packages else "success",
        title=title,
        summary=comment,
        annotations=tuple(
            Annotation(path=item.place.file, line=item.place.line, level=_LEVELS[item.severity], message=item.advice)
            for item in (*done.findings, *(item for package in done.packages for item in package.findings))
            if item.place is not None
        ),
    )


def _comment(done: Proposed) -> str:
    parts = [dict(one.files)["explain.md"].decode() for one in done.packages]
    if done.findings:
        lines = [f"- {item.severity}: {item.advice} ({item.place})" for item in done.findings]
        parts.insert(0, "# Not read\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts) or "No intent is added or changed in this pull request.\n"
