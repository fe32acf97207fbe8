"""The estimator against meters: the figures that it must keep, on readings that lie beside the checkout."""

from __future__ import annotations

from typing import Any

import pytest

from bot.energy.backtest import backtest, text
from tests.real_data import DATA

SAMPLES = DATA / "energy" / "lab_samples.csv"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    if not SAMPLES.is_file():
        pytest.skip(f"no meter samples at {SAMPLES}: the figures of the estimator were NOT checked")
    return backtest(SAMPLES)


@pytest.mark.parametrize("section", ["delivered", "held_out"])
def test_errors_are_small_and_intervals_honest(report: dict[str, Any], section: str) -> None:
    part = report if section == "delivered" else report[section]
    assert part["all"]["deltas"] >= 200
    assert part["all"]["mae_w"] <= 0.7
    assert part["all"]["mape_percent"] <= 9
    assert 93 <= part["all"]["coverage_percent"] <= 99
    assert len(part["platforms"]) == 3
    assert all(one["coverage_percent"] >= 90 for one in part["platforms"].values())


def test_a_platform_that_nobody_measured_gets_an_interval_that_holds(report: dict[str, Any]) -> None:
    part = report["unknown_platform"]
    assert part["all"]["coverage_percent"] >= 93
    assert all(one["coverage_percent"] >= 90 for one in part["platforms"].values())
    assert part["all"]["mae_w"] > report["all"]["mae_w"]


def test_what_is_left_out_is_said(report: dict[str, Any]) -> None:
    assert report["left_out"]["session_inert"] == 330
    assert report["left_out_included"]["deltas"] == 862
    assert "no port count changes anything" in text(report)
