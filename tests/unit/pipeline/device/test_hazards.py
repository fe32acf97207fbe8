"""Look for hazards: cases of every platform, with the step that begins and the step that ends each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.device.hazards import hazards, rules

CASES = Path(__file__).parent / "hazard_cases"


def cases() -> list[Any]:
    found = [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert found
    return found


@pytest.mark.parametrize(("platform", "case"), cases())
def test_hazards_begin_and_end_where_they_do(platform: str, case: dict[str, Any]) -> None:
    behaviour = import_module(f"renderers.{platform}.behaviour").BEHAVIOUR
    found = hazards(behaviour, case["running"], case["commands"], "remediation", case.get("management", ""))
    assert [[item.rule, item.step, item.until] for item in found] == case["hazards"], found
    for item in found:
        assert item.command == case["commands"][item.step - 1]


def test_every_rule_has_a_case() -> None:
    told = {rule for param in cases() for rule, _, _ in param.values[1]["hazards"]}
    files = {f"hazard-{rule.__module__.rpartition('.')[2].replace('_', '-')}" for rule in rules()}
    assert told == files
