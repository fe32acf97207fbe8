"""Note what the gate decided about a job: its word for the record, and the state that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.jobs.records import Word
from bot.jobs.trail import GAINS, Fact

if TYPE_CHECKING:
    import sqlalchemy as sa

    from bot.gate import Gate
    from bot.jobs.states import State
    from bot.jobs.store import Job
    from bot.jobs.work import Work

_STATES: dict[str, State] = {"approved": "approved", "waiting": "awaiting_approval", "blocked": "blocked"}


def note(work: Work, connection: sa.Connection, job: Job, found: Gate, known: str) -> Job:
    """Note a decision in a transaction open for writing; `known`: what people had said before it was made."""
    decision = found.decision
    data = decision.model_dump(mode="json", exclude={"head_sha", "digest"})
    work.records.say(
        connection,
        Word(
            id=0,
            job=job.id,
            what="decided",
            head_sha=decision.head_sha,
            digest=decision.digest,
            account=GAINS,
            data={**data, "base": job.base_sha, "differences": list(found.differences)},
            at=work.clock.now().isoformat(),
        ),
    )
    why = "; ".join((*found.differences, *decision.reasons))
    fact = Fact("job-decided", {"why": why})
    return work.jobs.move(connection, job.id, _STATES[decision.state], fact, seen=known)
