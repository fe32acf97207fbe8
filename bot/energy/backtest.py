"""What `gains energy backtest` says: the estimator beside a meter, as data and as text."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.energy.pack import bundled
from pipeline.energy.backtest import by_pack, by_rates, held_out, score, without_itself
from pipeline.energy.pairs import experiment, pairs
from pipeline.energy.samples import read_all
from pipeline.errors import InvalidInputError
from schemas.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.energy.backtest import Prediction, Score
    from pipeline.energy.known import Known

_PLACES = 3
_SHOWN = 20
"""Lines that are no readings, one by one, at most; all are counted."""
_WHY = {
    "session_inert": "of sittings in which no port count changes anything, although the same ports do elsewhere",
    "too_few_readings": "with fewer than two readings at one of the port counts",
    "meter_scatters": "whose own error is above 1 W",
}


def backtest(file: Path, known: Known | None = None) -> dict[str, Any]:
    """Return the whole report; raise `InvalidInputError` for a file that cannot be used."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"{file}: {error}", hint="name a CSV file of meter samples") from None
    samples, unusable = read_all(file.name, _decoded(raw))
    pack = known or bundled()
    found = pairs(samples)
    good = [pair for pair in found if pair.why == "admissible"]
    predicted, refused = by_pack(pack, good)
    everything, _ = by_pack(pack, [pair for pair in found if pair.error < float("inf")])
    aside = held_out(pack, samples)
    alone = without_itself(pack, good)
    measured = {one.model: bool(pack.facts_of(one.model)) for one in predicted}
    return {
        "file": file.name,
        "sha256": digest(raw),
        "pack": {"pack": pack.pack.pack, "version": pack.pack.version},
        "readings": len(samples),
        "unusable_lines": len(unusable),
        "unusable": [f"{one.place}: {one.why}" for one in unusable[:_SHOWN]],
        "all": _score(score(predicted)),
        "platforms": {
            model: {
                "in_pack": measured[model],
                "tiers": sorted({one.tier for one in predicted if one.model == model}),
                **_score(score([one for one in predicted if one.model == model])),
            }
            for model in _models(predicted)
        },
        "refused": [
            {"platform": model, "why": why, "deltas": count}
            for (model, why), count in sorted(Counter((one.model, one.why) for one in refused).items())
        ],
        "left_out": {why: sum(pair.why == why for pair in found) for why in _WHY},
        "left_out_included": _score(score(everything)),
        "skipped": dict(sorted(Counter(one.experiment for one in samples if not _used(one.experiment)).items())),
        "held_out": _section(aside),
        "unknown_platform": _section(alone),
        "traffic": _section(by_rates(pack, samples)),
    }


def text(report: dict[str, Any]) -> str:
    """Return the report for people."""
    head = f"{'platform':<22}{'deltas':>8}{'MAE W':>9}{'bias W':>9}{'MAPE > 3 W':>12}{'95 % holds':>12}"
    out = [f"{report['file']}: {report['readings']} readings, {report['all'].get('deltas', 0)} port-count deltas", ""]
    out += ["Predicted with the model pack as delivered:", head]
    for model, one in report["platforms"].items():
        known = "" if one["in_pack"] else "  not in the pack: class defaults"
        out.append(_row(model, one) + f"  {', '.join(one['tiers'])}{known}")
    out += [_row("all", report["all"]), ""]
    for name, title in (
        (
            "held_out",
            "Held out: parameters from every other port count, discrepancy from every other sitting:",
        ),
        ("unknown_platform", "Each platform predicted as if nobody had ever measured it:"),
        ("traffic", "More traffic at all ports (the lowest rate beside every other one), with the pack as delivered:"),
    ):
        out += [title, head]
        out += [_row(model, one) for model, one in report[name]["platforms"].items()]
        out += [_row("all", report[name]["all"]), ""]
    out += ["Left out, because they are no measurements:"]
    out += [f"  {count} deltas {_WHY[why]}" for why, count in report["left_out"].items()]
    out += [_row("all, with these", report["left_out_included"])]
    out += [f"Not looked at: {count} readings of {name}" for name, count in report["skipped"].items()]
    if report["unusable_lines"]:
        out.append(f"No readings: {report['unusable_lines']} lines, left out; the first of them:")
        out += [f"  {one}" for one in report["unusable"][:5]]
    out += [f"Refused on {one['platform']}: {one['deltas']} deltas, {one['why']}" for one in report["refused"]]
    out += ["", "The interval is for what the meter would say: the model's error and the scatter of the readings."]
    return "\n".join(out)


def _decoded(raw: bytes) -> str:
    """Return the text: UTF-8 or, with its mark, UTF-16; other bytes can only stand in columns that do not matter."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def _used(written: str) -> bool:
    return written == "snake-test" or bool(experiment(written))


def _section(predictions: Sequence[Prediction]) -> dict[str, Any]:
    return {
        "all": _score(score(predictions)),
        "platforms": {
            model: _score(score([one for one in predictions if one.model == model])) for model in _models(predictions)
        },
    }


def _models(predictions: Iterable[Prediction]) -> list[str]:
    return sorted({one.model for one in predictions})


def _score(found: Score | None) -> dict[str, Any]:
    if found is None:
        return {"deltas": 0}
    return {name: round(value, _PLACES) if isinstance(value, float) else value for name, value in asdict(found).items()}


def _row(name: str, one: dict[str, Any]) -> str:
    if not one["deltas"]:
        return f"{name:<22}{0:>8}"
    mape = f"{one['mape_percent']:.1f} %" if one["mape_percent"] is not None else "none"
    return (
        f"{name:<22}{one['deltas']:>8}{one['mae_w']:>9.3f}{one['bias_w']:>+9.3f}"
        f"{mape:>12}{one['coverage_percent']:>10.1f} %"
    )
