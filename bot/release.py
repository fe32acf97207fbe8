"""Release a change: decide once more, merge exactly what was approved, and compare what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering import nobody
from bot.gate import gate
from bot.markdown import text
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.gate import Gate
    from bot.ports import Desk, Repository
    from schemas.approval import People
    from schemas.forge import PullRequest

ALARM = "gains-alarm"


class NotApprovedError(ForgeError):
    """The gate does not approve, so nothing was merged."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was merged, by the names of commits."""

    base: str
    """The base branch when it was decided."""
    approved: str
    """The head that was approved."""
    merged: str
    """The base branch after the merge."""
    intents: tuple[str, ...]
    """Those whose packages were approved."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was merged."""

    pull: PullRequest
    gate: Gate
    moved: Moved
    """What `alarmed` compares, now or later."""

    @property
    def sha(self) -> str:
        """The base branch after the merge."""
        return self.moved.merged


def release(
    desk: Desk, repository: Repository, number: int, people: People, answering: Answering = nobody, *, today: str = ""
) -> Released:
    """Merge the head that the gate approves, by its name; raise `NotApprovedError` where it does not."""
    found = gate(desk, repository, number, people, answering, today=today)
    decision = found.decision
    if decision.state != "approved":
        raise NotApprovedError(f"pull request {number} is not approved: {decision.reasons[0]}", hint="see its comment")
    intents = tuple(sorted(one.intent for one in found.done.packages))
    names = ", ".join(intents) or found.pull.title
    message = f"Release {names}\n\nGains-Plan-Digest: {decision.digest}\nGains-Approved-Head: {decision.head_sha}\n"
    merged = desk.merge(number, head_sha=decision.head_sha, message=message)
    assert merged.merged_sha
    return Released(merged, found, Moved(found.pull.base_sha, decision.head_sha, merged.merged_sha, intents))


def alarmed(desk: Desk, repository: Repository, number: int, moved: Moved) -> tuple[str, ...]:
    """Compare what was merged with what was approved; say in the pull request where it differs, and return it."""
    alarms = compared(repository, moved)
    if alarms:
        lines = "\n".join(f"- {text(line)}" for line in alarms)
        desk.upsert_comment(number, marker=ALARM, body=f"**What was merged is not what was approved:**\n\n{lines}\n")
    return alarms


def compared(repository: Repository, moved: Moved) -> tuple[str, ...]:
    """Compare the merged tree with the approved one: the packages and intents byte for byte, nothing else along."""
    out = []
    configs = set()
    for name in moved.intents:
        folder = f"changes/{name}"
        there = _blobs(repository, moved.merged, folder)
        approved = _blobs(repository, moved.approved, folder)
        out += [
            f"{path} differs"
            for path in sorted(there.keys() | approved.keys())
            if there.get(path) != approved.get(path)
        ]
        intent = f"intents/{name}.yaml"
        if repository.read(moved.merged, intent) != repository.read(moved.approved, intent):
            out.append(f"{intent} differs")
        begins = f"{folder}/candidates/"
        configs |= {f"configs/{path.removeprefix(begins)}" for path in approved if path.startswith(begins)}
    common = repository.merge_base(moved.base, moved.approved) or moved.base
    mine = {item.path for item in repository.changed(common, moved.approved)}
    others = {item.path for item in repository.changed(moved.base, moved.merged)} - mine
    out += [f"{path} moved between the decision and the merge" for path in sorted(others & configs)]
    return tuple(out)


def _blobs(repository: Repository, commit: str, folder: str) -> dict[str, str]:
    return {entry.path: entry.sha for entry in repository.entries(commit, folder)}
