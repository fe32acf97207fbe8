"""The contract of `Accounts` and `History`: who had a hand in a change, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.ports import NotFoundError
from schemas.forge import Account
from tests.contracts.rigs import order

if TYPE_CHECKING:
    from tests.contracts.rigs import Rig


def test_whoever_committed_had_a_hand_in_it(rig: Rig) -> None:
    rig.opened()
    hands = rig.forge("author").hands(1)
    assert "engineer" in [one.login for one in hands]
    assert "admin" not in [one.login for one in hands]
    with pytest.raises(NotFoundError):
        rig.forge("author").hands(99)


def test_the_history_between_two_commits_is_told_oldest_first(rig: Rig) -> None:
    first = rig.push("x", {"a": b"1"})
    told = "Second\n\nWhy it is so.\n\nCo-authored-by: One <one@example.net>\nGains-Run: 1\n"
    asked = order(first, first, {"a": b"2"}, branch="x").model_copy(update={"message": told})
    second = rig.repository.commit(asked)
    found = rig.repository.commits(rig.main, second)
    assert [one.sha for one in found] == [first, second]
    assert [one.parents for one in found] == [(rig.main,), (first,)]
    assert found[1].author == found[1].committer == ("engineer", "engineer@example.net")
    assert found[1].trailer("co-authored-by") == ("One <one@example.net>",)
    assert found[1].trailer("Gains-Run") == ("1",)
    assert found[0].trailer("Gains-Run") == ()
    assert rig.repository.commits(second, rig.main) == ()
    assert rig.repository.commits(second, second) == ()
    assert [one.sha for one in rig.repository.touching(second, "a")] == [second, first]
    assert len(rig.repository.touching(second, "configs/a.cfg")) == 1
    assert rig.repository.touching(second, "none") == ()


def test_a_writer_may_write(rig: Rig) -> None:
    forge = rig.forge("author")
    assert forge.may_write(Account(login="reviewer"))


def test_names_of_owners_are_opened(rig: Rig) -> None:
    forge = rig.forge("author")
    assert [one.login for one in forge.members("@reviewer")] == ["reviewer"]
    assert forge.members("@no-such-group/no-such-team") == ()
    assert forge.members("reviewer@example.net") == ()


def test_a_branch_is_guarded_or_it_is_said_that_it_is_not(rig: Rig) -> None:
    found = rig.forge("author").protection("main")
    assert found is None or (not found.reviews and found.checks == ())
