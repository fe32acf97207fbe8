"""Port-count deltas: what the meter said when more ports were enabled, all else equal, in one sitting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot, sqrt
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING, Literal

from pipeline.energy.anchor import effective
from pipeline.energy.samples import sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.energy.samples import Sample

MOVES = ("field", "switch", "trx")
"""What a count is of: modules put in with link (`field`), ports enabled without link, ports enabled with link."""
FIELD_SITTING = -1
"""Number of the one sitting that all readings of production count as."""
_FIELD = ("field", "event", "production", "unplug", "plug", "before", "after")
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


def experiment(written: str) -> str:
    """Return which of `MOVES` an experiment is, by its name; empty where it is none of them."""
    name = written.casefold()
    return "field" if name.startswith(_FIELD) else name if name in MOVES else ""


def settings(samples: Iterable[Sample]) -> dict[Setting, Levels]:
    """Return the readings by setting and number of ports."""
    out: dict[Setting, Levels] = {}
    for number, session in enumerate(sessions(samples)):
        for one in session:
            kind = experiment(one.experiment)
            if kind:
                # What happens in production has hours between before and after; a laboratory's sitting must not.
                sitting = FIELD_SITTING if kind == "field" else number
                setting = Setting(one.device, one.port, one.module, kind, one.speed, sitting)
                out.setdefault(setting, {}).setdefault(one.ports, []).append(one.watts)
    return dict(sorted(out.items(), key=lambda item: _order(item[0])))


def line(levels: Levels) -> Line | None:
    """Return the least squares line through all readings; None where there is nothing to draw it through.

    Power drifts between port counts, so readings of one count are no independent witnesses: the error is the larger
    one of that by readings and that by counts.
    """
    points = [(count, watts) for count, readings in sorted(levels.items()) for watts in readings]
    if len(levels) < 2 or len(points) < 3:
        return None
    middle = sum(x for x, _ in points) / len(points)
    level = sum(y for _, y in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    slope = sum((x - middle) * (y - level) for x, y in points) / spread
    rest = sum((y - level - slope * (x - middle)) ** 2 for x, y in points)
    error = sqrt(rest / (len(points) - 2) / spread)
    if len(levels) > 2:
        off = [
            (count - middle, fmean(readings) - level - slope * (count - middle), len(readings))
            for count, readings in levels.items()
        ]
        # White's estimate with the readings of a count as one cluster, corrected for few counts.
        meat = sum((many * away * rest_of) ** 2 for away, rest_of, many in off)
        error = max(error, sqrt(meat * len(levels) / (len(levels) - 2)) / spread)
    return Line(slope, error)


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
    # In production power drifts with the hour and the weather: readings that follow each other are fewer witnesses.
    worth = effective if setting.session == FIELD_SITTING else len
    error = hypot(median_error(one, worth(one)), median_error(other, worth(other)))
    why: Why = "admissible"
    if min(len(one), len(other)) < 2:
        why = "too_few_readings"
    elif error > NOISE_W:
        why = "meter_scatters"
    return Pair(setting, few, many, median(other) - median(one), error, why)


def median_error(readings: Sequence[float], worth: float | None = None) -> float:
    """Return one standard deviation of a median of readings that are worth so many independent ones; None: all.

    The median of a normal sample scatters 1.25 times as much as its mean."""
    return 1.2533 * stdev(readings) / sqrt(worth or len(readings)) if len(readings) > 1 else float("inf")


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
