"""A parameter of the power model: a value, the unknowns behind it, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from schemas.footprint import Reason, Tier

Shape = Literal["normal", "lognormal", "uniform"]


@dataclass(frozen=True, slots=True)
class Load:
    """How far one unknown moves the parameter; parameters that share an unknown move together."""

    unknown: str
    """Its name: equal names are the same unknown."""
    size: float
    """One standard deviation in the unit of the parameter; in logarithms for lognormal; half the range for uniform."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model, as far as it is known."""

    centre: float
    """Best estimate: the mean, and for lognormal the median."""
    loads: tuple[Load, ...]
    shape: Shape
    tier: Tier
    rows: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def deviation(self) -> float:
        """One standard deviation."""
        spread = sum(load.size**2 for load in self.loads)
        match self.shape:
            case "normal":
                return sqrt(spread)
            case "uniform":
                return sqrt(spread / 3)
            case "lognormal":
                return self.centre * exp(spread / 2) * sqrt(exp(spread) - 1)
