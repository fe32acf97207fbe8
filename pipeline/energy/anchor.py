"""As-is: what a device draws, from its power series, how sure that is, and the smallest change that it would show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from schemas.footprint import Reason
    from schemas.model_pack import SensorCheck
    from schemas.power import PowerSeries, PowerSource

_ERROR: dict[PowerSource, float] = {"meter": 0.01, "psu_input": 0.04, "psu_output": 0.08}
"""One standard deviation of what such a source is off by, as a share."""
_CHECKED = 0.02
"""The same, once a sensor was compared with a meter and corrected."""
_EFFICIENCY = 0.9
"""Of power supplies at the load that they usually have; inside the error of `psu_output`."""
BLIND = 0.5
"""A sensor that follows its meter less than this (correlation) does not show changes."""
_WINDOWS = 2.8
"""Two sigma for the difference of two windows."""
_FRESH_S = 24 * 3600


class Coverage(NamedTuple):
    """How many samples there are of those expected, in percent."""

    percent: float

    @property
    def reason(self) -> Reason | None:
        """Why it lowers the grade."""
        return "low_coverage" if self.percent < 95 else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a device draws."""

    watts: float
    error: float
    """One standard deviation, of noise and of the sensor."""
    source: PowerSource
    coverage: Coverage
    least: float | None
    """Smallest change that a week before and a week after would show; None where there are too few days."""
    step_w: float
    """Finest difference between two readings."""
    reasons: tuple[Reason, ...]

    def shows(self, watts: float) -> bool | None:
        """Tell whether a change of that size would show; None where that is not known."""
        if {"sensor_blind", "low_coverage", "stale"} & set(self.reasons):
            return False
        if self.quantised(watts):
            return False
        return None if self.least is None else abs(watts) >= self.least

    def quantised(self, watts: float) -> bool:
        """Tell whether the sensor's own step is too coarse for a change of that size."""
        return self.step_w > abs(watts) / 2


def anchor(series: PowerSeries, check: SensorCheck | None, taken: datetime | None = None) -> Anchor | None:
    """Return what a series says; None where it holds no sample.

    `taken` is when it was read: what ends more than a day before is stale.
    """
    values = [float(one) for one in series.watts_w if one is not None]
    if not values:
        return None
    noise = stdev(values) / sqrt(effective(values)) if len(values) > 1 else 0.0
    found = from_mean(fmean(values), noise, 100 * len(values) / len(series.watts_w), series.source, check)
    reasons = list(found.reasons)
    if taken is not None and (taken - series.start).total_seconds() - len(series.watts_w) * series.step_s > _FRESH_S:
        reasons.append("stale")
    return replace(found, least=least_shown(series), step_w=_finest(values), reasons=tuple(sorted(reasons)))


def from_mean(mean: float, noise: float, percent: float, source: PowerSource, check: SensorCheck | None) -> Anchor:
    """Return what a mean says whose own error is `noise`, of so many percent of the samples; nothing of its changes."""
    own = source != "meter"
    known = check if own else None
    scale = 1 / _EFFICIENCY if source == "psu_output" else 1.0
    if known is not None and source == "psu_input":
        scale /= 1 + float(known.bias_percent) / 100
    watts = mean * scale
    share = _CHECKED if known is not None and source == "psu_input" else _ERROR[source]
    coverage = Coverage(percent)
    reasons: list[Reason] = [coverage.reason] if coverage.reason else []
    if source == "psu_output":
        reasons.append("psu_output_only")
    if own:
        if known is None:
            reasons.append("sensor_unchecked")
        elif float(known.correlation) < BLIND:
            reasons.append("sensor_blind")
    error = sqrt((noise * scale) ** 2 + (share * watts) ** 2)
    return Anchor(watts, error, source, coverage, None, 0.0, tuple(sorted(reasons)))


def effective(values: list[float]) -> float:
    """Return how many independent readings a series is worth, by its correlation from one to the next."""
    middle = fmean(values)
    spread = sum((value - middle) ** 2 for value in values)
    if spread == 0 or len(values) < 3:
        return float(len(values))
    follow = sum((a - middle) * (b - middle) for a, b in pairwise(values)) / spread
    follow = min(max(follow, 0.0), 0.999)
    return max(2.0, len(values) * (1 - follow) / (1 + follow))


def least_shown(series: PowerSeries) -> float | None:
    """Return the smallest change that would show: 2.8 standard deviations of the steps between the days' medians."""
    per_day = max(1, 86400 // series.step_s)
    days = [
        median(day)
        for at in range(0, len(series.watts_w), per_day)
        if len(day := [float(one) for one in series.watts_w[at : at + per_day] if one is not None]) >= per_day / 2
    ]
    if len(days) < 4:
        return None
    return _WINDOWS * stdev(after - before for before, after in pairwise(days))


def _finest(values: list[float]) -> float:
    ordered = sorted(set(values))
    return min((high - low for low, high in pairwise(ordered)), default=0.0)
