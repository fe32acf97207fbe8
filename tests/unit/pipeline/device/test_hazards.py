"""Look for hazards: cases of every platform, with the step that begins and the step that ends each."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.device.hazards import hazards, rules
from tests.unit.pipeline.device.walked import behaviour, cases

CASES = cases("hazard_cases")


@pytest.mark.parametrize(("platform", "case"), CASES)
def test_hazards_begin_and_end_where_they_do(platform: str, case: dict[str, Any]) -> None:
    found = hazards(
        behaviour(platform),
        case["running"],
        case["commands"],
        "remediation",
        case.get("management", ""),
        candidate=case.get("candidate", ""),
    )
    assert [[item.rule, item.step, item.until] for item in found] == case["hazards"], found
    if "says" in case:
        assert [f"{item.severity}: {item.message}" for item in found] == case["says"]
    for item in found:
        assert item.command == (case["commands"][item.step - 1] if item.step else "")


def test_every_rule_has_a_case() -> None:
    told = {rule for param in CASES for rule, _, _ in param.values[1]["hazards"]}
    files = {f"hazard-{rule.__module__.rpartition('.')[2].replace('_', '-')}" for rule in rules()}
    assert told == files
