"""Answer a pull request: make the packages of its intents, commit them on its branch, say what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import breaker
from bot.answered import Answered
from bot.answering import nobody
from bot.forked import answer_fork
from bot.gate import judge
from bot.impact_said import tell_impact
from bot.making import make
from bot.tell import CHECK, tell
from bot.tell_early import tell_early
from bot.trailers import AUTHOR, SOURCE, with_trailers
from schemas.approval import People
from schemas.canonical import digest_of
from schemas.forge import Check
from schemas.workspace import NewCommit

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.making import Made
    from bot.ports import Clock, Desk, Repository
    from bot.propose import Proposed
    from schemas.forge import PullRequest

__all__ = ["CHECK", "Answered", "answer", "made"]


def made(repository: Repository, pull: PullRequest, answering: Answering = nobody) -> Proposed:
    """Make the packages of the intents that a pull request adds or changes, from its head and its base."""
    return make(repository, pull, answering).done


def answer(
    desk: Desk,
    repository: Repository,
    number: int,
    clock: Clock,
    answering: Answering = nobody,
    people: People | None = None,
) -> Answered:
    """Answer pull request n as it is now; asked again about the same head, nothing new is written."""
    # The clock tells the gate the day; what is written carries the time of the head, so that it is the same each time.
    today = clock.now().date().isoformat()
    pull = desk.pull(number)
    if pull.fork:
        return answer_fork(desk, repository, pull)
    first = make(repository, pull, answering, lambda done: tell_early(desk, pull, done))
    if not first.done.packages and not first.done.findings:
        found = judge(desk, repository, first, people or People(), today=today)
        tell_impact(desk, repository, first)
        return Answered(pull.head_sha, (), tell(desk, repository, found), found)
    desk.publish(Check(name=CHECK, head_sha=pull.head_sha, status="pending", title="the intents are being worked on"))
    head = _written(desk, repository, first)
    now = desk.pull(number).model_copy(update={"head_sha": head})
    if head != pull.head_sha:
        changed = repository.changed(first.common, head)
        first = replace(first, pull=now, changed=changed)
    found = judge(desk, repository, first, people or People(), today=today)
    check = tell(desk, repository, found, frozenset(item.path for item in first.changed))
    tell_impact(desk, repository, first)
    return Answered(head, first.done.packages, check, found)


def _written(desk: Desk, repository: Repository, first: Made) -> str:
    """Commit the packages on the branch where they differ from what is there; return its head."""
    pull, done = first.pull, first.done
    files: list[tuple[str, bytes | None]] = []
    for package in done.packages:
        folder = f"changes/{package.intent}"
        wanted = {f"{folder}/{name}": content for name, content in package.files}
        stale = [entry.path for entry in repository.entries(pull.head_sha, folder) if entry.path not in wanted]
        files += sorted(wanted.items())
        files += [(path, None) for path in stale]
    if not files:
        return pull.head_sha
    history = repository.commits(first.common, pull.head_sha)
    breaker.stop_a_loop(desk, pull, history)
    digest = digest_of({one.intent: one.digest for one in done.packages})
    return repository.commit(
        NewCommit(
            branch=pull.source_branch,
            parent=pull.head_sha,
            expected_head=pull.head_sha,
            files=tuple(files),
            message=with_trailers(
                f"Change package of {', '.join(one.intent for one in done.packages)}",
                (
                    (SOURCE, pull.head_sha),
                    ("Gains-Plan-Digest", digest),
                    ("Gains-Run", digest_of([pull.head_sha, pull.base_sha, digest])[7:23]),
                ),
            ),
            author=AUTHOR,
            when=history[-1].when if history else pull.created_at,
        )
    )
