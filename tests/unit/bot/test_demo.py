"""The demo is the real job: its parts are used here one by one, and what they must refuse is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.adapters.clock import SystemClock
from bot.adapters.git import workspace
from bot.answer import answer
from bot.cli import application
from bot.demo import BOT, ENGINEER, REVIEWERS
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from bot.gate import gate
from schemas.approval import People
from schemas.forge import NewPull, NewReview
from schemas.workspace import Author, NewCommit
from tests.unit.bot.campus import CAMPUS

if TYPE_CHECKING:
    from pathlib import Path

    from bot.adapters.git import GitWorkspace

PEOPLE = People(requester=ENGINEER, hands=(ENGINEER,), bots=(BOT,))
INTENT = "transit-peer-north"


def opened(path: Path) -> tuple[LocalForge, GitWorkspace]:
    clock = SystemClock()
    intent = f"intents/{INTENT}.yaml"
    files = {
        file.relative_to(CAMPUS).as_posix(): file.read_bytes()
        for file in CAMPUS.rglob("*")
        if file.is_file() and file.relative_to(CAMPUS).as_posix() != intent
    }
    git = create(path / "net.git", files, when=clock.now())
    repository = workspace(path / "net.git")
    main = repository.head("main")
    assert main is not None
    push(repository, "ask", main, (intent, (CAMPUS / intent).read_bytes()), new=True)
    forge = LocalForge(git, BOT, clock)
    forge.acting_as(ENGINEER).open_pull(NewPull(title="t", source_branch="ask", target_branch="main"))
    return forge, repository


def push(repository: GitWorkspace, branch: str, parent: str, file: tuple[str, bytes], *, new: bool = False) -> str:
    return repository.commit(
        NewCommit(
            branch=branch,
            parent=parent,
            expected_head=None if new else parent,
            files=(file,),
            message="m\n",
            author=Author(name="network engineer", email="engineer@example.net"),
            when=SystemClock().now(),
        )
    )


def approve(forge: LocalForge, head: str) -> None:
    for reviewer in REVIEWERS:
        forge.acting_as(reviewer).add_review(1, NewReview(state="approved", head_sha=head, body="read and accepted"))


def test_the_demo_merges_what_is_good(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        application(), ["demo", str(tmp_path / "d"), "--intent", "second-reflector-for-dist-a-02"]
    )
    assert result.exit_code == 0, result.output
    assert "merged as" in result.output
    assert "NOT verified" in result.output
    change = tmp_path / "d" / "merged" / "changes" / "second-reflector-for-dist-a-02"
    assert CliRunner().invoke(application(), ["verify", str(change)]).exit_code == 0


def test_the_demo_does_not_merge_what_is_wrong(tmp_path: Path) -> None:
    result = CliRunner().invoke(application(), ["demo", str(tmp_path / "d"), "--intent", "wrong-printers-port"])
    assert result.exit_code == 1, result.output
    assert "merged as" not in result.output


def test_asked_twice_the_bot_commits_once(tmp_path: Path) -> None:
    forge, repository = opened(tmp_path)
    first = answer(forge, repository, 1, SystemClock())
    assert answer(forge, repository, 1, SystemClock()).head_sha == first.head_sha
    assert len([one for one in forge.comments(1) if one.marker == "gains"]) == 1
    assert [check.status for check in forge.checks(first.head_sha)] == ["neutral", "action_required"]


def test_the_requester_cannot_approve(tmp_path: Path) -> None:
    forge, repository = opened(tmp_path)
    head = answer(forge, repository, 1, SystemClock()).head_sha
    for account in (ENGINEER, BOT, REVIEWERS[0]):
        forge.acting_as(account).add_review(1, NewReview(state="approved", head_sha=head, body="fine"))
    assert gate(forge, repository, 1, PEOPLE).decision.state == "waiting"


@pytest.mark.parametrize("path", ["candidates/edge-01.cfg", "rollback/edge-01.cfg", "explain.md", "evil.cfg"])
def test_a_package_that_somebody_edited_is_never_approved(tmp_path: Path, path: str) -> None:
    forge, repository = opened(tmp_path)
    head = answer(forge, repository, 1, SystemClock()).head_sha
    moved = push(repository, "ask", head, (f"changes/{INTENT}/{path}", b"set system root-authentication\n"))
    approve(forge, moved)
    found = gate(forge, repository, 1, PEOPLE)
    assert found.decision.state != "approved"
    assert any(path in line for line in found.differences)


def test_approved_by_two_others_it_is_approved_at_that_head_alone(tmp_path: Path) -> None:
    forge, repository = opened(tmp_path)
    head = answer(forge, repository, 1, SystemClock()).head_sha
    approve(forge, head)
    assert gate(forge, repository, 1, PEOPLE).decision.state == "approved"
    push(repository, "ask", head, ("README.md", b"something else\n"))
    assert gate(forge, repository, 1, PEOPLE).decision.state == "waiting"


def test_a_folder_may_be_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(application(["demo"]), ["demo", "here"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "here" / "merged" / "changes").is_dir()
