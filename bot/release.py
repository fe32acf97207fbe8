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
class Released:
    """What was merged."""

    pull: PullRequest
    gate: Gate
    alarms: tuple[str, ...]
    """Where the merge is not what was approved; empty where it is."""


def release(desk: Desk, repository: Repository, number: int, people: People, answering: Answering = nobody) -> Released:
    """Merge the head that the gate approves, by its name; raise `NotApprovedError` where it does not."""
    found = gate(desk, repository, number, people, answering)
    decision = found.decision
    if decision.state != "approved":
        raise NotApprovedError(f"pull request {number} is not approved: {decision.reasons[0]}", hint="see its comment")
    names = ", ".join(one.intent for one in found.done.packages) or found.pull.title
    message = f"Release {names}\n\nGains-Plan-Digest: {decision.digest}\nGains-Approved-Head: {decision.head_sha}\n"
    merged = desk.merge(number, head_sha=decision.head_sha, message=message)
    alarms = compared(repository, found, merged)
    if alarms:
        lines = "\n".join(f"- {text(line)}" for line in alarms)
        desk.upsert_comment(number, marker=ALARM, body=f"**What was merged is not what was approved:**\n\n{lines}\n")
    return Released(merged, found, alarms)


def compared(repository: Repository, found: Gate, merged: PullRequest) -> tuple[str, ...]:
    """Compare the merged tree with the approved one: the packages and intents byte for byte, nothing else along."""
    decision = found.decision
    assert merged.merged_sha
    out = []
    for package in found.done.packages:
        folder = f"changes/{package.intent}"
        there = _blobs(repository, merged.merged_sha, folder)
        approved = _blobs(repository, decision.head_sha, folder)
        out += [
            f"{path} differs"
            for path in sorted(there.keys() | approved.keys())
            if there.get(path) != approved.get(path)
        ]
        intent = f"intents/{package.intent}.yaml"
        if repository.read(merged.merged_sha, intent) != repository.read(decision.head_sha, intent):
            out.append(f"{intent} differs")
    common = repository.merge_base(found.pull.base_sha, decision.head_sha) or found.pull.base_sha
    mine = {item.path for item in repository.changed(common, decision.head_sha)}
    others = {item.path for item in repository.changed(found.pull.base_sha, merged.merged_sha)} - mine
    devices = {name for package in found.done.packages for name, _ in package.files if name.startswith("candidates/")}
    configs = {f"configs/{name.removeprefix('candidates/')}" for name in devices}
    out += [f"{path} moved between the decision and the merge" for path in sorted(others & configs)]
    return tuple(out)


def _blobs(repository: Repository, commit: str, folder: str) -> dict[str, str]:
    return {entry.path: entry.sha for entry in repository.entries(commit, folder)}
