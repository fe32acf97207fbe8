"""Changes of ports, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.interface_change import InterfaceChange, Port

if TYPE_CHECKING:
    from schemas.interface_change import PortState

NCS = "NCS-55A1-24H"


def turned(
    number: int = 0,
    *,
    model: str | None = NCS,
    optic: str | None = "QSFP28 DAC",
    speed: str | None = "100G",
    after: PortState = "plugged_shut",
    before: PortState = "up",
    device: str = "wan-01",
    traffic: str | None = "0",
) -> InterfaceChange:
    """Return a port that is shut, or whatever else is said."""

    def port(state: PortState) -> Port:
        gone = state == "absent"
        return Port(state=state, speed=None if gone else speed, optic=None if gone else optic)

    return InterfaceChange(
        device=device,
        platform="cisco_xr",
        model=model,
        interface=f"HundredGigE0/0/0/{number}",
        before=port(before),
        after=port(after),
        traffic_bit_per_s=traffic,
        traffic_packet_per_s=traffic,
    )
