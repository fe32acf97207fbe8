"""The estimator against meters: the figures that it must keep, on readings that lie beside the checkout."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Any

import pytest

from bot.energy.backtest import backtest, text
from bot.energy.pack import bundled
from pipeline.energy.tiers import Refusal, Wanted, resolve
from pipeline.energy.uncertainty import combine
from tests.real_data import DATA

if TYPE_CHECKING:
    from pathlib import Path

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


def test_traffic_is_predicted_too(report: dict[str, Any]) -> None:
    part = report["traffic"]["all"]
    assert part["deltas"] > 300
    assert part["mae_w"] <= 0.7
    assert 93 <= part["coverage_percent"] <= 99


def test_a_module_taken_out_in_production_lies_in_its_interval(tmp_path: Path) -> None:
    """A 400G FR4 left a production router: the meter fell by 12.75 W (Jacob et al., IMC 2025)."""
    head = "device,port_type,trx,experiment,port_speed,n_ports,packet_size_B,bitrate_gbps,power_W,ts\n"
    rows = [
        f"cisco8201-32FH,QSFP-DD,FR4,field,400G,{1 - day},,,{364.9 - 12.75 * day + at % 3 * 0.1},"
        f"2024-10-{8 + 2 * day:02}_{at:02}:00:00"
        for day in (0, 1)
        for at in range(24)
    ]
    (tmp_path / "event.csv").write_text(head + "\n".join(rows))
    found = backtest(tmp_path / "event.csv")
    assert found["all"]["deltas"] == 1
    assert found["all"]["coverage_percent"] == 100
    assert found["all"]["mae_w"] < 2


def test_what_is_left_out_is_said(report: dict[str, Any]) -> None:
    assert report["left_out"]["session_inert"] == 330
    assert report["left_out_included"]["deltas"] == 862
    assert "no port count changes anything" in text(report)


def test_most_facts_lie_in_the_interval_that_other_platforms_give() -> None:
    """Leave one platform out, on every usable fact of the pack, for one port and for eight: no meter data needed."""
    known = bundled()
    held: dict[str, list[bool]] = {}
    for fact in known.pack.facts:
        module = known.module(fact.optic) if fact.optic else None
        if module is None or fact.quality == "unusable":
            continue
        rest = known.without(fact.hardware)
        found = resolve(rest, Wanted(fact.hardware, module, fact.speed or "", fact.term))
        assert not isinstance(found, Refusal), fact.id
        for count in (1, 8):
            watts, error = count * float(fact.value), count * float(fact.standard_error)
            # The sides that a delta has on top of its parameters: a share and a floor; traffic has neither.
            wrong = hypot(0.08 * watts, 0.25, error) if fact.term.endswith("_w") else error
            spread = combine([(count, one) for one in found], wrong)
            held.setdefault(fact.term, []).append(spread.low <= watts <= spread.high)
    assert sum(map(len, held.values())) >= 100
    for term, ones in held.items():
        assert sum(ones) >= 0.9 * len(ones), term
