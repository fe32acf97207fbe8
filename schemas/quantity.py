"""A quantity in an artifact: a quoted decimal, its unit in the name of the field that holds it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from math import isfinite
from typing import Annotated

from pydantic import Field

Quantity = Annotated[str, Field(pattern=r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?$", examples=["-1.125", "0"])]
"""A decimal such as `-1.125`; the unit is the ending of the field's name (`_w`, `_kwh`, `_gco2e`)."""
NonNegative = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?$", examples=["0.25", "8760"])]
"""A decimal that is not below zero."""


def quantity(value: float, places: int) -> str:
    """Return the number as a quoted decimal with that many places; zero never carries a sign.

    Raises ValueError for what is not a finite number: a missing value is None, never a quantity.
    """
    if not isfinite(value):
        raise ValueError(f"{value!r} is not a quantity; expected a finite number")
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    return f"{abs(rounded) if rounded.is_zero() else rounded:f}"
