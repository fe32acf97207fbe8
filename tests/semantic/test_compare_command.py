"""`gains compare` as somebody's CI runs it: exit codes, the JSON that it prints, and what it says on paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from bot.cli import application
from tests.networks.breakages import BREAKAGES, HARMLESS, files
from tests.record.analyzers import HOST

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "json" / "comparison.json").read_text())


@pytest.fixture(autouse=True)
def _nobody_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GAINS_BATFISH_HOST", raising=False)


def laid(folder: Path, found: dict[str, str]) -> str:
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return str(folder)


def pair(folder: Path, network: str, candidate: dict[str, str]) -> tuple[str, str]:
    return laid(folder / "before", files(network)), laid(folder / "after", candidate)


def run(*said: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(application(), ["compare", *said])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def judged(*said: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(*said, "--json")
    found: dict[str, Any] = json.loads(out)
    jsonschema.validate(found, SCHEMA)
    assert {"verdict", "checks", "coverage", "unverified", "versions"} <= found.keys()
    return code, found


def named(name: str) -> dict[str, str]:
    return next(one for one in (*BREAKAGES, *HARMLESS) if one.name == name).candidate()


def test_the_same_network_twice_passes(tmp_path: Path, asking: tuple[str, ...]) -> None:
    code, found = judged(*pair(tmp_path, "wan", named("a comment on IOS")), *asking)
    assert (code, found["verdict"]) == (0, "PASS")
    assert all(one["verdict"] == "PASS" and not one["findings"] for one in found["checks"])
    assert found["coverage"] == {"changed": 0, "parsed": 0, "modelled": 0, "exercised": 0}


def test_a_breakage_fails_with_its_witness(tmp_path: Path, asking: tuple[str, ...]) -> None:
    code, found = judged(*pair(tmp_path, "wan", named("cisco_ios: wrong remote AS")), *asking)
    assert (code, found["verdict"]) == (1, "FAIL")
    by = {one["name"]: one for one in found["checks"]}
    assert by["bgp"]["verdict"] == "FAIL"
    said = " ".join(one["message"] for one in by["bgp"]["findings"])
    assert "203.0.113.2" in said
    assert "core-ios" in said
    assert by["routes"]["findings"][0]["place"]["file"] == "configs/core-ios.cfg"
    assert found["versions"].keys() >= {"batfish", "pybatfish", "gains"}
    assert found["versions"].get("answers", "kept") == "kept"
    assert HOST or found["versions"]["answers"] == "kept"


def test_what_the_analyzer_cannot_read_is_inconclusive(tmp_path: Path, asking: tuple[str, ...]) -> None:
    code, found = judged(*pair(tmp_path, "cumulus", named("frr: a line of nonsense")), *asking)
    assert (code, found["verdict"]) == (4, "INCONCLUSIVE")
    assert any("frobnicate all" in one for one in found["unverified"])


def test_without_an_analyzer_a_good_change_is_inconclusive(tmp_path: Path) -> None:
    code, found = judged(*pair(tmp_path, "wan", named("a comment on IOS")))
    assert (code, found["verdict"]) == (4, "INCONCLUSIVE")
    assert {one["verdict"] for one in found["checks"] if one["name"] == "routes"} == {"INCONCLUSIVE"}
    assert "no analyzer is connected" in json.dumps(found["checks"])


def test_without_an_analyzer_our_own_rules_still_fail_a_breakage(tmp_path: Path) -> None:
    code, found = judged(*pair(tmp_path, "wan", named("cisco_ios: password of one end changed")))
    assert (code, found["verdict"]) == (1, "FAIL")
    assert [one["name"] for one in found["checks"] if one["verdict"] == "FAIL"] == ["consistency"]


def test_an_analyzer_that_is_away_is_inconclusive_and_says_so(tmp_path: Path) -> None:
    code, found = judged(*pair(tmp_path, "wan", named("a comment on IOS")), "--batfish", "127.0.0.1:1")
    assert (code, found["verdict"]) == (4, "INCONCLUSIVE")
    assert "not reachable" in json.dumps(found["checks"])


def test_answers_that_nobody_kept_are_inconclusive(tmp_path: Path) -> None:
    empty = tmp_path / "nothing"
    code, found = judged(*pair(tmp_path, "wan", named("a comment on IOS")), "--answers", str(empty))
    assert (code, found["verdict"]) == (4, "INCONCLUSIVE")
    assert "no answer is kept" in json.dumps(found["checks"])


def test_on_paper_it_says_who_answered_and_what_it_found(tmp_path: Path, asking: tuple[str, ...]) -> None:
    code, out, early = run(*pair(tmp_path, "wan", named("cisco_ios: wrong remote AS")), *asking)
    assert code == 1
    assert out.splitlines()[-1].startswith("FAIL (")
    assert "error: configs/core-ios.cfg:" in out
    first = [line.partition(" ")[0] for line in early.splitlines()]
    assert first.index("initIssues") < first.index("routes")


def test_a_declaration_lets_through_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    both = pair(tmp_path, "wan", named("cisco_ios: password of one end changed"))
    text = "apiVersion: gains/v1\nexpect:\n- {what: nonsense}\n"
    (tmp_path / "declared.yaml").write_text(text)
    code, _, said = run(*both, "--intent", str(tmp_path / "declared.yaml"))
    assert code == 2
    assert "declared.yaml" in said
    assert "what" in said


@pytest.mark.parametrize(
    ("base", "candidate", "more", "says"),
    [
        ("missing", "after", (), "is no folder"),
        ("before", "empty", (), "holds no configurations"),
        ("before", "after", ("--batfish", "host:port"), "expected HOST or HOST:PORT"),
        ("before", "after", ("--intent", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_unusable_input_is_two(tmp_path: Path, base: str, candidate: str, more: tuple[str, ...], says: str) -> None:
    pair(tmp_path, "cumulus", files("cumulus"))
    (tmp_path / "empty" / "configs").mkdir(parents=True)
    code, out, said = run(str(tmp_path / base), str(tmp_path / candidate), "--json", *more)
    assert code == 2
    assert says in said
    assert not out
