"""The steps of a look: look, answer, judge, release. Each may be killed anywhere and begun again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.answer import CHECK, Answered, answer, made
from bot.gate import gate
from bot.jobs import look, submission
from bot.jobs.agenda import Turn
from bot.jobs.engine import Step
from bot.jobs.facts import facts_of, people, reviews, seen, unsaid
from bot.jobs.pinned import Pin, PinnedDesk, PinnedRepository
from bot.jobs.records import Word
from bot.jobs.states import STAGES
from bot.jobs.store import Job, WrongMoveError
from bot.jobs.trail import GAINS, Fact, head
from bot.package_files import differences
from schemas.forge import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.answering import Answering
    from bot.files import Files
    from bot.jobs.agenda import Agenda, Wish
    from bot.jobs.connections import Connection, Connections
    from bot.jobs.database import Database
    from bot.jobs.records import Records
    from bot.jobs.sites import Sites
    from bot.jobs.states import State
    from bot.jobs.store import Jobs
    from bot.ports import Clock
    from pipeline.run import Asked
    from schemas.forge import PullRequest
    from schemas.question import Answer

_STATES: dict[str, State] = {"approved": "approved", "waiting": "awaiting_approval", "blocked": "blocked"}


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

    def act(self, step: Step) -> Step | None:
        """Carry a step out and return the next."""
        match step.step:
            case "look":
                return self._look(step)
            case "answer":
                return self._answer(step)
            case "judge":
                return self._judge(step)
            case "release":
                return self._release(step)
            case "end":
                return None

    def _look(self, step: Step) -> Step | None:
        row = self.agenda.row(step.key)
        if row is None:
            return None
        connected = self.connections.get(row.wish.repository)
        if row.wish.job is not None:
            submission.open_pull(self, row.wish.job, connected)
            return None
        if row.wish.pull is None:
            self._look_at_all(row.wish, connected)
            return None
        pull = connected.desk.pull(row.wish.pull)
        look.await_hint(row, pull, connected.repository)
        ours = self._ours(connected, row.wish.repository, pull)
        with self.database.write() as connection:
            found = look.find(connection, self.jobs, row, pull, ours)
        if found.job is None or found.todo == "nothing":
            return None
        if found.todo == "compare":
            same = self._same(connected, pull)
            with self.database.write() as connection:
                if same:
                    why = f"{pull.target_branch} moved to {pull.base_sha[:12]}; the package is the same"
                    fact = Fact("job-kept", {"why": why})
                    self.jobs.move(connection, found.job.id, found.job.state, fact, base_sha=pull.base_sha)
                else:
                    found = look.Found(look.renew(connection, self.jobs, row, pull), "answer")
        assert found.job
        if found.todo == "refuse":
            self._refuse(found.job, connected)
            return None
        after: Literal["answer", "judge"] = "answer" if found.todo == "answer" else "judge"
        return step.model_copy(update={"step": after, "job": found.job.id})

    def _look_at_all(self, wish: Wish, connected: Connection) -> None:
        """A branch moved: what stands on it is looked at, and what stands is kept."""
        numbers = [pull.number for pull in connected.desk.pulls()]
        with self.database.write() as connection:
            for number in numbers:
                each = wish.model_copy(update={"pull": number, "hint": ""})
                self.agenda.want(connection, each)

    def _ours(self, connected: Connection, repository: str, pull: PullRequest) -> frozenset[str]:
        with self.database.read() as connection:
            newest = self.jobs.newest(connection, repository, pull.number)
        if newest and not newest.head_sha and look.of_the_bot(connected.repository, newest.source_sha, pull.head_sha):
            return frozenset({newest.source_sha})
        return frozenset()

    def _refuse(self, job: Job, connected: Connection) -> None:
        """Say on the forge that a job was rejected elsewhere."""
        said = Check(name=CHECK, head_sha=job.head_sha or job.source_sha, status="failure", title=job.reason[:140])
        if said not in connected.desk.checks(said.head_sha):
            connected.desk.publish(said)

    def _same(self, connected: Connection, pull: PullRequest) -> bool:
        """Tell whether the packages on the head are what its intents give on the base as it is now."""
        for package in made(connected.repository, pull, self.answering).packages:
            folder = f"changes/{package.intent}"
            paths = [entry.path for entry in connected.repository.entries(pull.head_sha, folder)]
            there = connected.repository.read_all(pull.head_sha, paths)
            found = {path.removeprefix(f"{folder}/"): content for path, content in there.items()}
            if differences(found, dict(package.files)):
                return False
        return True

    def _answer(self, step: Step) -> Step | None:
        job, connected, pin = self._pinned(step)
        if job.state not in STAGES and job.state != "failed":
            return step.model_copy(update={"step": "judge"})
        assert job.pull is not None
        stage = self._stage(job.id)
        stage("normalizing")
        stage("generating")
        answered = answer(
            PinnedDesk(connected.desk, pin),
            PinnedRepository(connected.repository, pin, lambda: stage("documenting"), self._audit_head),
            job.pull,
            self.clock,
            self._asking(stage),
        )
        self._answered(job.id, answered)
        return step.model_copy(update={"step": "judge"})

    def _asking(self, stage: Callable[[State], None]) -> Answering:
        def ask(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
            stage("validating")
            answers = self.answering(asked, base)
            stage("estimating")
            return answers

        return ask

    def _audit_head(self) -> str:
        with self.database.read() as connection:
            last = head(connection)
        return f"{last.seq}:{last.hash}" if last else ""

    def _stage(self, job: str) -> Callable[[State], None]:
        """Note that a stage begins, and the ones before it where nobody did."""

        def begins(state: State) -> None:
            with self.database.write() as connection:
                known = self.jobs.get_in(connection, job)
                passed = STAGES.index(known.state) if known.state in STAGES else 0
                first = 1 if state == "normalizing" else passed + 1
                for each in STAGES[first : STAGES.index(state) + 1]:
                    self.jobs.move(connection, job, each, Fact("job-stage", {"why": ""}))

        return begins

    def _answered(self, job: str, answered: Answered) -> None:
        facts = facts_of(answered)
        self._stage(job)("documenting")
        with self.database.write() as connection:
            self.records.keep(connection, job, facts.files)
            self.jobs.move(
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
        if unsaid(connected.desk, job.head_sha):
            # Another worker, killed since, began to say something about a head that was done: say it again.
            answer(
                PinnedDesk(connected.desk, pin),
                PinnedRepository(connected.repository, pin),
                job.pull,
                self.clock,
                self.answering,
            )
        words = self.records.words(job.id)
        pull = connected.desk.pull(job.pull)
        known = seen(connected.desk, pull)  # before anything is judged, so that what is said meanwhile is news
        desk = PinnedDesk(connected.desk, pin, reviews(words))
        found = gate(
            desk,
            PinnedRepository(connected.repository, pin),
            job.pull,
            people(job, pull, connected.desk.account),
            self.answering,
        )
        decision = found.decision
        state = _STATES[decision.state]
        data = decision.model_dump(mode="json", exclude={"head_sha", "digest"})
        with self.database.write() as connection:
            self.records.say(
                connection,
                Word(
                    id=0,
                    job=job.id,
                    what="decided",
                    head_sha=decision.head_sha,
                    digest=decision.digest,
                    account=GAINS,
                    data={**data, "base": job.base_sha, "differences": list(found.differences)},
                    at=self.clock.now().isoformat(),
                ),
            )
            why = "; ".join((*found.differences, *decision.reasons))
            moved = self.jobs.move(connection, job.id, state, Fact("job-decided", {"why": why}), seen=known)
        if moved.state == "approved" and self.release_by_bot:
            return step.model_copy(update={"step": "release"})
        return None

    def _release(self, step: Step) -> Step | None:
        job, connected, pin = self._pinned(step)
        if job.pull is None or job.state != "approved":
            return None
        with self.sites.held(job.repository, job.sites, job.id):
            desk = PinnedDesk(connected.desk, pin)
            desk.pull(job.pull)
            message = f"Release {', '.join(job.intents)}\n"
            merged = connected.desk.merge(job.pull, head_sha=job.head_sha, message=message)
        with self.database.write() as connection:
            why = f"merged as {(merged.merged_sha or '')[:12]}"
            fact = Fact("job-released", {"why": why, "merged": merged.merged_sha or ""})
            self.jobs.move(connection, job.id, "released", fact)
        return None

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
            Pin(job.pull, job.base_sha, heads, lambda: self.agenda.ended(Turn(step.key, step.generation))),
        )
