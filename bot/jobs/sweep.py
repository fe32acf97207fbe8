"""Look at all open pull requests from time to time, because webhooks get lost; and let old packages expire."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.jobs.agenda import Wish
from bot.jobs.facts import said, seen, unsaid
from bot.jobs.states import WAITING
from bot.jobs.trail import Fact
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.jobs.connections import Connection
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from schemas.forge import PullRequest

_log = structlog.get_logger("gains.sweep")
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is done every now and then."""

    work: Work
    seconds: float
    expire_after: timedelta
    tidy: Callable[[float], object] = lambda now: None  # noqa: ARG005
    """Told the time: has others put away what nobody needs any more."""
    heads: dict[str, str] = field(default_factory=dict)
    """The base branches as they were when they were last looked at."""

    def once(self) -> int:
        """Wish for a look at everything that is not as it was left; return at how many."""
        wished = 0
        for key in sorted(self.work.connections.settings):
            try:
                wished += self._repository(key)
            except GainsError as error:
                _log.warning("not swept", repository=key, error=str(error))
        self._expire()
        self.tidy(self.work.clock.now().timestamp())
        return wished

    def _repository(self, key: str) -> int:
        connected = self.work.connections.get(key)
        main = self.work.connections.settings[key].main
        known = {pull.number: pull for pull in connected.desk.pulls() if pull.target_branch == main}
        head = connected.repository.head(main)
        if head and self.heads.get(key) != head:  # whoever told of the push was not heard; or this process is new
            with self.work.database.write() as connection:
                self.work.agenda.want(connection, Wish(repository=key))
            self.heads[key] = head
        wanted = {number for number, pull in known.items() if self._changed(key, pull)}
        for state in WAITING:
            for job in self.work.jobs.listed(before=None, most=_PAGE, repository=key, state=state):
                if job.pull is not None and self._news(connected, job, known.get(job.pull)):
                    wanted.add(job.pull)
        for number in sorted(wanted):
            with self.work.database.write() as connection:
                self.work.agenda.want(connection, Wish(repository=key, pull=number))
        return len(wanted)

    def _news(self, connected: Connection, job: Job, pull: PullRequest | None) -> bool:
        """Tell whether somebody has said something since the job was judged, or its pull request is no longer open.

        Or its check was left as if somebody still worked on it.
        """
        return (
            pull is None
            or seen(said(connected.desk, pull.number), pull) != job.seen
            or unsaid(connected.desk, job.head_sha)
        )

    def _changed(self, key: str, pull: PullRequest) -> bool:
        with self.work.database.read() as connection:
            newest = self.work.jobs.newest(connection, key, pull.number)
        if newest is None:
            return True
        seen = pull.head_sha in (newest.source_sha, newest.head_sha) and pull.base_sha == newest.base_sha
        row = self.work.agenda.row(Wish(repository=key, pull=pull.number).key)
        return not seen and not (row and row.dead)

    def _expire(self) -> None:
        before = self.work.clock.now() - self.expire_after
        for state in ("awaiting_approval", "blocked"):
            for job in self.work.jobs.listed(before=None, most=_PAGE, state=state):
                if datetime.fromisoformat(job.updated_at) < before:
                    with self.work.database.write() as connection:
                        fact = Fact("job-expired", {"why": f"nobody decided since {job.updated_at[:10]}"})
                        self.work.jobs.move(connection, job.id, "expired", fact)
