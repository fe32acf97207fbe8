"""The program's own energy: modelled from the processor time that it has used, and said to be modelled."""

from __future__ import annotations

import time

from schemas.quantity import quantity
from schemas.telemetry import OwnUse

WATTS_A_CORE = 12.0
"""A busy core of a server with its share of memory and supply; 4 to 30 W are seen."""


def own_use() -> OwnUse:
    """Return what the process has used so far; never zero, as something was used."""
    seconds = max(time.process_time(), 0.001)
    said = f"modelled: processor time of the program at {WATTS_A_CORE:g} W a core (4 to 30 W are seen), no meter"
    return OwnUse(own_energy_kwh=quantity(seconds * WATTS_A_CORE / 3.6e6, 9), method=said)
