"""Telemetry: whether the Prometheus that gains.yaml names answers."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.base import Health
from bot.energy.from_prometheus import profiles
from bot.energy.server import opened
from bot.files import Folder
from bot.snapshot import read_settings
from pipeline.errors import SettingsError, TelemetryError


def look() -> tuple[Health, ...]:
    """Ask the server of the network repository in the present folder for its version."""
    settings, wrong = read_settings(Folder(Path()))
    if wrong:
        return (Health("telemetry", "off", f"gains.yaml cannot be read: {wrong[0].message}"),)
    server = settings.energy.prometheus
    if server is None:
        known = ", ".join(profiles())
        said = f"gains.yaml here names no Prometheus; files in telemetry/ are read. Profiles: {known}"
        return (Health("telemetry", "off", said),)
    try:
        return (Health("telemetry", "good", f"Prometheus {opened(server.url).version()} at {server.url}"),)
    except (TelemetryError, SettingsError) as error:
        return (Health("telemetry", "off", f"{error}: estimates are made without the power as it is"),)


PLUGIN = look
