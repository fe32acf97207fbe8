"""Ask the outside once for each job: what it answered is kept, so that nothing moves under a reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answering import Answering
    from bot.files import Files
    from bot.jobs.states import State
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from pipeline.run import Asked
    from schemas.question import Answer


def asking(work: Work, job: Job, stage: Callable[[State], None], *, again: bool) -> Answering:
    """Return what asks where nothing is kept yet, or `again`, and keeps what was answered."""
    kept = () if again else work.records.answers(job.id)
    asks = recorded(kept, work.answering)

    def ask(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        stage("validating")
        answers = asks(asked, base)
        if answers != kept:
            with work.database.write(lasting=False) as connection:
                work.records.keep_answers(connection, job.id, answers)
        stage("estimating")
        return answers

    return ask


def asked_before(work: Work, job: Job) -> Answering:
    """Return what answers as the job was answered; asked about something else, it asks the outside."""
    return recorded(work.records.answers(job.id), work.answering)
