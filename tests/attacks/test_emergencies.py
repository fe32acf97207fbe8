"""Attacks with the label of an emergency, which spares owners; and whose approvals are taken back on the forge."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.emergencies import declared
from bot.jobs.pinned import Pin, PinnedDesk
from bot.ports import HeadMovedError
from bot.rules import EMERGENCY
from schemas.forge import Account, NewPull, NewReview, PullEdit, Review
from tests.contracts.rigs import order
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository

BOT = Account(login="gains-bot", bot=True)
REVIEWER = Account(login="reviewer")


def begun() -> FakeForge:
    """Return a forge with one open pull request."""
    repository = FakeRepository()
    repository.plant("main", {"a": ("file", b"1")})
    main = repository.head("main") or ""
    repository.commit(order(main, None, {"intents/x.yaml": b"1\n"}, branch="x"))
    desk = FakeForge(repository, BOT, outsiders=frozenset({"passer-by"}))
    desk.acting_as(Account(login="author")).open_pull(NewPull(title="t", source_branch="x", target_branch="main"))
    return desk


@pytest.mark.parametrize(
    ("who", "counts"),
    [
        (Account(login="author"), True),
        (Account(login="passer-by"), False),
        (Account(login="triage-bot", bot=True), False),
        (BOT, False),
        (Account(login="GAINS-BOT"), False),
    ],
)
def test_an_emergency_is_declared_by_a_person_who_may_write(who: Account, *, counts: bool) -> None:
    desk = begun()
    desk.acting_as(who).edit_pull(1, PullEdit(labels=("x", EMERGENCY)))
    found = declared(desk, desk.pull(1))
    assert (EMERGENCY in found.labels, found.by, bool(found.waiting)) == (
        counts,
        who.login if counts else "",
        not counts,
    )
    assert "x" in found.labels


def test_a_label_of_nobody_declares_nothing() -> None:
    desk = begun()
    desk.edit_pull(1, PullEdit(labels=(EMERGENCY,)))
    desk.history.labelled.clear()
    assert declared(desk, desk.pull(1)).labels == ()
    assert declared(desk, desk.pull(1).model_copy(update={"labels": ("x",)})).waiting == ()


def test_a_worker_that_is_late_takes_no_approval_of_a_newer_head_back() -> None:
    desk = begun()
    old = desk.pull(1)
    given = desk.acting_as(REVIEWER).add_review(1, NewReview(state="approved", head_sha=old.head_sha))
    pinned = PinnedDesk(desk, Pin(1, old.base_sha, {old.head_sha}))
    assert desk.repository.commit(order(old.head_sha, old.head_sha, {"b": b"2"}, branch="x"))
    with pytest.raises(HeadMovedError):
        pinned.take_back(1, given, "why")
    assert [one.state for one in desk.reviews(1)] == ["approved"]
    elsewhere = Review(
        id="api-1", author=REVIEWER, state="approved", head_sha=old.head_sha, eligible=True,
        submitted_at=datetime(2026, 12, 1, tzinfo=UTC),
    )  # fmt: skip
    assert not PinnedDesk(desk, pinned.pin, (elsewhere,)).take_back(1, elsewhere, "why")
