"""Aftermath: what the power of devices says once a change is in, beside what was predicted."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Literal

from pipeline.energy.anchor import anchor
from pipeline.energy.uncertainty import Z95

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.energy.known import Known
    from schemas.footprint import DeviceFootprint, Footprint
    from schemas.power import PowerSeries

Outcome = Literal["confirmed", "contradicted", "not_verifiable", "no_data"]
"""`not_verifiable`: the sensor or the noise cannot tell; that is no confirmation, whatever the numbers say."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One device after the change."""

    device: str
    model: str
    predicted: float
    predicted_error: float
    measured: float | None
    """Watts after less watts before; None without data."""
    measured_error: float | None
    """One standard deviation of that."""
    outcome: Outcome
    why: str

    @property
    def residual(self) -> float | None:
        """Measured less predicted."""
        return None if self.measured is None else self.measured - self.predicted


def aftermath(
    found: Footprint, known: Known, before: Mapping[str, PowerSeries], after: Mapping[str, PowerSeries]
) -> tuple[Measured, ...]:
    """Compare the same window before and after on every device with a predicted delta, by name."""
    return tuple(
        _one(one, known, before.get(one.device), after.get(one.device))
        for one in found.devices
        if one.delta is not None
    )


def _one(one: DeviceFootprint, known: Known, before: PowerSeries | None, after: PowerSeries | None) -> Measured:
    delta = one.delta
    assert delta is not None
    predicted, error = float(delta.estimate_w), float(delta.standard_uncertainty_w)
    check = known.sensor(one.model) if one.model else None

    def said(outcome: Outcome, why: str, watts: float | None = None, off: float | None = None) -> Measured:
        return Measured(one.device, one.model or "", predicted, error, watts, off, outcome, why)

    old = anchor(before, check) if before else None
    new = anchor(after, check) if after else None
    if old is None or new is None or before is None or after is None:
        return said("no_data", "no power of the window " + ("before" if old is None else "after") + " is there")
    if before.source != after.source:
        return said("no_data", f"before it was {before.source}, after it was {after.source}: these do not compare")
    watts = new.watts - old.watts
    least = max((each for each in (old.least, new.least) if each is not None), default=None)
    off = None if least is None else least / Z95
    for window, at in (("before", old), ("after", new)):
        lowered = sorted({"sensor_blind", "low_coverage"} & set(at.reasons))
        if lowered:
            return said("not_verifiable", f"{window}: {', '.join(lowered)}", watts, off)
        if at.quantised(predicted):
            return said("not_verifiable", f"{window}: sensor_quantised", watts, off)
    if least is None or off is None:
        return said("not_verifiable", "fewer than four full days in a window: days_missing", watts, None)
    if abs(predicted) < least:
        said_why = f"below_mde: {abs(predicted):.2f} W predicted, {least:.2f} W is the least that shows"
        return said("not_verifiable", said_why, watts, off)
    if abs(watts - predicted) <= Z95 * hypot(error, off):
        return said("confirmed", "measured lies within what was predicted and what the sensor scatters", watts, off)
    return said("contradicted", f"{watts - predicted:+.2f} W beyond the prediction", watts, off)
