"""The gate: whether a pull request may be merged, with the package on its head made again first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer import made
from bot.answering import nobody
from bot.approval import Case, decide
from bot.package_files import differences
from schemas.approval import ApprovalRules, Decision, ReviewedPackage
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.ports import Desk, Repository
    from bot.propose import Proposed
    from schemas.approval import People
    from schemas.forge import PullRequest


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate found."""

    decision: Decision
    differences: tuple[str, ...]
    """Where the packages on the head are not what the intents give; empty where they are equal."""


def gate(desk: Desk, repository: Repository, number: int, people: People, answering: Answering = nobody) -> Gate:
    """Decide about the head as it is now. Law: where a byte of a package differs, the decision is never `approved`."""
    pull = desk.pull(number)
    done = made(repository, pull, answering)
    wrong = [item.message for item in done.findings]
    for package in done.packages:
        folder = f"changes/{package.intent}"
        paths = [entry.path for entry in repository.entries(pull.head_sha, folder)]
        there = repository.read_all(pull.head_sha, paths)
        found = {path.removeprefix(f"{folder}/"): content for path, content in there.items()}
        wrong += [f"{folder}/{line}" for line in differences(found, dict(package.files))]
    reviewed = None if wrong or not done.packages else _reviewed(pull, done)
    required = done.proposal.snapshot.settings.approval.required if done.proposal else 1
    case = Case(pull, desk.reviews(number), reviewed, ApprovalRules(required=required), people)
    return Gate(decide(case), tuple(wrong))


def _reviewed(pull: PullRequest, done: Proposed) -> ReviewedPackage:
    return ReviewedPackage(
        head_sha=pull.head_sha,
        digest=digest_of({one.intent: one.digest for one in done.packages}),
        decision_digest=digest_of({one.intent: one.decision_digest for one in done.packages}),
        blocking=done.blocking,
        degraded=bool(done.degraded),
    )
