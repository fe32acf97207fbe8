"""What follows a merge: is it what was approved, and does the network run it? Asked again whenever the base moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.afterwards import MARKER, words
from bot.jobs.agenda import Wish
from bot.jobs.look import UNAPPROVED
from bot.jobs.states import MERGED
from bot.jobs.trail import Fact, entries
from bot.markdown import code, text
from bot.release import ALARM, Moved, alarmed
from bot.status import statuses
from pipeline.checks.emergency import FILE
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from bot.jobs.connections import Connection
    from bot.jobs.engine import Step
    from bot.jobs.states import State
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from bot.promised import Outcome
    from bot.status import ChangeStatus
    from schemas.forge import PullRequest

COMPARED = "merge-compared"
_MOST = 200
"""So many merged changes are followed, the newest."""
_LINES = 200
"""So many lines of what is not as promised go into the trail; all of them stand in the pull request."""
_WORST: tuple[Outcome, ...] = ("verified", "unknown", "not applied", "partially applied", "drifted")


def compare(work: Work, step: Step) -> None:
    """Compare what was merged with what was approved, once; then wish for a look at what stands on the new base.

    Whoever merged does not matter, nor whether this bot was alive: what was merged is looked at all the same.
    """
    job = work.jobs.get(step.job)
    if job is None or job.pull is None or job.state not in (*MERGED, "superseded"):
        return
    connected = work.connections.get(job.repository)
    pull = connected.desk.pull(job.pull)
    with work.database.read() as connection:
        events = [one.event for one in entries(connection, job=job.id)]
    if pull.state != "merged" or not pull.merged_sha or COMPARED in events:
        return
    data = _alarms(connected, job, pull, approved=UNAPPROVED not in events)
    with work.database.write() as connection:
        if all(one.event != COMPARED for one in entries(connection, job=job.id)):
            work.jobs.trail.add(connection, Fact(COMPARED, data, job.id))
            base = Wish(repository=job.repository, correlation=job.correlation, traceparent=job.traceparent)
            work.agenda.want(connection, base)


def _alarms(connected: Connection, job: Job, pull: PullRequest, *, approved: bool) -> dict[str, object]:
    merged = pull.merged_sha or ""
    data: dict[str, object] = {"merged": merged, "approved": job.head_sha if approved else ""}
    why = "the gate had not approved it" if job.head_sha and job.state != "superseded" else "there was no package of it"
    if not approved or why.startswith("there"):
        said = f"**Merged as {code(merged[:12])}, and {why}.** Nobody can say what was approved.\n"
        connected.desk.upsert_comment(pull.number, marker=ALARM, body=said)
        return {**data, "approved": "", "alarms": [f"merged, and {why}"]}
    _follow_up(connected, job, pull.number, merged)
    moved = Moved(job.base_sha, job.head_sha, merged, job.intents)
    return {**data, "alarms": list(alarmed(connected.desk, connected.repository, pull.number, moved))}


def _follow_up(connected: Connection, job: Job, number: int, merged: str) -> None:
    """Say what an emergency has left to do: the review in peace that its package holds."""
    for intent in job.intents:
        path = f"changes/{intent}/{FILE}"
        content = connected.repository.read(merged, path)
        if content is not None:
            said = content.decode(errors="replace").partition("\n")[0].removeprefix("# ")
            body = f"An emergency is not over with its merge. {code(path)}: {text(said)}\n"
            connected.desk.upsert_comment(number, marker=f"gains-emergency {intent}", body=body)


def follow(work: Work, key: str, connected: Connection) -> None:
    """Say of every merged change whether the network runs it, where that is not as it was said before.

    The forge is asked for nothing where nothing is new.
    """
    head = connected.repository.head(work.connections.settings[key].main)
    found = {one.intent: one for one in statuses(connected.repository, head)} if head else {}
    listed = [one for state in MERGED for one in work.jobs.listed(before=None, most=_MOST, repository=key, state=state)]
    speaks = {intent: job.id for job in sorted(listed, key=lambda one: one.number) for intent in job.intents}
    for job in sorted(listed, key=lambda one: one.number):
        mine = [found[name] for name in job.intents if name in found and speaks[name] == job.id]
        if mine:
            _followed(work, job, connected, mine)


def _followed(work: Work, job: Job, connected: Connection, found: list[ChangeStatus]) -> None:
    main = work.connections.settings[job.repository].main
    said = {one.intent: words(one, main) for one in found}
    seen = digest_of(said)
    if seen == job.seen or job.pull is None:
        return
    for intent, body in sorted(said.items()):
        connected.desk.upsert_comment(job.pull, marker=f"{MARKER} {intent}", body=body)
    outcome = max((one.outcome for one in found), key=_WORST.index)
    lines = [f"{one.intent}: {line}" for one in found for line in one.lines()]
    fact = Fact("change-followed", {"why": _why(outcome, found), "outcome": outcome, "lines": lines[:_LINES]})
    with work.database.write() as connection:
        known = work.jobs.get_in(connection, job.id)
        if known.state in MERGED:
            work.jobs.move(connection, job.id, _state(known.state, outcome), fact, seen=seen)


def _state(before: State, outcome: Outcome) -> State:
    """A change that is not applied yet has not regressed; one that was, has."""
    match outcome:
        case "verified":
            return "verified"
        case "partially applied" | "drifted":
            return "regressed"
        case "not applied":
            return before if before == "released" else "regressed"
        case "unknown":
            return before


def _why(outcome: Outcome, found: list[ChangeStatus]) -> str:
    if outcome == "verified":
        return "verified: the network runs what was approved"
    devices = sorted({one.device for status in found for one in status.devices if one.outcome == outcome})
    more = f" and {len(devices) - 3} more" if len(devices) > 3 else ""
    return f"{outcome}: {', '.join(devices[:3])}{more}"
