"""Prove commands: verdicts and first differences as cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.device.prove import prove
from tests.unit.pipeline.device.walked import behaviour

CASES = Path(__file__).parent / "prove_cases"


def cases() -> list[Any]:
    found = [
        pytest.param(case, id=f"{case['platform']}: {case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    assert found
    return found


@pytest.mark.parametrize("case", cases())
def test_the_verdict_is_what_the_device_would_end_with(case: dict[str, Any]) -> None:
    proof = prove(
        behaviour(case["platform"]), case["running"], case["candidate"], case["remediation"], case["rollback"]
    )
    assert proof.verdict == case["verdict"], proof
    assert bool(proof.reason) == (proof.verdict != "proved")
    found = proof.first_difference
    got = [found.direction, found.step, found.expected, found.actual] if found else None
    assert got == case.get("difference")
