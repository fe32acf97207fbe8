"""Port-count deltas: what the meter said when more ports were enabled, all else equal, in one sitting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot, sqrt
from statistics import median, stdev
from typing import TYPE_CHECKING, Literal

from pipeline.energy.samples import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.energy.samples import Sample

NOISE_W = 1.0
"""A delta whose own error is above that was not measured."""
Why = Literal["admissible", "meter_scatters", "session_inert", "too_few_readings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stayed the same."""

    device: str
    port: str
    module: str
    experiment: str
    speed: str
    session: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two port counts of one setting."""

    setting: Setting
    few: int
    many: int
    watts: float
    """Median with more ports less median with fewer."""
    error: float
    """One standard deviation of that, from the scatter of the readings."""
    why: Why


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through the readings of a setting."""

    slope: float
    error: float


Levels = dict[int, list[float]]


def settings(samples: Iterable[Sample]) -> dict[Setting, Levels]:
    """Return the readings by setting and number of enabled ports."""
    out: dict[Setting, Levels] = {}
    for number, session in enumerate(sessions(samples)):
        for one in session:
            if one.experiment in ("switch", "trx"):
                setting = Setting(one.device, one.port, one.module, one.experiment, one.speed, number)
                out.setdefault(setting, {}).setdefault(one.ports, []).append(one.watts)
    return dict(sorted(out.items(), key=lambda item: _order(item[0])))


def line(levels: Levels) -> Line | None:
    """Return the least squares line through all readings; None where there is nothing to draw it through."""
    points = [(count, watts) for count, readings in sorted(levels.items()) for watts in readings]
    if len(levels) < 2 or len(points) < 3:
        return None
    middle = sum(x for x, _ in points) / len(points)
    level = sum(y for _, y in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    slope = sum((x - middle) * (y - level) for x, y in points) / spread
    rest = sum((y - level - slope * (x - middle)) ** 2 for x, y in points)
    return Line(slope, sqrt(rest / (len(points) - 2) / spread))


def pairs(samples: Iterable[Sample]) -> tuple[Pair, ...]:
    """Return every pair of port counts of every setting, with whether it is a measurement."""
    found = settings(samples)
    inert = _inert(found)
    return tuple(
        pair if setting.session not in inert else replace(pair, why="session_inert")
        for setting, levels in found.items()
        for pair in pairs_of(setting, levels)
    )


def pairs_of(setting: Setting, levels: Levels) -> tuple[Pair, ...]:
    """Return every pair of port counts of one setting."""
    return tuple(_pair(setting, levels, few, many) for few, many in combinations(sorted(levels), 2))


def _pair(setting: Setting, levels: Levels, few: int, many: int) -> Pair:
    one, other = levels[few], levels[many]
    error = hypot(_median_error(one), _median_error(other))
    why: Why = "admissible"
    if min(len(one), len(other)) < 2:
        why = "too_few_readings"
    elif error > NOISE_W:
        why = "meter_scatters"
    return Pair(setting, few, many, median(other) - median(one), error, why)


def _median_error(readings: Sequence[float]) -> float:
    """The median of a normal sample scatters 1.25 times as much as its mean."""
    return 1.2533 * stdev(readings) / sqrt(len(readings)) if len(readings) > 1 else float("inf")


def _inert(found: dict[Setting, Levels]) -> frozenset[int]:
    """Return the sittings in which no setting responds to its ports, although the same settings do in another one.

    The ports were not enabled in fact, whatever the record says: at least three settings, none with a slope above
    0.02 W a port, and at least two of them more than six standard errors away from the same setting elsewhere.
    """
    lines = {setting: drawn for setting, levels in found.items() if (drawn := line(levels))}
    out = set()
    for number in {setting.session for setting in lines}:
        mine = {setting: drawn for setting, drawn in lines.items() if setting.session == number}
        if len(mine) < 3 or any(abs(drawn.slope) > 0.02 for drawn in mine.values()):
            continue
        against = sum(
            any(
                _same(setting, other) and abs(drawn.slope - there.slope) > 6 * hypot(drawn.error, there.error)
                for other, there in lines.items()
                if other.session != number
            )
            for setting, drawn in mine.items()
        )
        if against >= 2:
            out.add(number)
    return frozenset(out)


def _same(one: Setting, other: Setting) -> bool:
    return (one.device, one.port, one.module, one.experiment, one.speed) == (
        other.device,
        other.port,
        other.module,
        other.experiment,
        other.speed,
    )


def _order(one: Setting) -> tuple[str, str, str, str, str, int]:
    return (one.device, one.port, one.module, one.experiment, one.speed, one.session)
