"""Ask the outside once for each job: what it answered is kept, so that nothing moves under a reviewer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering import hearing, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answering import Answering, Heard
    from bot.files import Files
    from bot.jobs.states import State
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from pipeline.run import Asked
    from schemas.question import Answer


@dataclass(frozen=True, slots=True)
class _Asking:
    work: Work
    job: Job
    stage: Callable[[State], None]
    kept: tuple[Answer, ...]
    outside: Answering

    def __call__(self, asked: Sequence[Asked], base: Files, /) -> tuple[Answer, ...]:
        self.stage("validating")
        answers = recorded(self.kept, self.outside)(asked, base)
        if answers != self.kept:
            with self.work.database.write(lasting=False) as connection:
                self.work.records.keep_answers(connection, self.job.id, answers)
        self.stage("estimating")
        return answers

    def hearing(self, heard: Heard) -> _Asking:
        return replace(self, outside=hearing(self.outside, heard))


def asking(work: Work, job: Job, stage: Callable[[State], None], *, again: bool) -> Answering:
    """Return what asks where nothing is kept yet, or `again`, keeps what was answered, and tells of first answers."""
    return _Asking(work, job, stage, () if again else work.records.answers(job.id), work.answering)


def asked_before(work: Work, job: Job) -> Answering:
    """Return what answers as the job was answered; asked about something else, it asks the outside."""
    return recorded(work.records.answers(job.id), work.answering)
