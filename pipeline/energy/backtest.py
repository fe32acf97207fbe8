"""Back-test: the estimator against a meter, by the same code that estimates a change."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, log
from typing import TYPE_CHECKING

from pipeline.energy.pairs import Pair, line, pairs, pairs_of, settings
from pipeline.energy.parameter import Load, Parameter
from pipeline.energy.rates import items, rate_pairs
from pipeline.energy.tiers import Refusal, Wanted, resolve
from pipeline.energy.uncertainty import combine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.energy.known import Known
    from pipeline.energy.pairs import Setting
    from pipeline.energy.samples import Sample
    from pipeline.energy.uncertainty import Item
    from schemas.model_pack import TermName

_TAUS = tuple(step / 100 for step in range(31))
_FLOORS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.0)
_PRIOR = ((1.0, 0.1), (5.0, 0.1), (15.0, 0.1))
"""Watts at which the pack's own discrepancy counts like that many settings: a few sittings alone say little."""
_TERMS: dict[str, tuple[TermName, ...]] = {
    "field": ("plugged_w", "up_w"),
    "switch": ("no_link_w",),
    "trx": ("up_w",),
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What the model is wrong by beyond what its parameters and the meter say."""

    share: float
    """Of the delta, one standard deviation."""
    floor: float
    """Watts, one standard deviation."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A measured delta beside the predicted one."""

    pair: Pair
    model: str
    """As the pack spells it."""
    tier: str
    watts: float
    low: float
    high: float
    """Interval for what a meter with this scatter would say, 95 in 100."""
    parameters: tuple[Parameter, ...]

    @property
    def error(self) -> float:
        """Predicted less measured."""
        return self.watts - self.pair.watts

    @property
    def covered(self) -> bool:
        """Whether the interval holds the measured value."""
        return self.low <= self.pair.watts <= self.high


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair for which nothing is predicted."""

    pair: Pair
    model: str
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """How good predictions were."""

    deltas: int
    mae_w: float
    bias_w: float
    mape_percent: float | None
    """Above 3 W; None where no delta is."""
    above_3w: int
    coverage_percent: float


def score(predictions: Sequence[Prediction]) -> Score | None:
    """Return the figures; None where there is nothing."""
    if not predictions:
        return None
    errors = [one.error for one in predictions]
    large = [abs(one.error / one.pair.watts) for one in predictions if abs(one.pair.watts) >= 3]
    return Score(
        len(predictions),
        sum(map(abs, errors)) / len(errors),
        sum(errors) / len(errors),
        100 * sum(large) / len(large) if large else None,
        len(large),
        100 * sum(one.covered for one in predictions) / len(predictions),
    )


def by_pack(known: Known, wanted: Iterable[Pair]) -> tuple[tuple[Prediction, ...], tuple[Refused, ...]]:
    """Predict with the pack as it is."""
    good, bad = [], []
    for pair in wanted:
        model = known.model(pair.setting.device)
        found = _parameters(known, pair.setting, model)
        if isinstance(found, Refusal):
            bad.append(Refused(pair, model, f"{found.reason}: {found.message}"))
            continue
        wrong = Discrepancy(float(known.pack.discrepancy_percent) / 100, known.floor_w(model))
        good.append(predict(pair, model, found, wrong))
    return tuple(good), tuple(bad)


def without_itself(known: Known, wanted: Sequence[Pair]) -> tuple[Prediction, ...]:
    """Predict every platform as if nobody had ever measured it: leave one platform out."""
    out: list[Prediction] = []
    for device in sorted({pair.setting.device for pair in wanted}):
        rest = known.without(device)
        out += by_pack(rest, [pair for pair in wanted if pair.setting.device == device])[0]
    return tuple(out)


def held_out(known: Known, samples: Sequence[Sample]) -> tuple[Prediction, ...]:
    """Predict port counts that were not used, with a discrepancy from sittings that were not used.

    Parameters come from every other port count of the file, the discrepancy from every other sitting; what is
    reported has been seen by neither. Done both ways round.
    """
    predictions: list[Prediction] = []
    admissible = {_identity(pair) for pair in pairs(samples) if pair.why == "admissible"}
    for setting, levels in settings(samples).items():
        counts = sorted(levels)
        if len(counts) < 4:
            continue
        for fit, test in ((counts[::2], counts[1::2]), (counts[1::2], counts[::2])):
            drawn = line({count: levels[count] for count in fit})
            if drawn is None:
                continue
            name = " ".join((setting.device, setting.port, setting.module, setting.speed, setting.experiment))
            parameter = Parameter(drawn.slope, (Load(name, drawn.error),), "normal", "T2", ())
            model = known.model(setting.device)
            predictions += [
                predict(pair, model, (parameter,), Discrepancy(0, 0))
                for pair in pairs_of(setting, {count: levels[count] for count in test})
                if _identity(pair) in admissible
            ]
    return _with_tuned(predictions, pack_discrepancy(known))


def predict(pair: Pair, model: str, parameters: tuple[Parameter, ...], wrong: Discrepancy) -> Prediction:
    """Return what is predicted for a pair."""
    count = float(pair.many - pair.few)
    return _predicted(pair, model, [(count, one) for one in parameters], wrong)


def _predicted(pair: Pair, model: str, terms: Sequence[Item], wrong: Discrepancy) -> Prediction:
    watts = sum(count * one.centre for count, one in terms)
    spread = combine(terms, hypot(wrong.share * watts, wrong.floor, pair.error))
    parameters = tuple(one for _, one in terms)
    tier = max(one.tier for one in parameters)
    return Prediction(pair, model, tier, spread.estimate, spread.low, spread.high, parameters)


def by_rates(known: Known, samples: Sequence[Sample]) -> tuple[Prediction, ...]:
    """Predict what more traffic takes, with the pack as it is."""
    out = []
    for pair, bits, packets in rate_pairs(samples):
        found = items(known, pair, bits, packets)
        if not isinstance(found, Refusal):
            model = known.model(pair.setting.device)
            wrong = Discrepancy(pack_discrepancy(known).share, known.floor_w(model))
            out.append(_predicted(pair, model, found, wrong))
    return tuple(out)


def tune(predictions: Sequence[Prediction], prior: Discrepancy) -> Discrepancy:
    """Return the discrepancy that makes the errors most likely, every setting counted alike, and the prior as a few."""
    counts: dict[Setting, int] = {}
    for one in predictions:
        counts[one.pair.setting] = counts.get(one.pair.setting, 0) + 1
    rows = [
        (
            one.error**2,
            one.watts**2,
            one.pair.error**2 + sum(((one.pair.many - one.pair.few) * p.deviation) ** 2 for p in one.parameters),
            1 / counts[one.pair.setting],
        )
        for one in predictions
    ]
    rows += [((prior.share * watts) ** 2 + prior.floor**2, watts**2, 0.0, weight) for watts, weight in _PRIOR]

    def loss(share: float, floor: float) -> float:
        total = 0.0
        for error, watts, other, weight in rows:
            variance = other + share**2 * watts + floor**2
            total += weight * (log(variance) + error / variance)
        return total

    best = min(((loss(share, floor), share, floor) for share in _TAUS for floor in _FLOORS), default=(0.0, 0.08, 0.25))
    return Discrepancy(best[1], best[2])


def pack_discrepancy(known: Known) -> Discrepancy:
    """Return what the pack says of a platform that it has no floor of its own for."""
    return Discrepancy(float(known.pack.discrepancy_percent) / 100, float(known.pack.floor_w))


def _with_tuned(predictions: Sequence[Prediction], prior: Discrepancy) -> tuple[Prediction, ...]:
    order = {number: at for at, number in enumerate(sorted({one.pair.setting.session for one in predictions}))}
    parts = [[one for one in predictions if order[one.pair.setting.session] % 2 == part] for part in (0, 1)]
    if not all(parts):
        return ()
    return tuple(
        predict(one.pair, one.model, one.parameters, wrong)
        for mine, others in ((parts[0], parts[1]), (parts[1], parts[0]))
        for wrong in (tune(others, prior),)
        for one in mine
    )


def _parameters(known: Known, setting: Setting, model: str) -> tuple[Parameter, ...] | Refusal:
    module = known.module_in(setting.port, setting.module)
    if module is None:
        words = f"{setting.port} {setting.module}".strip()
        return Refusal("optic_unknown", f"{words or 'no module is named'}: not a class or part of the pack")
    speed = setting.speed or module.speed or ""
    out: list[Parameter] = []
    for term in _TERMS[setting.experiment]:
        found = resolve(known, Wanted(model, module, "" if term == "plugged_w" else speed, term))
        if isinstance(found, Refusal):
            return found
        out += found
    return tuple(out)


def _identity(pair: Pair) -> tuple[Setting, int, int]:
    return (pair.setting, pair.few, pair.many)
