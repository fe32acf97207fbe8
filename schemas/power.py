"""A power series: what a meter or a device said it drew, sample by sample, gaps kept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schemas.base import Record
from schemas.quantity import NonNegative
from schemas.values import DeviceName

PowerSource = Literal["meter", "psu_input", "psu_output"]
"""At the wall; what the supplies say they take; what they say they give, before their own loss is counted."""


class PowerSeries(Record):
    """Watts of one device at even steps."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")]
    """Name of the series in the evidence."""
    device: DeviceName
    """Whose power it is."""
    source: PowerSource
    """Where it was taken."""
    start: AwareDatetime
    """Time of the first sample."""
    step_s: Annotated[int, Field(ge=1, le=86400)]
    """Seconds between samples."""
    watts_w: Annotated[tuple[NonNegative | None, ...], Field(min_length=1)]
    """The samples; None where there was none."""
    query: Annotated[str, Field(max_length=2000)] = ""
    """The query as it was sent; empty where it was read from a file."""
    origin: Annotated[str, Field(max_length=400)] = ""
    """Where it was read: a file's name and digest, or the query as it was sent."""
    warnings: tuple[Annotated[str, Field(max_length=300)], ...] = ()
    """What the source warned of."""
