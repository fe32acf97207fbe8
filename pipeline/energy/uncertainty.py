"""Uncertainty: what a sum of parameters is, with everything that they share counted once.

Sums of normal parameters are exact (first order is exact for a linear model). Where a parameter is skewed, the sum is
laid out on a rank-1 lattice (Korobov): every unknown takes each of its equally likely values exactly once, so the
result needs no random numbers and the same inputs give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.energy.parameter import Parameter

Z95 = 1.959963984540054
_POINTS = 1021
_GENERATOR = 331
_NORMAL = NormalDist()
Item = tuple["float", "Parameter"]
"""How many ports gain the parameter (negative: lose it), and the parameter."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A quantity that is not known exactly."""

    estimate: float
    """Mean; sum of medians where a part is skewed, since half of what was ever measured lies above that."""
    deviation: float
    low: float
    """2.5 in 100 lie below."""
    high: float
    """2.5 in 100 lie above."""
    negative: float
    """Probability that it is below zero."""


def normal(estimate: float, deviation: float) -> Spread:
    """Return a normal quantity."""
    if deviation == 0:
        return Spread(estimate, 0.0, estimate, estimate, 1.0 if estimate < 0 else 0.0)
    reach = Z95 * deviation
    return Spread(estimate, deviation, estimate - reach, estimate + reach, _NORMAL.cdf(-estimate / deviation))


def combine(items: Sequence[Item], extra: float = 0.0) -> Spread:
    """Return the sum of the items, with an independent normal error of that size on top.

    Law: k ports that share a parameter are k times as uncertain as one, not the root of k times.
    """
    estimate = sum(count * one.centre for count, one in items)
    if all(one.shape == "normal" for _, one in items):
        return normal(estimate, sqrt(_variance(items) + extra**2))
    draws = _draws(items, extra)
    mean = sum(draws) / len(draws)
    deviation = sqrt(sum((value - mean) ** 2 for value in draws) / len(draws))
    return Spread(estimate, deviation, _quantile(draws, 0.025), _quantile(draws, 0.975), _below(draws))


def _variance(items: Iterable[Item]) -> float:
    loads: dict[str, float] = {}
    for count, one in items:
        for load in one.loads:
            loads[load.unknown] = loads.get(load.unknown, 0.0) + count * load.size
    return sum(size**2 for size in loads.values())


def _draws(items: Sequence[Item], extra: float) -> list[float]:
    unknowns = sorted({load.unknown for _, one in items for load in one.loads})
    scores = {name: _column(index) for index, name in enumerate(unknowns)}
    total = [0.0] * _POINTS
    if extra:
        total = [extra * score for score in _column(len(unknowns))]
    for count, one in items:
        parts = [(load.size, scores[load.unknown]) for load in one.loads]
        match one.shape:
            case "lognormal":
                values = [exp(sum(size * column[at] for size, column in parts)) for at in range(_POINTS)]
                total = [sofar + count * one.centre * value for sofar, value in zip(total, values, strict=True)]
            case "uniform":
                for size, column in parts:
                    total = [
                        sofar + count * size * (2 * _flat()[score] - 1)
                        for sofar, score in zip(total, column, strict=True)
                    ]
                total = [sofar + count * one.centre for sofar in total]
            case "normal":
                for size, column in parts:
                    total = [sofar + count * size * score for sofar, score in zip(total, column, strict=True)]
                total = [sofar + count * one.centre for sofar in total]
    return sorted(total)


@cache
def _column(index: int) -> tuple[float, ...]:
    """Return the standard normal values of one unknown along the lattice."""
    step = pow(_GENERATOR, index, _POINTS)
    table = _table()
    return tuple(table[(at * step + 397 * index) % _POINTS] for at in range(_POINTS))


@cache
def _table() -> tuple[float, ...]:
    return tuple(_NORMAL.inv_cdf((at + 0.5) / _POINTS) for at in range(_POINTS))


@cache
def _flat() -> dict[float, float]:
    return {score: (at + 0.5) / _POINTS for at, score in enumerate(_table())}


def _quantile(draws: Sequence[float], share: float) -> float:
    place = share * (len(draws) - 1)
    below = int(place)
    return draws[below] + (place - below) * (draws[min(below + 1, len(draws) - 1)] - draws[below])


def _below(draws: Sequence[float]) -> float:
    return sum(1 for value in draws if value < 0) / len(draws)
