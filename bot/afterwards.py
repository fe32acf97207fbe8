"""Follow up on merged changes: say in their pull requests whether the network runs them, each time that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markdown import block, code, text
from bot.status import statuses

if TYPE_CHECKING:
    from bot.ports import Desk, Repository
    from bot.status import ChangeStatus
    from schemas.forge import PullRequest

MARKER = "gains-status"
MOST = 100
"""So many merged pull requests are looked at, the newest."""


def follow_up(desk: Desk, repository: Repository, branch: str) -> tuple[tuple[int, ChangeStatus], ...]:
    """Comment on every merged pull request whose change is there; return them with their numbers."""
    head = repository.head(branch)
    if head is None:
        return ()
    found = {one.intent: one for one in statuses(repository, head)}
    merged = [one for one in desk.pulls("merged") if one.target_branch == branch][-MOST:]
    by_intent = {intent: pull for pull in merged for intent in brought(repository, pull)}
    out = []
    for intent, status in sorted(found.items()):
        pull = by_intent.get(intent)
        if pull is not None:
            desk.upsert_comment(pull.number, marker=f"{MARKER} {intent}", body=words(status, branch))
            out.append((pull.number, status))
    return tuple(out)


def brought(repository: Repository, pull: PullRequest) -> tuple[str, ...]:
    """Return the intents whose packages a merged pull request brought."""
    if pull.merged_sha is None:
        return ()
    changed = repository.changed(pull.base_sha, pull.merged_sha)
    paths = [one.path for one in changed if one.path.startswith("changes/") and one.path.endswith("/manifest.json")]
    return tuple(sorted({path.split("/")[1] for path in paths}))


def words(status: ChangeStatus, branch: str) -> str:
    """Return the comment."""
    out = [f"### {code(status.intent)}: {text(status.outcome)}", ""]
    out += [
        f"The running configurations on {code(branch)} were compared with what was approved; no device was asked.",
        "",
    ]
    return "\n".join([*out, *block(status.lines()), ""])


def drifted(repository: Repository, base: str, devices: frozenset[str]) -> tuple[str, ...]:
    """Return in words what has drifted on devices that another change touches."""
    out = []
    for status in statuses(repository, base) if devices else ():
        for one in status.devices:
            if one.device in devices and one.outcome in ("drifted", "partially applied"):
                first = next(iter(one.lines), None)
                place = f" in {first.block!r}" if first and first.around else ""
                line = f": {'missing' if first.missing else 'not promised'} {first.text!r}{place}" if first else ""
                more = f" and {len(one.lines) - 1} lines more" if len(one.lines) > 1 else ""
                out.append(f"{one.device} is not as {status.intent} promised it ({one.outcome}){line}{more}")
    return tuple(out)
