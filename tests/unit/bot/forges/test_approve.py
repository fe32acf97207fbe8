"""`gains approve`: one head that was looked at, by name; nothing is approved by number alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.forges.local_create import create
from schemas.forge import NewPull
from tests.unit.bot.server.network import BOT, ENGINEER, forge, pushed

if TYPE_CHECKING:
    from pathlib import Path

RUN = CliRunner()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    create(tmp_path / "net.git", {"a.cfg": b"1\n"}, when=datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    pushed(tmp_path / "net.git", "x", "intents/x.yaml", b"x\n")
    new = NewPull(title="Cameras", source_branch="x", target_branch="main")
    forge(tmp_path / "net.git", ENGINEER).open_pull(new)
    return tmp_path / "net.git"


def run(bare: Path, *words: str) -> tuple[int, str]:
    done = RUN.invoke(application(["approve"]), ["approve", "1", "--repo", str(bare), "--as", "reviewer", *words])
    return done.exit_code, done.output


def test_without_a_head_it_is_told_what_there_is_to_look_at(bare: Path) -> None:
    head = forge(bare).pull(1).head_sha
    code, said = run(bare)
    assert code == 1
    assert "#1 Cameras: open, x into main" in said
    assert "the bot has not said anything about this head yet" in said
    assert f"--head {head[:12]}" in said
    assert forge(bare, BOT).reviews(1) == ()


def test_the_head_that_was_looked_at_is_approved_and_no_other(bare: Path) -> None:
    head = forge(bare).pull(1).head_sha
    assert run(bare, "--head", head[:12], "--reason", "lab only")[0] == 0
    (review,) = forge(bare).reviews(1)
    assert (review.author.login, review.state, review.head_sha, review.body) == (
        "reviewer",
        "approved",
        head,
        "lab only",
    )
    pushed(bare, "x", "intents/x.yaml", b"y\n")
    code, said = run(bare, "--head", head[:12])
    assert code == 3
    assert "look at it again" in said
    assert run(bare, "--head", forge(bare).pull(1).head_sha[:6])[0] == 3
    assert len(forge(bare).reviews(1)) == 1


def test_changes_can_be_asked_for(bare: Path) -> None:
    head = forge(bare).pull(1).head_sha
    assert run(bare, "--head", head, "--reject", "--reason", "wrong port")[0] == 0
    assert forge(bare).reviews(1)[0].state == "changes_requested"


def test_a_pull_request_is_asked_for_by_its_branch(bare: Path) -> None:
    pushed(bare, "more", "intents/y.yaml", b"y\n")
    words = ["pull", "more", "--repo", str(bare), "--as", "engineer", "--title", "More"]
    done = RUN.invoke(application(["pull"]), words)
    assert done.exit_code == 0, done.output
    pull = forge(bare).pull(2)
    assert done.output == f"#2 More: more into main, head {pull.head_sha[:12]}\n"
    assert (pull.author.login, pull.state) == ("engineer", "open")
    assert RUN.invoke(application(["pull"]), words).exit_code == 3
    assert RUN.invoke(application(["pull"]), ["pull", "nowhere", *words[2:]]).exit_code == 3
