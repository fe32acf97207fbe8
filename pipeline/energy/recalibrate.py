"""Recalibrate: the discrepancy term from one's own record of predicted and measured deltas."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from math import ceil, isfinite
from typing import TYPE_CHECKING

from pipeline.energy.uncertainty import Z95
from pipeline.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (
    "when",
    "intent",
    "device",
    "hardware",
    "predicted_w",
    "predicted_error_w",
    "measured_w",
    "measured_error_w",
    "outcome",
)
ENOUGH = 20
"""Residuals from which on a 95th percentile means something."""


@dataclass(frozen=True, slots=True)
class Residual:
    """One device of one change, predicted and measured."""

    hardware: str
    predicted: float
    measured: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a class of hardware needs; `all` is every class together."""

    name: str
    residuals: int
    discrepancy_percent: float | None
    """One standard deviation, as the pack counts it; None where there are too few."""
    bias_w: float


def read_residuals(name: str, text: str) -> tuple[Residual, ...]:
    """Return the record; raise `InvalidInputError` with file and line for what cannot be used."""
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InvalidInputError(
            f"{name}:1: columns missing: {', '.join(missing)}", hint="gains energy verify writes it"
        )
    out = []
    for row in reader:
        if not row["measured_w"] or not row["measured_error_w"]:
            continue
        try:
            predicted, measured = float(row["predicted_w"]), float(row["measured_w"])
        except ValueError as error:
            raise InvalidInputError(f"{name}:{reader.line_num}: {error}; expected numbers") from None
        if not isfinite(predicted) or not isfinite(measured):
            raise InvalidInputError(f"{name}:{reader.line_num}: expected finite numbers")
        out.append(Residual(row["hardware"], predicted, measured, row["outcome"]))
    return tuple(out)


def recalibrate(residuals: Sequence[Residual]) -> tuple[Calibration, ...]:
    """Return the discrepancy by hardware and in all, from residuals that the sensor could see.

    Conformal: the 95th percentile of |residual| / |predicted|, with the finite-sample correction (n + 1), divided by
    1.96 to give one standard deviation. What was not verifiable says nothing about the model and is left out.
    """
    seen = [one for one in residuals if one.outcome in ("confirmed", "contradicted") and one.predicted]
    names = sorted({one.hardware for one in seen})
    parts = [(name, [one for one in seen if one.hardware == name]) for name in names]
    return tuple(_one(name, part) for name, part in [*parts, ("all", seen)])


def _one(name: str, part: Sequence[Residual]) -> Calibration:
    bias = sum(one.measured - one.predicted for one in part) / len(part) if part else 0.0
    if len(part) < ENOUGH:
        return Calibration(name, len(part), None, bias)
    ratios = sorted(abs(one.measured - one.predicted) / abs(one.predicted) for one in part)
    rank = min(len(ratios), ceil((len(ratios) + 1) * 0.95))
    return Calibration(name, len(part), 100 * ratios[rank - 1] / Z95, bias)
