"""A recording rule of the organisation: `device_power_watts{device=…}`, from whatever meter it has."""

from __future__ import annotations

from bot.telemetry.base import Profile

PLUGIN = Profile(
    title="recording rule device_power_watts, a meter at the inlets",
    source="meter",
    power='sum by (device) (device_power_watts{device="$device"})',
    device_label="device",
)
