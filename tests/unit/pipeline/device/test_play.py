"""Play commands: cases of every platform, and laws."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.device.play import Played, play
from tests.unit.pipeline.device.walked import behaviour, cases

CASES = cases("cases")


@pytest.mark.parametrize(("platform", "case"), CASES)
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


@pytest.mark.parametrize(("platform", "case"), CASES)
def test_no_commands_change_nothing(platform: str, case: dict[str, Any]) -> None:
    assert play(behaviour(platform), case["running"], ()) == Played(case["running"])
