"""Recording rules of the organisation: `device_power_watts{device=…}` from whatever meter it has, and for what ports
deliver over Ethernet `port_poe_watts{device=…, interface=…}`.
"""

from __future__ import annotations

from bot.telemetry.base import Profile

PLUGIN = Profile(
    title="recording rule device_power_watts, a meter at the inlets",
    source="meter",
    power='sum by (device) (device_power_watts{device="$device"})',
    device_label="device",
    poe='max by (interface) (port_poe_watts{device="$device"})',
    poe_labels=("interface",),
)
