"""Shifted traffic: what a member of an aggregate carried goes to the members that stay, as its counters say.

The device forwards the same bits as before, through other ports: where these are alike nothing is gained or lost, and
where they are not, the difference is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.energy.ports import bare
from schemas.interface_change import InterfaceChange, Port
from schemas.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.intents.base import View
    from schemas.traffic import TrafficSeries

PACKET_BITS = 8 * 800
"""A packet, where only bits are counted: 800 bytes on average; said among what is taken for granted."""


def staying(view: View, port: str, turned: Mapping[tuple[str, str], bool]) -> tuple[str, tuple[str, ...]]:
    """Return the aggregate of a port and its members that are open before and after; empty where it is none's."""
    own = next((one for one in view.facts.interfaces if bare(one.name) == port), None)
    if own is None or not own.lag:
        return "", ()
    name = view.device.name
    members = (one for one in view.facts.interfaces if one.lag == own.lag and not one.shutdown)
    return own.lag, tuple(sorted(bare(one.name) for one in members if (name, bare(one.name)) not in turned))


def shifted(
    view: View, gone: Sequence[tuple[str, TrafficSeries]], stay: Sequence[tuple[str, Port]]
) -> tuple[dict[str, tuple[str, str]], list[InterfaceChange]]:
    """Return what every port that goes loses, in bit/s and packet/s, and the ports that gain it, in equal parts."""
    lost: dict[str, tuple[str, str]] = {}
    for port, series in gone:
        bits = series.mean_bit_per_s or 0.0
        lost[port] = (quantity(-bits, 1), quantity(-bits / PACKET_BITS, 3))
    bits, packets = (-sum(float(both[at]) for both in lost.values()) / len(stay) for at in (0, 1))
    device = view.device
    return lost, [
        InterfaceChange(
            device=device.name,
            platform=device.platform,
            model=device.model,
            interface=port,
            before=state,
            after=state,
            traffic_bit_per_s=quantity(bits, 1),
            traffic_packet_per_s=quantity(packets, 3),
        )
        for port, state in stay
    ]
