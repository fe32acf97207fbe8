"""What telemetry says of one device: its power and the traffic of ports, with where it was read."""

from __future__ import annotations

from pydantic import AwareDatetime

from schemas.base import Record
from schemas.power import PowerSeries
from schemas.quantity import NonNegative
from schemas.traffic import TrafficSeries
from schemas.values import DeviceName


class DeviceTelemetry(Record):
    """One device in the window before a change."""

    device: DeviceName
    """Which device."""
    taken: AwareDatetime
    """When it was read."""
    power: PowerSeries | None = None
    """None where nothing says what it draws."""
    traffic: tuple[TrafficSeries, ...] = ()
    """By port; those that nothing is known of are missing."""
    warnings: tuple[str, ...] = ()
    """What the source warned of."""


class OwnUse(Record):
    """Energy that preparing a change took, as far as it was measured."""

    own_energy_kwh: NonNegative
    """Of the program, until the question was answered."""
    method: str
    """How that is known."""
