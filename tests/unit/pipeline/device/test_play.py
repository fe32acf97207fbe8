"""Play commands: cases of every platform, and laws."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.device.play import Played, play

CASES = Path(__file__).parent / "cases"


def behaviour(platform: str) -> Any:
    return import_module(f"renderers.{platform}.behaviour").BEHAVIOUR


def cases() -> list[Any]:
    found = [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert found
    return found


@pytest.mark.parametrize(("platform", "case"), cases())
def test_a_device_takes_commands_as_its_prompt_would(platform: str, case: dict[str, Any]) -> None:
    played = play(behaviour(platform), case["running"], case["commands"])
    refused = {refusal.step: refusal.reason for refusal in played.refused}
    wanted = case.get("refused", {})
    assert list(refused) == list(wanted), refused
    for step, words in wanted.items():
        assert words in refused[step]
    assert refused or "ends" in case, "a case must be able to fail"
    if "ends" in case:
        assert played.text == case["ends"]


@pytest.mark.parametrize(("platform", "case"), cases())
def test_no_commands_change_nothing(platform: str, case: dict[str, Any]) -> None:
    assert play(behaviour(platform), case["running"], ()) == Played(case["running"])
