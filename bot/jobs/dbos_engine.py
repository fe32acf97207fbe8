"""DBOS as job engine: the only module that knows it.

What is heeded here, because it was measured: arguments as JSON and never as pickles; the application's version set by
hand, so that an edit strands no run; executor names unique; runs of dead workers resumed by the lease table, which the
open part of DBOS does not do; nothing ever waits inside a run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions

from bot.jobs.engine import Act, Run, RunState, Step
from bot.jobs.engine_store import engine_url, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

APP_VERSION = "gains-work-1"
"""Raised by hand, and only when the order of steps changes."""
QUEUE = "work"
WORKFLOW = "gains-work"
_STATES: dict[str, RunState] = {
    "ENQUEUED": "waiting",
    "DELAYED": "waiting",
    "PENDING": "running",
    "SUCCESS": "ended",
    "ERROR": "broken",
    "CANCELLED": "broken",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "broken",
    "RETRIES_EXCEEDED": "broken",
}


@dataclass(slots=True)
class DbosEngine:
    """A client: it submits, asks, cancels and resumes; the steps run where a `DbosWorker` is."""

    url: str
    _client: DBOSClient | None = field(default=None, repr=False)
    _file: sa.Engine | None = field(default=None, repr=False)

    @property
    def client(self) -> DBOSClient:
        """The connection, made when it is first needed."""
        if self._client is None:
            self._file = opened(self.url)
            self._client = DBOSClient(
                system_database_url=engine_url(self.url),
                system_database_engine=self._file,
                serializer=DBOSPortableJSONSerializer(),
                use_listen_notify=False,
            )
        return self._client

    def submit(self, first: Step) -> None:
        """Begin a run."""
        options = EnqueueOptions(
            workflow_name=WORKFLOW, queue_name=QUEUE, workflow_id=first.run, app_version=APP_VERSION
        )
        self.client.enqueue(options, first.model_dump(mode="json"))

    def status(self, run: str) -> RunState:
        """Tell how a run stands."""
        found = self.client.list_workflows(workflow_ids=[run], load_input=False, load_output=False)
        return _STATES.get(found[0].status, "broken") if found else "unknown"

    def cancel(self, run: str) -> None:
        """Stop a run after the step that it is in."""
        self.client.cancel_workflow(run)

    def resume(self, run: str) -> None:
        """Go on with a run."""
        self.client.resume_workflow(run, queue_name=QUEUE)

    def list(self, state: RunState | None = None) -> tuple[Run, ...]:
        """Return the runs in that state."""
        wanted = [name for name, ours in _STATES.items() if state in (None, ours)]
        found = self.client.list_workflows(status=wanted, load_input=False, load_output=False)
        return _runs(found)

    def forget(self, before: str) -> int:
        """Delete what ended before a time (ISO 8601); DBOS keeps everything for ever by itself."""
        found = self.client.list_workflows(
            status=["SUCCESS"], completed_before=before, limit=500, load_input=False, load_output=False
        )
        if found:
            self.client.delete_workflows([one.workflow_id for one in found])
        return len(found)

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.destroy()
            self._client = None
        if self._file is not None:
            self._file.dispose()
            self._file = None


@dataclass(slots=True)
class DbosWorker:
    """Runs steps in this process, in threads; one for each process."""

    url: str
    executor: str
    concurrency: int
    poll_seconds: float
    _file: sa.Engine | None = field(default=None, repr=False)

    def start(self, act: Act) -> None:
        """Begin to take runs from the queue."""
        self._file = opened(self.url)
        config = DBOSConfig(
            name="gains",
            system_database_url=engine_url(self.url),
            system_database_engine=self._file,
            serializer=DBOSPortableJSONSerializer(),
            executor_id=self.executor,
            application_version=APP_VERSION,
            log_level="ERROR",
            notification_listener_polling_interval_sec=max(1.0, self.poll_seconds),
            max_executor_threads=self.concurrency + 4,
        )
        DBOS(config=config)

        @DBOS.step(name="gains-step")
        def step(said: dict[str, Any]) -> dict[str, Any] | None:
            after = act(Step.model_validate(said))
            while after is not None and not after.kept:
                after = act(after)
            return after.model_dump(mode="json") if after else None

        @DBOS.workflow(name=WORKFLOW)
        def work(said: dict[str, Any]) -> None:
            following: dict[str, Any] | None = said
            while following is not None:
                following = step(following)

        try:
            DBOS.launch()
        except BaseException:
            self.stop(seconds=0)  # so that it can be tried again
            raise
        DBOS.register_queue(QUEUE, worker_concurrency=self.concurrency, polling_interval_sec=self.poll_seconds)

    def stop(self, *, seconds: int = 20) -> None:
        """Let the steps that run end, and stop."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=seconds)
        if self._file is not None:
            self._file.dispose()
            self._file = None


def _runs(found: Sequence[Any]) -> tuple[Run, ...]:
    made = (Run(one.workflow_id, _STATES.get(one.status, "broken"), one.executor_id or "") for one in found)
    return tuple(sorted(made, key=lambda each: each.name))
