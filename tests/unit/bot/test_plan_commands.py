"""`gains plan`, `verify`, `explain`: exit codes, and what they say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application
from tests.unit.bot.campus import CAMPUS

INTENT = "cctv-vlan-building-7"


@pytest.fixture
def network(tmp_path: Path) -> Path:
    shutil.copytree(CAMPUS, tmp_path / "network")
    return tmp_path / "network"


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(application(), [str(word) for word in words])
    return result.exit_code, result.output


def test_what_was_planned_verifies_until_a_byte_moves(network: Path) -> None:
    assert run("plan", network / "intents" / f"{INTENT}.yaml")[0] == 0
    change = network / "changes" / INTENT
    assert run("verify", change)[0] == 0
    rollback = change / "rollback" / "acc-b7-01.cfg"
    rollback.write_bytes(rollback.read_bytes() + b"reload\n")
    code, said = run("verify", change)
    assert code == 1
    assert "rollback/acc-b7-01.cfg" in said
    rollback.unlink()
    assert "is missing" in run("verify", change)[1]


def test_verify_sees_that_the_network_has_moved_on(network: Path) -> None:
    assert run("plan", network / "intents" / f"{INTENT}.yaml")[0] == 0
    config = network / "configs" / "acc-b7-01.cfg"
    config.write_text(config.read_text().replace("hostname acc-b7-01", "hostname acc-b7-09"))
    assert run("verify", network / "changes" / INTENT)[0] == 1


def test_explain_names_the_field_and_the_blueprint_of_a_line(network: Path) -> None:
    run("plan", network / "intents" / f"{INTENT}.yaml")
    change = network / "changes" / INTENT
    lines = (change / "candidates" / "acc-b7-01.cfg").read_text().split("\n")
    made = lines.index("vlan 120") + 1
    code, said = run("explain", change, f"acc-b7-01:{made}")
    assert code == 0
    assert "spec.vlan" in said
    assert "ios-vlan@" in said
    assert "unchanged" in run("explain", change, "acc-b7-01:1")[1]
    assert run("explain", change, "acc-b7-01:999999")[0] == 2
    assert run("explain", change, "nobody:1")[0] == 2
    assert "What was not verified" in run("explain", change)[1]


def test_a_blocked_plan_exits_1_and_what_is_no_intent_2(network: Path) -> None:
    assert run("plan", network / "intents" / "wrong-guest-print.yaml", "--dry-run")[0] == 1
    assert not (network / "changes").exists()
    broken = network / "intents" / "broken.yaml"
    broken.write_text("apiVersion: gains/v1\nkind: [\n")
    assert run("plan", broken)[0] == 2
    assert run("plan", network / "intents" / "none.yaml")[0] == 2


def test_nothing_that_is_no_package_is_overwritten(network: Path) -> None:
    other = network / "mine"
    other.mkdir()
    (other / "notes.txt").write_text("keep")
    code, said = run("plan", network / "intents" / f"{INTENT}.yaml", "--out", other)
    assert code == 3
    assert "no change package" in said
    assert (other / "notes.txt").read_text() == "keep"
