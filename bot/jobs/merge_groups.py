"""Say of a merge group whether it may be merged: a merge queue asks for the same checks at a head of its own.

What is in the group was approved at other heads. So each of its pull requests must be approved as it is now, and the
group must hold exactly what was approved; without a word from here the queue would wait for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.answer import CHECK
from bot.answering import recorded
from bot.gate import APPROVAL, gate
from bot.jobs.facts import people, reviews
from bot.jobs.pinned import Pin, PinnedDesk
from bot.making import is_intent
from bot.release import Moved, compared
from pipeline.errors import WorkspaceError
from schemas.approval import People
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.gate import Gate
    from bot.jobs.agenda import Row
    from bot.jobs.connections import Connection
    from bot.jobs.work import Work
    from schemas.forge import PullRequest

_log = structlog.get_logger("gains.merge_groups")
_PATIENCE = 3
"""How often a head is asked for that the forge does not have: a queue forgets groups at any time."""


def look_at_group(work: Work, row: Row, connected: Connection) -> None:
    """Publish both checks at the head of a group."""
    head, main = row.wish.hint, work.connections.settings[row.wish.repository].main
    try:
        inside = _inside(connected, head, main)
    except WorkspaceError:
        if row.attempts < _PATIENCE:
            raise
        _log.info("a merge group is gone", head=head)
        return
    wrong: list[str] = []
    asked = False
    brought: set[str] = set()
    for pull in inside:
        found = _gate(work, row.wish.repository, connected, pull)
        asked = asked or found.asked
        brought |= {f"intents/{one.intent}.yaml" for one in found.done.packages}
        wrong += [f"#{pull.number}: {why}" for why in _wrong(connected, found, head)]
    wrong += [f"{path} comes from no pull request that is in it" for path in _others(connected, head, main, brought)]
    status = "failure" if wrong else "success" if asked else "neutral"
    title = wrong[0] if wrong else "every change in it is approved as it is" if asked else "no intent is changed here"
    for name in (CHECK, APPROVAL):
        said = {"name": name, "head_sha": head, "status": status, "title": title[:130], "summary": "\n".join(wrong)}
        connected.desk.publish(Check.model_validate(said))


def _inside(connected: Connection, head: str, main: str) -> list[PullRequest]:
    """Return the open pull requests whose heads are in the group; those that a queue squashes are not."""
    files = connected.repository
    found = [one for one in connected.desk.pulls() if one.target_branch == main and not one.fork]
    return [one for one in found if files.merge_base(head, one.head_sha) == one.head_sha]


def _gate(work: Work, key: str, connected: Connection, pull: PullRequest) -> Gate:
    with work.database.read() as connection:
        job = work.jobs.newest(connection, key, pull.number)
    account = connected.desk.account
    asked = people(job, pull, account) if job else People(requester=pull.author, hands=(pull.author,), bots=(account,))
    words = reviews(work.records.words(job.id), connected.desk) if job else ()
    kept = work.records.answers(job.id) if job else ()
    desk = PinnedDesk(connected.desk, Pin(pull.number, pull.base_sha, {pull.head_sha}), words)
    today = work.clock.now().date().isoformat()
    return gate(desk, connected.repository, pull.number, asked, recorded(kept, work.answering), today=today)


def _wrong(connected: Connection, found: Gate, head: str) -> tuple[str, ...]:
    if not found.asked:
        return ()
    if found.decision.state != "approved":
        return found.decision.reasons[:1]
    intents = tuple(one.intent for one in found.done.packages)
    return compared(connected.repository, Moved(found.pull.base_sha, found.pull.head_sha, head, intents))


def _others(connected: Connection, head: str, main: str, brought: set[str]) -> list[str]:
    """Return intents in the group that none of its pull requests was approved for."""
    base = connected.repository.head(main)
    changed = connected.repository.changed(base, head) if base else ()
    return [item.path for item in changed if is_intent(item) and item.path not in brought]
