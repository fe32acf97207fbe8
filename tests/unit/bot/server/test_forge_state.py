"""What `/readyz` and a worker's log say of the forges: whether they answer, and how the branch is guarded."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from bot.api.application import application
from bot.app import worker
from bot.forge_state import ForgeState, State
from bot.gate import APPROVAL
from bot.jobs.connections import Connection, Connections
from bot.ports import ForgeBusyError
from schemas.forge import Protection, RequiredCheck
from tests.unit.bot.server.network import served
from tests.unit.bot.server.test_release import bare, parts

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services
    from bot.repositories import RepositorySettings

__all__ = ["bare", "parts"]
GUARDED = Protection(checks=(RequiredCheck(name=APPROVAL, app="7"),), force_push=False, app="7")


@dataclass
class Desk:
    """A forge that answers about one branch, or does not."""

    answers: bool
    guard: Protection | None
    asked: list[str] = field(default_factory=list)

    def protection(self, branch: str) -> Protection | None:
        self.asked.append(branch)
        if not self.answers:
            raise ForgeBusyError("the forge is away")
        return self.guard


def forges(folder: Path, *desks: Desk) -> ForgeState:
    """Return the state of forges with one repository each."""
    keys = [f"local:{number}" for number in range(len(desks))]

    def connect(one: RepositorySettings) -> Connection:
        return Connection(cast("Any", desks[int(one.id)]), cast("Any", None))

    settings = {key: served(folder).model_copy(update={"id": key.split(":")[1]}) for key in keys}
    return ForgeState(Connections(settings, connect))


@pytest.mark.parametrize(
    ("answers", "state"),
    [((), "off"), ((True,), "answers"), ((True, True), "answers"), ((True, False), "partly"), ((False,), "away")],
)
def test_every_forge_is_asked(tmp_path: Path, answers: tuple[bool, ...], state: State) -> None:
    desks = [Desk(each, GUARDED) for each in answers]
    found = forges(tmp_path, *desks)
    found.ask()
    assert found.state() == state
    assert [one.asked for one in desks] == [["main"]] * len(desks), "what is fresh is not asked again"


def test_a_branch_that_is_not_guarded_is_logged_once_and_when_it_changes(tmp_path: Path) -> None:
    desk = Desk(answers=True, guard=Protection(checks=(), force_push=False))
    found = forges(tmp_path, desk)

    def said() -> list[tuple[str, list[str]]]:
        with capture_logs() as logs:
            found.ask()
        return [(one["log_level"], one["missing"]) for one in logs]

    ((level, missing),) = said()
    assert level == "warning"
    assert "without the check gains/approval" in missing[0]
    assert said() == []
    desk.guard = GUARDED
    assert said() == [("info", [])]
    desk.guard = GUARDED.model_copy(update={"force_push": True})
    ((level, missing),) = said()
    assert level == "warning"
    assert "forbid force pushes" in missing[0]


@pytest.mark.parametrize(("answers", "state"), [(True, "answers"), (False, "away")])
def test_readyz_says_whether_the_forge_answers_and_stays_ready(
    parts: Services, tmp_path: Path, *, answers: bool, state: State
) -> None:
    found = forges(tmp_path, Desk(answers, GUARDED))
    found.ask()
    with TestClient(application(replace(parts, forges=found))) as client:
        told = client.get("/readyz")
    assert (told.status_code, told.json()["forge"]) == (200, state)


@dataclass
class Runner:
    """A runner that runs nothing."""

    executor: str = "worker-of-a-test"

    def start(self, act: object) -> None:
        """Begin."""

    def stop(self) -> None:
        """Stop."""


def test_a_worker_asks_every_forge_when_it_begins(parts: Services, tmp_path: Path) -> None:
    assert worker(parts).first == parts.forges.ask
    desk, done = Desk(answers=True, guard=GUARDED), threading.Event()
    made = worker(replace(parts, forges=forges(tmp_path, desk)))
    asks = made.first

    def first() -> None:
        asks()
        done.set()

    made.first, made.runner = first, cast("Any", Runner())
    made.start()
    try:
        assert done.wait(30)
    finally:
        made.stop()
    assert desk.asked == ["main"]
