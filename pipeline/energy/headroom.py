"""Headroom: whether the members of an aggregate that stay awake can carry its traffic, even when one of them fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.energy.names import gigabits
from pipeline.energy.plugged import module_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.checks.base import Case
    from pipeline.energy.known import Known
    from pipeline.energy.moves import Sleeper
    from schemas.traffic import TrafficSeries

BUSY = 0.95
"""Share of the samples that the rate stays below."""


def headroom(
    case: Case, known: Known, asleep: tuple[Sleeper, ...], traffic: Mapping[tuple[str, str], TrafficSeries]
) -> Iterator[tuple[Sleeper, str, str]]:
    """Yield a sleeper, a rule and what is wrong, for every aggregate that would be too full or cannot be judged."""
    allowed = getattr(case.draft.loaded.spec, "headroom_percent", 70) / 100
    for device, lag in sorted({(one.device, one.lag) for one in asleep if one.lag}):
        mine = [one for one in asleep if (one.device, one.lag) == (device, lag)]
        view = case.draft.bases[device].view
        ports = [port.name for port in view.facts.interfaces if port.lag == lag and not port.shutdown]
        missing = [port for port in ports if (device, port) not in traffic]
        speeds = [module_of(view, port, known)[1] for port in ports]
        if missing or any(speed is None for speed in speeds):
            what = f"the traffic of {', '.join(missing)}" if missing else "the speed of its members"
            yield mine[0], "headroom-unknown", f"{lag} of {device}: {what} is not known"
            continue
        left = len(ports) - len(mine)
        room = (left - 1) * min(gigabits(speed) for speed in speeds if speed) * 1e9 * allowed
        # In plus out over a port of that speed in each direction: the busier direction is at most the sum.
        busy = sum(traffic[device, port].at_share(BUSY) for port in ports)
        if busy > room:
            said = (
                f"{lag} of {device} carries {busy / 1e9:.2f} Gb/s at the 95th percentile; after one failure "
                f"{left - 1} members may carry {room / 1e9:.2f} Gb/s"
            )
            yield mine[0], "headroom-short", said
