"""A bot that writes too often to one pull request is stopped, labels it, and is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
import sqlalchemy as sa

from bot.adapters.clock import SystemClock
from bot.breaker import LABEL, MOST_AN_HOUR, MOST_IN_A_ROW, LoopError, stop_a_loop
from bot.jobs.engine import Step
from bot.jobs.store import NewJob
from bot.jobs.tables import jobs
from bot.jobs.worker import Pace, Worker
from bot.trailers import AUTHOR, SOURCE, with_trailers
from schemas.workspace import CommitFacts
from tests.unit.bot.server.network import asked, forge
from tests.unit.bot.server.test_release import KEY, bare, looks, parts, want

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services

__all__ = ["bare", "parts"]


def written(parts: Services, count: int, *, minutes: int = 10, head: str = "e" * 40) -> None:
    """Note jobs of pull request 1 for which the bot wrote a commit, so many minutes ago."""
    at = (SystemClock().now() - timedelta(minutes=minutes)).isoformat()
    for number in range(count):
        new = NewJob(repository=KEY, pull=1, source_sha=f"{number:040x}", base_sha="b" * 40)
        with parts.database.write() as connection:
            made = parts.jobs.make(connection, new)
            values = {"created_at": at, "head_sha": head or new.source_sha, "state": "superseded"}
            connection.execute(sa.update(jobs).where(jobs.c.id == made.id).values(**values))


def test_too_many_commits_within_an_hour_stop_the_bot(parts: Services, bare: Path) -> None:
    source = asked(bare).head_sha
    written(parts, MOST_AN_HOUR)
    want(parts)
    with pytest.raises(LoopError, match=f"written {MOST_AN_HOUR} commits within an hour"):
        looks(parts)
    pull = forge(bare).pull(1)
    assert pull.labels == (LABEL,)
    assert pull.head_sha == source, "nothing was written"


@pytest.mark.parametrize(
    "told", [{"count": MOST_AN_HOUR - 1}, {"minutes": 61}, {"head": ""}], ids=lambda one: next(iter(one))
)
def test_what_is_no_rush_stops_nothing(parts: Services, bare: Path, told: dict[str, Any]) -> None:
    source = asked(bare).head_sha
    written(parts, **{"count": MOST_AN_HOUR, **told})
    want(parts)
    looks(parts)
    assert forge(bare).pull(1).labels == ()
    assert forge(bare).pull(1).head_sha != source


def test_too_many_commits_in_a_row_stop_the_bot(bare: Path) -> None:
    pull, when = asked(bare), SystemClock().now()
    who = (AUTHOR.name, AUTHOR.email)
    message = with_trailers("Change package", ((SOURCE, "a" * 40),))
    mine = CommitFacts(sha="a" * 40, parents=(), author=who, committer=who, message=message, when=when)
    stop_a_loop(forge(bare), pull, [mine] * (MOST_IN_A_ROW - 1))
    theirs = mine.model_copy(update={"message": "by hand\n"})
    stop_a_loop(forge(bare), pull, [*[mine] * 20, theirs])
    assert forge(bare).pull(1).labels == ()
    with pytest.raises(LoopError):
        stop_a_loop(forge(bare), pull, [mine] * MOST_IN_A_ROW)
    assert forge(bare).pull(1).labels == (LABEL,)


def test_what_was_stopped_is_counted(parts: Services, bare: Path) -> None:
    asked(bare)
    written(parts, MOST_AN_HOUR)
    want(parts)
    (turn,) = parts.agenda.take()
    parts.agenda.handed_on(turn)
    nothing = cast("Any", None)
    pace = Pace(poll_seconds=1, retry_seconds=1, attempts=3)
    worker = Worker(parts.work, nothing, nothing, parts.leases, parts.sweep, parts.metrics, pace)
    step: Step | None = Step(run=turn.run, key=turn.key, generation=turn.generation, step="look")
    while step is not None:
        step = worker.act(step)
    assert parts.metrics.registry.get_sample_value("gains_breaker_total") == 1
    assert parts.metrics.registry.get_sample_value("gains_runs_total", {"outcome": "again"}) == 1
