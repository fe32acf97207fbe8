"""What an analyzer is asked for a pull request: first findings are told before routes, and its base goes with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering import connected
from bot.tell import CHECK, COMMENT
from schemas.forge import NewPull, PullEdit
from tests.fakes.batfish import FakeBatfish, Fault
from tests.unit.bot.server.network import ENGINEER, asked, forge, pushed
from tests.unit.bot.server.test_release import bare, job, looks, server, want

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.app import Services

__all__ = ["bare"]


@pytest.fixture
def parts(tmp_path: Path, bare: Path) -> Iterator[Services]:
    made = server(tmp_path, bare)
    yield replace(made, work=replace(made.work, answering=connected))
    made.close()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBatfish]:
    with FakeBatfish() as started:
        monkeypatch.setenv("GAINS_BATFISH_HOST", started.host)
        yield started


def test_first_findings_stand_in_the_check_before_any_route_is_computed(
    parts: Services, bare: Path, service: FakeBatfish
) -> None:
    asked(bare)
    head = forge(bare).pull(1).head_sha
    said: list[tuple[int, str]] = []

    def watch(count: int, method: str, path: str) -> Fault | None:
        del count
        if method != "POST" or not path.endswith("/work"):
            return None
        title = next((one.title for one in forge(bare).checks(head) if one.name == CHECK), "")
        said.append((service.asked.count("dp,testrig"), title))
        return None

    service.fault = watch
    want(parts)
    looks(parts)
    early = "1 error so far; routes are still computed"  # it holds empty tables: the device is no model to it
    before = [title for computed, title in said if not computed]
    assert {*before} == {"", early}
    assert before[0] == "", "not before anything was asked"
    assert {title for computed, title in said if computed} == {early}
    assert job(parts).state in ("awaiting_approval", "blocked")
    (comment,) = [one for one in forge(bare).comments(1) if one.marker == COMMENT]
    assert "First findings" not in comment.body, "the verdict takes their place"


def test_the_base_of_a_closed_pull_request_is_forgotten_unless_another_one_stands_on_it(
    parts: Services, bare: Path, service: FakeBatfish
) -> None:
    asked(bare)
    want(parts)
    looks(parts)
    assert len(service.networks) == 1
    pushed(bare, "side", "notes.md", b"another branch on the same base\n")
    other = forge(bare, ENGINEER).open_pull(NewPull(title="t", source_branch="side", target_branch="main"))
    forge(bare, ENGINEER).edit_pull(1, PullEdit(state="closed"))
    want(parts)
    looks(parts)
    assert len(service.networks) == 1, "another pull request stands on it"
    want(parts, other.number)
    looks(parts)
    forge(bare, ENGINEER).edit_pull(other.number, PullEdit(state="closed"))
    want(parts, other.number)
    looks(parts)
    assert service.networks == {}
