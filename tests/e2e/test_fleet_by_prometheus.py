"""The fleet from a real Prometheus: many devices, several exporters, three queries for each of them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from bot.energy.fleet import fleet
from bot.energy.fleet_prometheus import query
from bot.energy.from_prometheus import profile, profiles
from pipeline.errors import TelemetryError
from tests.e2e.prometheus_server import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e
DAYS, STEP = 7, 300
SENSOR = "PSU0 Input Power"
DEVICES = (
    ("xr-1", "cisco_xr", "NCS-55A1-24H"),
    ("xr-2", "cisco_xr", "NCS-55A1-24H"),
    ("sw-1", "arista_eos", "DCS-7280CR3K-32D4"),
    ("sw-1a", "arista_eos", "DCS-7280CR3K-32D4"),
    ("fw-1", "juniper_junos", "ACX7024-AC"),
    ("quiet", "frr", "BOX-1"),
)


def openmetrics() -> str:
    end = int(time.time()) // STEP * STEP
    moments = range(end - DAYS * 86400, end + STEP, STEP)
    wave = {at: at // STEP % 3 - 1 for at in moments}
    out = ["# TYPE entSensorPrecision gauge"]
    out += [
        f'entSensorPrecision{{instance="{name}",entPhysicalName="{SENSOR}"}} {precision} {at}'
        for name, precision in (("xr-1", 0), ("xr-2", 3))
        for at in moments
    ]
    out.append("# TYPE entSensorValue gauge")
    for name, scale, factor in (("xr-1", "units", 1), ("xr-2", "milli", 1_000_000)):
        labels = f'instance="{name}",entPhysicalName="{SENSOR}",entSensorType="watts",entSensorScale="{scale}"'
        out += [f"entSensorValue{{{labels}}} {(400 + wave[at]) * factor} {at}" for at in moments]
    out.append("# TYPE rPDU2OutletMeteredStatusPower gauge")
    for outlet, watts in (("sw-1 psu 1", 100), ("sw-1 psu 2", 150), ("sw-1a psu 1", 300), ("lamp", 40)):
        label = f'rPDU2OutletMeteredStatusName="{outlet}"'
        out += [f"rPDU2OutletMeteredStatusPower{{{label}}} {watts} {at}" for at in moments]
    out.append("# TYPE junos_power_capacity_sys_actual_usage gauge")
    # Half of the window is missing.
    label = 'junos_power_capacity_sys_actual_usage{target="fw-1"}'
    out += [f"{label} 90 {at}" for at in moments[len(moments) // 2 :]]
    return "\n".join([*out, "# EOF", ""])


def network(root: Path, url: str, telemetry: str = "degrade") -> Path:
    (root / "inventory").mkdir(parents=True, exist_ok=True)
    rows = "".join(
        f"  - {{name: {name}, platform: {platform}, os_version: '1', role: core, site: s, model: {model}}}\n"
        for name, platform, model in DEVICES
    )
    (root / "inventory" / "devices.yaml").write_text(f"devices:\n{rows}")
    platforms = [
        {"platform": "arista_eos", "profile": "pdu"},
        {"platform": "juniper_junos", "profile": "junos_exporter"},
        {"platform": "frr", "profile": "recorded"},
    ]
    energy = {"prometheus": {"url": url, "profile": "cisco_snmp", "platforms": platforms}}
    (root / "gains.yaml").write_text(json.dumps({"apiVersion": "gains/v1", "telemetry": telemetry, "energy": energy}))
    return root


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(tmp_path_factory.mktemp("prometheus"), openmetrics()) as url:
        yield url


def test_every_device_is_known_by_its_own_exporter(address: str, tmp_path: Path) -> None:
    found = fleet(network(tmp_path, address), 3)
    assert found["bases"] == {"not known": 1, "telemetry": 5}
    assert found["telemetry"] == ""
    # A sensor that reads 2.35 % low, two outlets of one device, its neighbour's, and 90 W behind the supplies.
    assert float(found["all"]["estimate_w"]) == pytest.approx(2 * 400 / 0.9765 + 250 + 300 + 90 / 0.9, rel=0.01)
    assert found["unknown_models"] == ["BOX-1"]


def test_without_asking_it_is_known_by_models(address: str, tmp_path: Path) -> None:
    found = fleet(network(tmp_path, address), 3, asked=False)
    assert "telemetry" not in found["bases"]


def test_a_server_that_is_away_is_said_or_stops(tmp_path: Path) -> None:
    found = fleet(network(tmp_path, "http://127.0.0.1:9"), 3)
    assert "did not answer" in found["telemetry"]
    with pytest.raises(TelemetryError):
        fleet(network(tmp_path, "http://127.0.0.1:9", "require"), 3)


@pytest.mark.parametrize("name", profiles())
def test_every_profile_can_ask_for_all(name: str) -> None:
    chosen = profile(name)
    assert "$device" not in query(chosen)
    assert chosen.device_label in query(chosen)
