"""A traffic series: what a port carried and whether it had link, sample by sample, gaps kept."""

from __future__ import annotations

from math import ceil
from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.base import Record
from schemas.quantity import NonNegative
from schemas.values import DeviceName, InterfaceName


class TrafficSeries(Record):
    """Counters of one port at even steps, as rates."""

    device: DeviceName
    """Whose port it is."""
    interface: InterfaceName
    """The port, by its canonical name."""
    start: AwareDatetime
    """Time of the first sample."""
    step_s: Annotated[int, Field(ge=1, le=86400)]
    """Seconds between samples."""
    bit_per_s: Annotated[tuple[NonNegative | None, ...], Field(min_length=1)]
    """In plus out; None where there was no sample."""
    link: tuple[bool | None, ...] = ()
    """Whether the port had link; empty where that was not asked."""
    poe_w: tuple[NonNegative | None, ...] = ()
    """Watts that the port delivers to what hangs on it (power over Ethernet); empty where that was not asked."""
    origin: Annotated[str, Field(max_length=400)] = ""
    """Where it was read."""

    @property
    def coverage_percent(self) -> float:
        """How many samples there are of those expected."""
        return 100 * sum(one is not None for one in self.bit_per_s) / len(self.bit_per_s)

    @property
    def days(self) -> float:
        """How long the window is."""
        return len(self.bit_per_s) * self.step_s / 86400

    @property
    def idle(self) -> bool:
        """Whether every sample that is there is zero, and nearly all are there."""
        return self.coverage_percent >= 95 and all(float(one) == 0 for one in self.bit_per_s if one is not None)

    @property
    def up(self) -> bool | None:
        """Whether it had link when last seen; None where that is not known."""
        return next((one for one in reversed(self.link) if one is not None), None)

    @property
    def ever_up(self) -> bool | None:
        """Whether it had link at any time in the window; None where that is not known."""
        said = [one for one in self.link if one is not None]
        return any(said) if said else None

    @property
    def mean_bit_per_s(self) -> float | None:
        """Return the mean rate; None where hardly any sample is there."""
        values = [float(one) for one in self.bit_per_s if one is not None]
        return sum(values) / len(values) if values and self.coverage_percent >= 80 else None

    @property
    def poe_most_w(self) -> float | None:
        """The most that it ever delivered in the window; None where that is not known."""
        said = [float(one) for one in self.poe_w if one is not None]
        return max(said) if said else None

    @property
    def poe_mean_w(self) -> float | None:
        """The mean of what it delivered; None where that is not known."""
        said = [float(one) for one in self.poe_w if one is not None]
        return sum(said) / len(said) if said else None

    def at_share(self, share: float) -> float:
        """Return the rate that this share of the samples stays at or below, in bit/s; 0 where there is none."""
        values = sorted(float(one) for one in self.bit_per_s if one is not None)
        return values[max(0, ceil(share * len(values)) - 1)] if values else 0.0
