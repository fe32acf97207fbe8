"""Endpoints: what ports that are shut delivered over Ethernet. It is the endpoints' power, and never a saving here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.interface_change import InterfaceChange
from schemas.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.interface_change import PowerChange
    from schemas.traffic import TrafficSeries


def endpoints(changes: Iterable[PowerChange], traffic: Mapping[tuple[str, str], TrafficSeries]) -> str | None:
    """Return the watts that shut ports delivered on average; None where no counter of theirs says it."""
    found = [
        series.poe_mean_w
        for one in changes
        if isinstance(one, InterfaceChange)
        and one.after.state == "plugged_shut"
        and (series := traffic.get((one.device, one.interface))) is not None
        and series.poe_mean_w is not None
    ]
    return quantity(sum(found), 2) if found else None
