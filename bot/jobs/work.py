"""The steps of a look: look, answer, judge, release. Each may be killed anywhere and begun again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answer import Answered, answer
from bot.breaker import stop_a_rush
from bot.gate import gate
from bot.jobs import look, merges
from bot.jobs.agenda import Turn
from bot.jobs.asking import asked_before, asking
from bot.jobs.decided import note
from bot.jobs.engine import Step
from bot.jobs.facts import facts_of, people, reviews, said, seen, unsaid
from bot.jobs.first_look import first_look
from bot.jobs.pinned import Pin, PinnedDesk, PinnedRepository
from bot.jobs.states import STAGES
from bot.jobs.store import Job, WrongMoveError
from bot.jobs.trail import Fact, head_of
from bot.markdown import text
from bot.ports import NotMergeableError
from bot.release import release
from bot.tell import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from bot.answering import Answering
    from bot.jobs.agenda import Agenda
    from bot.jobs.connections import Connection, Connections
    from bot.jobs.database import Database
    from bot.jobs.records import Records
    from bot.jobs.sites import Sites
    from bot.jobs.states import State
    from bot.jobs.store import Jobs
    from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class Work:
    """What the steps need."""

    database: Database
    agenda: Agenda
    jobs: Jobs
    records: Records
    sites: Sites
    connections: Connections
    clock: Clock
    answering: Answering
    release_by_bot: bool
    pages: str = ""
    """Address below which jobs have their pages; empty where they have none."""

    def act(self, step: Step) -> Step | None:
        """Carry a step out and return the next."""
        match step.step:
            case "look":
                return first_look(self, step)
            case "answer":
                return self._answer(step)
            case "judge":
                return self._judge(step)
            case "release":
                return self._release(step)
            case "compare":
                merges.compare(self, step)
                return None
            case "end":
                return None

    def page(self, job: str) -> str:
        """Return the address of a job's page; empty where there is none."""
        return f"{self.pages}/jobs/{job}" if self.pages else ""

    def _answer(self, step: Step) -> Step | None:
        job, connected, pin = self._pinned(step)
        if job.state not in STAGES and job.state != "failed":
            return step.model_copy(update={"step": "judge"})
        assert job.pull is not None
        stage = self._stage(job.id)
        stage("generating")
        heard = said(connected.desk, job.pull)  # before anything is judged, so that what is said meanwhile is news
        answered = self._asked(job, connected, pin, stage)
        stage("documenting")
        with self.database.write() as connection:
            moved = self._answered(connection, job.id, answered)
            if answered.gate:  # what was just made was compared with the head: judged again it would be the same
                moved = note(self, connection, moved, answered.gate, seen(heard, answered.gate.pull))
        return self._released(step, moved)

    def _asked(
        self,
        job: Job,
        connected: Connection,
        pin: Pin,
        stage: Callable[[State], None] = lambda _: None,
        *,
        again: bool = False,
    ) -> Answered:
        """Answer the pull request, for this job alone; again about the same, only what is missing is written."""
        assert job.pull is not None
        pull = connected.desk.pull(job.pull)

        def before_commit() -> None:
            stop_a_rush(connected.desk, pull, self.jobs.written(job, self.clock.now() - timedelta(hours=1)))
            stage("documenting")

        return answer(
            PinnedDesk(connected.desk, pin, reviews(self.records.words(job.id), connected.desk)),
            PinnedRepository(connected.repository, pin, before_commit, lambda: self._audit_head(job.id)),
            pull.number,
            self.clock,
            asking(self, job, stage, again=again),
            people(job, pull, connected.desk.account),
        )

    def _released(self, step: Step, job: Job) -> Step | None:
        if job.state == "approved" and self.release_by_bot:
            return step.model_copy(update={"step": "release"})
        return None

    def _audit_head(self, job: str) -> str:
        """Return the job's own last record: it is on the disk, which one of another job need not be yet."""
        with self.database.read() as connection:
            last = head_of(connection, job)
        return f"{last.seq}:{last.hash}" if last else ""

    def _stage(self, job: str) -> Callable[[State], None]:
        """Note that a stage begins, and the ones before it where nobody did; what is written outside comes after."""

        def begins(state: State) -> None:
            with self.database.write(lasting=state == "documenting") as connection:
                known = self.jobs.held(connection, job)
                passed = STAGES.index(known.state) if known.state in STAGES else 0
                first = 1 if state == "generating" else passed + 1
                for each in STAGES[first : STAGES.index(state) + 1]:
                    known = self.jobs.move(connection, known, each, Fact("job-stage", {"why": ""}))

        return begins

    def _answered(self, connection: sa.Connection, job: str, answered: Answered) -> Job:
        facts = facts_of(answered)
        self.records.keep(connection, job, facts.files)
        return self.jobs.move(
            connection,
            job,
            "blocked" if answered.check.status == "failure" else "awaiting_approval",
            Fact("job-answered", {"why": answered.check.title, "head": answered.head_sha}),
            head_sha=answered.head_sha,
            digest=facts.digest,
            decision_digest=facts.decision_digest,
            intents=facts.intents,
            sites=facts.sites,
        )

    def _judge(self, step: Step) -> Step | None:
        job, connected, pin = self._pinned(step)
        if job.pull is None or not job.head_sha:
            return None
        if step.again or unsaid(connected.desk, job.head_sha):
            # Or another worker, killed since, began to say something about a head that was done: say it again.
            answered = self._asked(job, connected, pin, again=step.again)
            with self.database.write() as connection:
                self._answered(connection, job.id, answered)
        pull = connected.desk.pull(job.pull)
        if pull.fork:
            return None
        known = seen(said(connected.desk, pull.number), pull)
        desk = PinnedDesk(connected.desk, pin, reviews(self.records.words(job.id), connected.desk))
        files = PinnedRepository(connected.repository, pin)
        today = self.clock.now().date().isoformat()
        asked = people(job, pull, connected.desk.account)
        found = gate(desk, files, pull.number, asked, asked_before(self, job), today=today)
        tell(desk, files, found)
        with self.database.write() as connection:
            moved = note(self, connection, job, found, known)
        return self._released(step, moved)

    def _release(self, step: Step) -> Step | None:
        job, connected, pin = self._pinned(step)
        if job.pull is None or job.state != "approved":
            return None
        pull = connected.desk.pull(job.pull)
        desk = PinnedDesk(connected.desk, pin, reviews(self.records.words(job.id), connected.desk))
        files = PinnedRepository(connected.repository, pin)
        today = self.clock.now().date().isoformat()
        asked = people(job, pull, connected.desk.account)
        with self.sites.held(job.repository, job.sites, job.id):
            try:
                done = release(desk, files, job.pull, asked, asked_before(self, job), today=today)
            except NotMergeableError as error:
                said = f"Approved, but the forge does not merge it: {text(str(error))}\n"
                desk.upsert_comment(job.pull, marker="gains-release", body=said)
                raise
        with self.database.write() as connection:
            event = "emergency-released" if done.gate.wanted.hurried else "job-released"
            approvers = [one.login for one in done.gate.decision.approvers]
            data = {"why": f"merged as {done.sha[:12]}", "merged": done.sha, "approvers": approvers}
            data |= {"declared_by": done.gate.declared_by} if done.gate.wanted.hurried else {}
            self.jobs.move(connection, job.id, "released", Fact(event, data))
        return step.model_copy(update={"step": "compare"})

    def _pinned(self, step: Step) -> tuple[Job, Connection, Pin]:
        job = self.jobs.get(step.job)
        if job is None or job.pull is None:
            raise WrongMoveError(f"job {step.job} has no pull request")
        heads = {head for head in (job.source_sha, job.head_sha) if head}
        connected = self.connections.get(job.repository)
        head = connected.desk.pull(job.pull).head_sha
        if not job.head_sha and look.of_the_bot(connected.repository, job.source_sha, head):
            heads.add(head)
        return (
            job,
            connected,
            Pin(
                job.pull,
                job.base_sha,
                heads,
                lambda: self.agenda.ended(Turn(step.key, step.generation)),
                self.connections.settings[job.repository].main,
                self.page(job.id),
            ),
        )
