"""A worker: hands wishes to the engine, runs steps behind a fence, says that it lives, takes over from the dead."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import DBAPIError

from bot.breaker import LoopError
from bot.jobs.agenda import Turn
from bot.jobs.aside import gave_up
from bot.jobs.database import away
from bot.jobs.engine import Step
from bot.jobs.states import ACTIVE
from bot.jobs.store import WrongMoveError
from bot.jobs.trail import Fact
from bot.ports import BranchMovedError, ForgeBusyError, HeadMovedError
from bot.tracing import Tracing, untraced
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.dbos_engine import DbosEngine, DbosWorker
    from bot.jobs.leases import Leases
    from bot.jobs.sweep import Sweep
    from bot.jobs.work import Work
    from bot.metrics import Metrics

_log = structlog.get_logger("gains.worker")
_KEEP = timedelta(days=14)
"""How long the engine's records of runs that went well are kept."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a worker is."""

    poll_seconds: float
    retry_seconds: float
    attempts: int


@dataclass(slots=True)
class Worker:
    """One worker process, or the worker inside of `gains serve`."""

    work: Work
    engine: DbosEngine
    runner: DbosWorker
    leases: Leases
    sweep: Sweep
    metrics: Metrics
    pace: Pace
    tracing: Tracing = untraced
    first: Callable[[], None] = lambda: None
    """What is looked at once, beside the work, when it begins."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to work, in threads."""
        # A database that goes away while a worker begins is waited for, as it is later on.
        self.leases.database.patiently(lambda: self.leases.beat(self.runner.executor), seconds=60)
        self.leases.database.patiently(lambda: self.runner.start(self.act), seconds=60)
        loops = (
            ("dispatch", self.dispatch, self.pace.poll_seconds),
            ("lease", self.keep_lease, self.leases.seconds / 3),
            ("sweep", self.sweep.once, self.sweep.seconds),
            ("tidy", self.tidy, 3600.0),
        )
        for name, act, seconds in loops:
            if seconds:
                thread = threading.Thread(
                    target=self._loop, args=(name, act, seconds), name=f"gains-{name}", daemon=True
                )
                thread.start()
                self._threads.append(thread)
        threading.Thread(target=self.first, name="gains-first", daemon=True).start()
        _log.info("worker started", executor=self.runner.executor)

    def stop(self) -> None:
        """Let what is running end, and stop; what is left is taken over at once."""
        self._stop.set()
        self.runner.stop()
        for thread in self._threads:
            thread.join(timeout=10)
        try:
            self.leases.leave(self.runner.executor)
        except DBAPIError as error:
            _log.warning("could not say good-bye", error=str(error.orig))
        self.engine.close()

    def _loop(self, name: str, act: object, seconds: float) -> None:
        assert callable(act)
        while not self._stop.wait(seconds):
            try:
                act()
            except (GainsError, DBAPIError) as error:
                _log.warning("loop failed, goes on", loop=name, error=str(error))
            except Exception as error:  # noqa: BLE001 - the engine's own errors; a loop that ends would stop all work
                _log.error("loop failed, goes on", loop=name, error=repr(error))

    def dispatch(self) -> None:
        """Hand what is wished for to the engine."""
        turns = self.work.agenda.take()
        for turn in turns:
            self.engine.submit(
                Step(
                    run=turn.run,
                    key=turn.key,
                    generation=turn.generation,
                    step="look",
                    correlation=turn.correlation,
                    traceparent=turn.traceparent,
                )
            )
        self.work.agenda.handed_on(*turns)

    def keep_lease(self) -> None:
        """Say that this worker lives; take over from those that do not, and from runs that broke."""
        self.leases.beat(self.runner.executor)
        # Whoever does not live is asked about, not who is known to be dead: one that was taken for dead, spoke no more
        # and took a run all the same must not keep it for ever. Of two that run it, one is fenced off by the engine.
        alive = self.leases.alive() | {self.runner.executor}
        for run in self.engine.list("running"):
            if run.executor not in alive:
                self.engine.resume(run.name)
                self.metrics.takeovers.inc()
                _log.warning("taken over", run=run.name, dead=run.executor)
        for turn in self.work.agenda.unfinished():
            state = self.engine.status(turn.run)
            if state in ("broken", "unknown", "ended"):
                self._again(turn, f"the run is {state}, its look did not end", self.pace.retry_seconds)

    def tidy(self) -> None:
        """Forget what need not be kept."""
        self.leases.bury()
        while self.engine.forget((self.work.clock.now() - _KEEP).isoformat()):
            pass

    def act(self, step: Step) -> Step | None:
        """Carry a step out; whatever goes wrong ends the run and wishes for another look, later.

        Only a database that is away for long is not caught: then the engine cannot note anything either.
        """
        turn = Turn(step.key, step.generation)
        begun = time.monotonic()
        named = {"run": step.run, "step": step.step, "job": step.job, "correlation": step.correlation}
        named["trace_id"] = step.traceparent[3:35]
        known = {name: value for name, value in named.items() if value}
        with structlog.contextvars.bound_contextvars(**known), self.tracing(step.step, step.traceparent):
            try:
                after = self.work.database.patiently(lambda: self.work.act(step))
            except (HeadMovedError, BranchMovedError) as error:
                self._again(turn, str(error), self.pace.retry_seconds / 4)
                return None
            except ForgeBusyError as error:
                self._again(turn, str(error), max(error.retry_after, self.pace.retry_seconds))
                return None
            except (GainsError, OSError) as error:
                if isinstance(error, LoopError):
                    self.metrics.breaker.inc()
                self._again(turn, str(error), self.pace.retry_seconds, step)
                return None
            except DBAPIError as error:
                if away(error):
                    raise
                self._again(turn, repr(error.orig), self.pace.retry_seconds, step)
                return None
            except Exception as error:  # noqa: BLE001 - the one fence: a step that crashes is named and put aside
                _log.exception("step crashed")
                self._again(turn, repr(error), self.pace.retry_seconds, step)
                return None
            finally:
                self.metrics.steps.labels(step.step).observe(time.monotonic() - begun)
            if after is None:
                self.work.database.patiently(lambda: self.work.agenda.done(turn))
                self.metrics.runs.labels("ended").inc()
            _log.info("step ended", following=after.step if after else None)
            return after

    def _again(self, turn: Turn, why: str, pause: float, step: Step | None = None) -> None:
        again = self.work.database.patiently(
            lambda: self.work.agenda.again(turn, why, pause=pause, most=self.pace.attempts)
        )
        self.metrics.runs.labels("again" if again else "put aside").inc()
        _log.warning("look failed", error=why, again=again)
        if again:
            return
        if step and step.job:
            self._failed(step.job, why)
        try:
            gave_up(self.work, turn.key, turn.run)
        except GainsError as error:
            _log.warning("could not say that a look was put aside", key=turn.key, error=str(error))

    def _failed(self, job: str, why: str) -> None:
        try:
            with self.work.database.write() as connection:
                known = self.work.jobs.get_in(connection, job)
                if known.state in ACTIVE:
                    self.work.jobs.move(connection, job, "failed", Fact("job-failed", {"why": why[:500]}))
        except WrongMoveError as error:
            _log.warning("job could not be marked as failed", error=str(error))
