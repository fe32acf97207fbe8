"""Comparisons as cases, a file a platform: what each must come to, and the laws that hold for all of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.diff import Compared, compare
from pipeline.engine import engine, platforms

CASES = Path(__file__).parents[2] / "cases" / "diff"
LEAVES = ("exit", "end")


def cases() -> list[Any]:
    found = [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert found
    return found


def proved() -> list[Any]:
    return [one for one in cases() if one.values[1].get("verdict", "proved") == "proved"]


@cache
def compared(platform: str, running: str, candidate: str, management: str) -> Compared:
    """Compare once for all tests."""
    return compare(platform, running, candidate, management)


def of(platform: str, case: dict[str, Any]) -> Compared:
    return compared(platform, case["running"], case["candidate"], case.get("management", ""))


def test_every_platform_has_cases() -> None:
    assert {one.values[0] for one in cases()} <= set(platforms())
    assert {file.stem for file in CASES.glob("*.yaml")} >= {"arista_eos", "cisco_ios", "juniper_junos"}


@pytest.mark.parametrize(("platform", "case"), cases())
def test_verdict_commands_and_hazards(platform: str, case: dict[str, Any]) -> None:
    found = of(platform, case)
    assert found.proof.verdict == case.get("verdict", "proved"), found
    for name in {"remediation", "rollback"} & case.keys():
        assert list(getattr(found, name)) == case[name]
    hazards = sorted({hazard.rule for hazard in found.hazards})
    assert hazards == sorted(case.get("hazards", [])), found.hazards
    if "blocked" in case:
        assert found.blocked is case["blocked"], found.hazards


@pytest.mark.parametrize(("platform", "case"), proved())
def test_nothing_is_done_twice(platform: str, case: dict[str, Any]) -> None:
    for text in (case["running"], case["candidate"]):
        same = compared(platform, text, text, "")
        assert (same.remediation, same.rollback, same.proof.verdict) == ((), (), "proved")


@pytest.mark.parametrize(("platform", "case"), proved())
def test_every_command_is_needed(platform: str, case: dict[str, Any]) -> None:
    found = of(platform, case)
    idle = case.get("idle", [])
    for step, command in enumerate(found.remediation):
        if command.strip().startswith(LEAVES) or command in idle:
            continue
        fewer = [other for at, other in enumerate(found.remediation) if at != step]
        proof = engine(platform).prove(case["running"], case["candidate"], fewer, found.rollback)
        assert proof.verdict != "proved", command
