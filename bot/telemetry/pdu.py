"""Metered outlets of a rack PDU (APC PowerNet-MIB, rPDU2), named after the device: a meter at the inlets."""

from __future__ import annotations

from bot.telemetry.base import Profile

PLUGIN = Profile(
    title="metered PDU outlets whose names begin with the device's name",
    source="meter",
    power='sum (rPDU2OutletMeteredStatusPower{rPDU2OutletMeteredStatusName=~"$device([^A-Za-z0-9].*)?"})',
    device_label="rPDU2OutletMeteredStatusName",
    fleet='sum by (rPDU2OutletMeteredStatusName) (rPDU2OutletMeteredStatusPower{rPDU2OutletMeteredStatusName!=""})',
)
