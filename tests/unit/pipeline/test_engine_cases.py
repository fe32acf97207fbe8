"""Commands of the engine there and back, with their proof: cases of a platform are data, a file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.engine import Way, engine

CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
    for file in sorted((Path(__file__).parent / "engine_cases").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def test_there_are_cases() -> None:
    assert len(CASES) > 10


@pytest.mark.parametrize(("platform", "case"), CASES)
def test_commands_lead_there_and_back_and_are_proved(platform: str, case: dict[str, Any]) -> None:
    parts = engine(platform)
    running, candidate = case["running"], case["candidate"]
    remediation, rollback = parts.derive(running, candidate), parts.derive(candidate, running)
    assert list(remediation) == case["remediation"]
    assert list(rollback) == case["rollback"]
    proof = parts.prove(running, candidate, remediation, rollback)
    assert proof.verdict == "proved", proof


@pytest.mark.parametrize(("platform", "case"), CASES)
def test_no_command_is_spare(platform: str, case: dict[str, Any]) -> None:
    """Minimal: without any one of the commands that say something, the end is another one."""
    parts = engine(platform)
    running, candidate = case["running"], case["candidate"]
    for commands, start, end in (
        (parts.derive(running, candidate), running, candidate),
        (parts.derive(candidate, running), candidate, running),
    ):
        for step, command in enumerate(commands):
            if command.strip().startswith("exit"):
                continue
            fewer = [other for place, other in enumerate(commands) if place != step]
            assert parts.prove(start, end, fewer, parts.derive(end, start)).verdict != "proved", command


@pytest.mark.parametrize(("platform", "case"), CASES)
@pytest.mark.parametrize("short", [0, 1], ids=["whole", "a command missing"])
def test_what_the_proof_played_shows_the_same_hazards(platform: str, case: dict[str, Any], short: int) -> None:
    """Proof and hazards in one go say what they say alone, proved or not."""
    parts = engine(platform)
    running, candidate = case["running"], case["candidate"]
    there, back = parts.derive(running, candidate), parts.derive(candidate, running)
    there = there[: len(there) - short]
    out = Way(running, candidate, there, "remediation", "192.0.2.1")
    home = Way(candidate, running, back, "rollback", "192.0.2.1")
    found = parts.examine(out, home)
    assert found.proof == parts.prove(running, candidate, there, back)
    assert found.hazards == (*parts.hazards(out), *parts.hazards(home))
