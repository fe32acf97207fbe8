"""Amounts: watts over a horizon as kilowatt hours, grams of CO2 equivalents, and what preparing the change took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.energy.uncertainty import Z95
from schemas.footprint import Carbon, Energy, OwnEnergy, Power
from schemas.quantity import quantity

if TYPE_CHECKING:
    from pipeline.energy.known import Known
    from pipeline.energy.uncertainty import Spread
    from schemas import settings


def power(spread: Spread) -> Power:
    """Return watts as they stand in an artifact."""
    return Power(
        estimate_w=quantity(spread.estimate, 3),
        low_w=quantity(spread.low, 3),
        high_w=quantity(spread.high, 3),
        standard_uncertainty_w=quantity(spread.deviation, 3),
    )


def hours(chosen: settings.Energy) -> float:
    """Return the hours that the change is in effect: horizon times duty."""
    return float(chosen.horizon_hours) * float(chosen.duty_percent) / 100


def energy(spread: Spread, chosen: settings.Energy) -> Energy:
    """Return kilowatt hours over the horizon: watts x hours x duty / 1000."""
    kilo = hours(chosen) / 1000
    return Energy(
        estimate_kwh=quantity(spread.estimate * kilo, 3),
        low_kwh=quantity(spread.low * kilo, 3),
        high_kwh=quantity(spread.high * kilo, 3),
    )


def carbon(spread: Spread, chosen: settings.Energy, known: Known) -> Carbon | None:
    """Return grams of CO2 equivalents; None without a factor. The factor's own error widens the interval.

    Both errors are relative and independent: each side of the interval is the root of the sum of their squares.
    """
    factor = next((one for one in known.pack.factors if one.id == chosen.factor), None)
    if factor is None:
        return None
    pue = float(chosen.pue) if chosen.pue is not None else 1.0
    grams = hours(chosen) / 1000 * pue * float(factor.gco2e_per_kwh)
    estimate = spread.estimate * grams
    off = Z95 * float(factor.relative_error_percent) / 100 * abs(estimate)
    below, above = (spread.estimate - spread.low) * grams, (spread.high - spread.estimate) * grams
    return Carbon(
        estimate_gco2e=quantity(estimate, 1),
        low_gco2e=quantity(estimate - (below**2 + off**2) ** 0.5, 1),
        high_gco2e=quantity(estimate + (above**2 + off**2) ** 0.5, 1),
        factor=factor.id,
        gco2e_per_kwh=factor.gco2e_per_kwh,
        vintage=factor.vintage,
        basis=factor.basis,
        pue=chosen.pue,
    )


def own_energy(spread: Spread, chosen: settings.Energy, own_kwh: float) -> OwnEnergy:
    """Return the energy of preparing the change, what is left net of it, and how long a saving takes to repay it."""
    duty = float(chosen.duty_percent) / 100
    saved = -spread.estimate * duty
    return OwnEnergy(
        own_energy_kwh=quantity(own_kwh, 6),
        net_kwh=quantity(spread.estimate * hours(chosen) / 1000 + own_kwh, 3),
        payback_hours=quantity(own_kwh * 1000 / saved, 3) if saved > 0 else None,
    )
