"""Telemetry against a real Prometheus, filled with the power that a production router said of itself."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.adapters.prometheus import Prometheus, Range
from bot.energy.from_prometheus import FromPrometheus, profile
from bot.energy.pack import bundled
from bot.energy.wanted import DeviceWanted
from pipeline.energy.estimate import Inputs, estimate
from pipeline.errors import TelemetryError
from tests.e2e.prometheus_server import server
from tests.real_data import DATA
from tests.unit.pipeline.energy.changes import turned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e
FIELD = DATA / "energy" / "field_ciscoNCS55A1-24H_psu_snmp_5min.csv"
START = datetime(2024, 9, 1, tzinfo=UTC)
DAYS = 9
PORTS = ("HundredGigE0/0/0/0", "HundredGigE0/0/0/1")
WANTED = DeviceWanted("wan-01", "cisco_xr", PORTS, 7, 300, 7, 3600)


def readings() -> list[tuple[int, float, float]]:
    """Return time and watts of both supplies: those of the field where they are there, otherwise made up."""
    if not FIELD.is_file():
        first = int(START.timestamp())
        return [(first + 300 * at, 208 + at % 3 * 0.1, 192 + at % 5 * 0.1) for at in range(DAYS * 288)]
    with FIELD.open() as stream:
        rows = [row for row in csv.DictReader(stream) if row["psu0"] and row["psu1"]]
    found = [
        (int(datetime.fromisoformat(row["timestamp"]).timestamp()), float(row["psu0"]), float(row["psu1"]))
        for row in rows
    ]
    return [one for one in found if one[0] < START.timestamp() + DAYS * 86400]


def openmetrics() -> str:
    rows = readings()
    sensor = 'instance="wan-01",entSensorType="watts",entSensorScale="{scale}",entPhysicalName="{name}"'
    out = ["# TYPE entSensorValue gauge"]
    for index, name, scale, factor in ((1, "0/PT0-PM0-Power Supply Input Power", "units", 100), (2, "", "units", 100)):
        named = sensor.format(scale=scale, name=name or "0/PT0-PM1-Power Supply Input Power")
        out += [f"entSensorValue{{{named}}} {round(row[index] * factor)} {row[0]}" for row in rows]
    chassis = sensor.format(scale="units", name="Rack 0-Total Output Power")
    out += [f"entSensorValue{{{chassis}}} 99900 {row[0]}" for row in rows]
    out.append("# TYPE entSensorPrecision gauge")
    for name in (
        "0/PT0-PM0-Power Supply Input Power",
        "0/PT0-PM1-Power Supply Input Power",
        "Rack 0-Total Output Power",
    ):
        out += [f'entSensorPrecision{{instance="wan-01",entPhysicalName="{name}"}} 2 {row[0]}' for row in rows]
    for direction in ("In", "Out"):
        out.append(f"# TYPE ifHC{direction}Octets gauge")
        for port, rate in zip(PORTS, (0, 125_000), strict=True):
            labels = f'instance="wan-01",ifDescr="{port}",ifName="Hu{port[10:]}"'
            out += [f"ifHC{direction}Octets{{{labels}}} {rate * (row[0] - rows[0][0])} {row[0]}" for row in rows]
    out.append("# TYPE ifOperStatus gauge")
    for port, state in zip(PORTS, (2, 1), strict=True):
        out += [f'ifOperStatus{{instance="wan-01",ifDescr="{port}",ifName="x"}} {state} {row[0]}' for row in rows]
    return "\n".join([*out, "# EOF", ""])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("prometheus")
    with server(folder, openmetrics()) as url:
        yield url


def now() -> datetime:
    return datetime.fromtimestamp(readings()[-1][0], UTC) + timedelta(seconds=60)


def test_power_is_the_sum_of_the_inputs_with_its_scale_and_no_more(address: str) -> None:
    asked = FromPrometheus(Prometheus(address), profile("cisco_snmp"))
    found = asked.device(WANTED, now())
    assert found.power is not None
    assert len(found.power.watts_w) == 7 * 288
    assert found.power.source == "psu_input"
    last = readings()[-1]
    assert abs(float(found.power.watts_w[-1] or 0) - (last[1] + last[2])) < 0.02
    assert "entSensorPrecision" in found.power.query
    assert found.power.origin.startswith("Prometheus 2.")


def test_the_same_window_gives_the_same_evidence(address: str) -> None:
    asked = FromPrometheus(Prometheus(address), profile("cisco_snmp"))
    one, other = asked.device(WANTED, now()), asked.device(WANTED, now())
    assert one == other
    changes = [turned(n) for n in range(4)]
    prints = [
        estimate(Inputs(changes, bundled(), {"wan-01": found.power}, found.taken))
        for found in (one, other)
        if found.power
    ]
    assert prints[0] == prints[1]
    assert prints[0].as_is is not None
    assert prints[0].devices[0].verifiable is False, "the sensor of this router does not follow its meter"


def test_idle_ports_are_told_from_busy_ones(address: str) -> None:
    found = FromPrometheus(Prometheus(address), profile("cisco_snmp")).device(WANTED, now())
    idle, busy = found.traffic
    assert (idle.idle, idle.ever_up) == (True, False)
    assert (busy.idle, busy.up) == (False, True)
    assert abs(busy.at_share(0.95) - 2 * 125_000 * 8) < 1000
    assert idle.days == 7


def test_gaps_stay_gaps(address: str) -> None:
    early = datetime.fromtimestamp(readings()[0][0], UTC) + timedelta(days=2)
    found = FromPrometheus(Prometheus(address), profile("cisco_snmp")).device(WANTED, early)
    assert found.power is not None
    missing = [one is None for one in found.power.watts_w]
    assert sum(missing) > 4 * 288
    assert sum(a != b for a, b in pairwise(missing)) == 1


def test_a_device_that_is_not_there_has_no_power(address: str) -> None:
    wanted = DeviceWanted("wan-99", "cisco_xr", PORTS, 7, 300, 7, 3600)
    found = FromPrometheus(Prometheus(address), profile("cisco_snmp")).device(wanted, now())
    assert (found.power, found.traffic) == (None, ())
    assert found.warnings


@pytest.mark.parametrize(
    ("query", "step", "said"),
    [("sum by (", 300, "HTTP 400 bad_data"), ("up", 1, "samples a series are more than 11000")],
)
def test_what_the_server_refuses_is_said(address: str, query: str, step: int, said: str) -> None:
    with pytest.raises(TelemetryError, match=said):
        Prometheus(address).range(query, Range(now() - timedelta(days=7), now(), step))


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(TelemetryError, match="did not answer: ConnectError"):
        Prometheus("http://127.0.0.1:9").version()
