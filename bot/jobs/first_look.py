"""The first step of a look: what is there now, what people asked for in comments, which job it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import structlog

from bot.answer import CHECK, made
from bot.answering import recorded
from bot.companion import bring_pushed
from bot.jobs import leftover, look, merges, submission
from bot.jobs.agenda import Wish
from bot.jobs.facts import unsaid
from bot.jobs.merge_groups import look_at_group
from bot.jobs.trail import Fact
from bot.obey import obey
from bot.package_files import differences
from pipeline.errors import ForgeError
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.jobs.connections import Connection
    from bot.jobs.engine import Step
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from schemas.forge import PullRequest

_log = structlog.get_logger("gains.work")


def first_look(work: Work, step: Step) -> Step | None:
    """Look at what is wished for, and return what to do next; None: nothing."""
    row = work.agenda.row(step.key)
    if row is None:
        return None
    connected = work.connections.get(row.wish.repository)
    if row.wish.group:
        look_at_group(work, row, connected)
        return None
    if row.wish.job is not None:
        submission.open_pull(work, row.wish.job, connected)
        return None
    if row.wish.pull is None:
        _look_at_all(work, row.wish, connected)
        return None
    pull = connected.desk.pull(row.wish.pull)
    if look.elsewhere(work, row.wish.repository, pull):
        return None
    look.await_hint(row, pull, connected.repository)
    obeyed = obey(connected.desk, connected.repository, pull.number, work.clock)
    if leftover.clear(connected.desk, connected.repository, pull):
        _log.info("branch deleted", repository=row.wish.repository, pull=pull.number, branch=pull.source_branch)
    if pull.state != "open":
        _free(work, connected, row.wish.repository, pull)
    ours = _ours(work, connected, row.wish.repository, pull)
    with work.database.write(lasting=False) as connection:  # what is lost is found again
        found = look.find(connection, work.jobs, row, pull, ours)
    if found.job is None or found.todo == "nothing":
        return None
    if found.todo == "same":
        same = _same(work, found.job, connected, pull)
        with work.database.write() as connection:
            if same:
                why = f"{pull.target_branch} moved to {pull.base_sha[:12]}; the package is the same"
                fact = Fact("job-kept", {"why": why})
                work.jobs.move(connection, found.job.id, found.job.state, fact, base_sha=pull.base_sha)
            else:
                found = look.Found(look.renew(connection, work.jobs, row, pull), "answer")
    assert found.job
    if found.todo == "answer":
        _leave(work, found.job, connected, pull)
    if found.todo == "merged":
        return step.model_copy(update={"step": "compare", "job": found.job.id})
    if found.todo == "refuse":
        _refuse(found.job, connected, work.page(found.job.id))
        return None
    after: Literal["answer", "judge"] = "answer" if found.todo == "answer" else "judge"
    return step.model_copy(update={"step": after, "job": found.job.id, "again": obeyed.replan})


def _look_at_all(work: Work, wish: Wish, connected: Connection) -> None:
    """A branch moved: what stands on it is looked at, and what was merged is followed."""
    main = work.connections.settings[wish.repository].main
    try:
        bring_pushed(connected.desk, connected.repository, main, work.clock)
    except ForgeError as error:  # what one intent lacks must not keep the others from being looked at
        _log.warning("not brought in", repository=wish.repository, error=str(error))
    merges.follow(work, wish.repository, connected)
    numbers = [pull.number for pull in connected.desk.pulls() if pull.target_branch == main]
    with work.database.write() as connection:
        for number in numbers:
            each = wish.model_copy(update={"pull": number, "hint": ""})
            work.agenda.want(connection, each)


def _free(work: Work, connected: Connection, repository: str, pull: PullRequest) -> None:
    """Wish for a look at those that brought the same commit and waited for this one to be closed."""
    waiting = [one.number for one in connected.desk.pulls() if one.head_sha == pull.head_sha]
    with work.database.write() as connection:
        for number in waiting:
            work.agenda.want(connection, Wish(repository=repository, pull=number))


def _ours(work: Work, connected: Connection, repository: str, pull: PullRequest) -> frozenset[str]:
    with work.database.read() as connection:
        newest = work.jobs.newest(connection, repository, pull.number)
    if newest and not newest.head_sha and look.of_the_bot(connected.repository, newest.source_sha, pull.head_sha):
        return frozenset({newest.source_sha})
    return frozenset()


def _leave(work: Work, job: Job, connected: Connection, pull: PullRequest) -> None:
    """Say of the heads before that nobody works on them any more: their check would look unfinished for ever."""
    before = work.jobs.listed(before=job.number, most=2, repository=job.repository, pull=pull.number)
    heads = {head for old in before if old.state == "superseded" for head in (old.source_sha, old.head_sha)}
    for head in sorted(heads - {"", pull.head_sha, job.head_sha}):
        if unsaid(connected.desk, head):
            title = f"superseded by {pull.head_sha[:12]}"
            connected.desk.publish(Check(name=CHECK, head_sha=head, status="neutral", title=title))


def _refuse(job: Job, connected: Connection, page: str) -> None:
    """Say on the forge that a job was rejected elsewhere."""
    head = job.head_sha or job.source_sha
    said = Check(name=CHECK, head_sha=head, status="failure", title=job.reason[:140], url=page)
    if said not in connected.desk.checks(said.head_sha):
        connected.desk.publish(said)


def _same(work: Work, job: Job, connected: Connection, pull: PullRequest) -> bool:
    """Tell whether the packages on the head are what its intents give on the base as it is now."""
    for package in made(connected.repository, pull, recorded(work.records.answers(job.id), work.answering)).packages:
        folder = f"changes/{package.intent}"
        paths = [entry.path for entry in connected.repository.entries(pull.head_sha, folder)]
        there = connected.repository.read_all(pull.head_sha, paths)
        found = {path.removeprefix(f"{folder}/"): content for path, content in there.items()}
        if differences(found, dict(package.files)):
            return False
    return True
