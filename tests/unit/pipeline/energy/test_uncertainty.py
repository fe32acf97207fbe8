"""Propagation, compared with the library `uncertainties` and with Monte Carlo."""

from __future__ import annotations

import random
from math import exp, isclose, sqrt
from statistics import fmean, quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uncertainties import ufloat

from pipeline.energy.parameter import Load, Parameter
from pipeline.energy.uncertainty import Item, combine

VALUES = st.floats(-5, 5)
SIZES = st.floats(0.001, 2)
COUNTS = st.integers(-24, 24)


def normal(value: float, *loads: tuple[str, float]) -> Parameter:
    return Parameter(value, tuple(Load(name, size) for name, size in loads), "normal", "T2", ())


def skewed(median: float, *loads: tuple[str, float]) -> Parameter:
    return Parameter(median, tuple(Load(name, size) for name, size in loads), "lognormal", "T4", ())


@settings(max_examples=40)
@given(st.lists(st.tuples(COUNTS, VALUES, SIZES, SIZES), min_size=1, max_size=5), SIZES)
def test_a_sum_is_what_uncertainties_makes_of_it(rows: list[tuple[int, float, float, float]], extra: float) -> None:
    shared = ufloat(0, 1)
    wanted = ufloat(0, extra)
    items: list[Item] = []
    for at, (count, value, own, common) in enumerate(rows):
        wanted = wanted + count * (value + ufloat(0, own) + common * shared)
        items.append((count, normal(value, (f"own {at}", own), ("shared", common))))
    found = combine(items, extra)
    assert isclose(found.estimate, wanted.nominal_value, abs_tol=1e-9)
    assert isclose(found.deviation, wanted.std_dev, rel_tol=1e-9)


@given(st.integers(1, 48), SIZES)
def test_identical_ports_share_one_parameter(ports: int, size: float) -> None:
    one = normal(1.0, ("port", size))
    together = combine([(1.0, one)] * ports)
    assert isclose(together.deviation, ports * size, rel_tol=1e-9)
    assert isclose(together.deviation, combine([(float(ports), one)]).deviation, rel_tol=1e-9)


def test_what_both_sides_share_cancels() -> None:
    one = normal(1.0, ("platform", 0.5))
    assert combine([(3.0, one), (-3.0, one)]).deviation == 0


@pytest.mark.parametrize(
    "items",
    [
        [(-4.0, skewed(0.9, ("platform", 0.45), ("port", 0.32)))],
        [(-4.0, skewed(0.9, ("platform", 0.45))), (2.0, skewed(0.4, ("platform", 0.45), ("speed", 0.75)))],
        [(-1.0, skewed(5.4, ("module", 0.5))), (-1.0, normal(1.1, ("port", 0.2)))],
        [(-1.0, Parameter(7.8, (Load("plugged", 4.2),), "uniform", "T3", ())), (-1.0, skewed(2.0, ("port", 0.7)))],
    ],
    ids=["one", "two that share", "module and port", "uniform and skewed"],
)
def test_skewed_sums_are_what_monte_carlo_makes_of_them(items: list[Item]) -> None:
    dice = random.Random(7)
    draws = []
    scores: dict[str, float]
    for _ in range(40_000):
        total, scores = dice.gauss(0, 0.3), {}
        for count, one in items:
            for load in one.loads:
                uniform = one.shape == "uniform"
                scores.setdefault(load.unknown, dice.uniform(-1, 1) if uniform else dice.gauss(0, 1))
            moved = sum(load.size * scores[load.unknown] for load in one.loads)
            total += count * (one.centre * exp(moved) if one.shape == "lognormal" else one.centre + moved)
        draws.append(total)
    cut = quantiles(draws, n=40)
    found = combine(items, 0.3)
    width = cut[-1] - cut[0]
    assert abs(found.low - cut[0]) < 0.06 * width
    assert abs(found.high - cut[-1]) < 0.06 * width
    spread = sqrt(fmean((value - fmean(draws[:2000])) ** 2 for value in draws))
    assert isclose(found.deviation, spread, rel_tol=0.1)
    assert abs(found.negative - sum(value < 0 for value in draws) / len(draws)) < 0.02


def test_the_same_inputs_give_the_same_numbers() -> None:
    items: list[Item] = [(-4.0, skewed(0.9, ("platform", 0.45))), (1.0, normal(1.0, ("port", 0.1)))]
    assert combine(items, 0.2) == combine(list(items), 0.2)
