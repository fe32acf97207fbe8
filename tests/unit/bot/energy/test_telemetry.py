"""Telemetry at the border: profiles, files, what a server may answer, and how absence is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.adapters.prometheus import Prometheus, Range
from bot.answerers.telemetry import answer
from bot.energy.from_files import from_files, power_csv
from bot.energy.from_prometheus import profile, profiles
from bot.energy.wanted import DeviceWanted
from pipeline.errors import SettingsError, TelemetryError
from pipeline.run import Asked
from schemas.question import ask
from tests.unit.bot.campus import Changed

NOW = datetime(2026, 11, 25, tzinfo=UTC)
WANTED = DeviceWanted("wan-01", "cisco_xr", (), 7, 300, 14, 3600)
CSV = "timestamp,total_power_W\n" + "".join(
    f"2026-11-24T{hour:02}:{minute:02}:00+00:00,{400 + hour}\n" for hour in range(24) for minute in range(0, 60, 5)
)


def answering(status: int, content: Any) -> httpx.MockTransport:
    def reply(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(status, json=content)
            if not isinstance(content, bytes)
            else httpx.Response(200, content=content)
        )

    return httpx.MockTransport(reply)


@pytest.mark.parametrize("name", profiles())
def test_every_profile_names_one_device_and_its_source(name: str) -> None:
    found = profile(name)
    assert found.title
    assert found.source in ("meter", "psu_input", "psu_output")
    assert "$device" in found.power
    assert "$device" in found.traffic
    assert "$range" in found.traffic
    assert found.power.count("(") == found.power.count(")")


def test_profiles_are_looked_up_never_imported() -> None:
    assert {"cisco_snmp", "junos_exporter", "openconfig", "pdu"} <= set(profiles())
    with pytest.raises(SettingsError, match="no telemetry profile 'base'"):
        profile("base")


@pytest.mark.parametrize(
    ("status", "content", "said"),
    [
        (200, b"<html>", "no JSON"),
        (500, {"status": "error", "errorType": "internal", "error": "broken"}, "HTTP 500 internal broken"),
        (302, {"status": "success", "data": {}}, "HTTP 302"),
        (200, {"status": "success", "data": {"resultType": "vector", "result": []}}, "expected a matrix"),
        (200, [], "HTTP 200"),
    ],
)
def test_answers_that_are_none_are_refused(status: int, content: Any, said: str) -> None:
    server = Prometheus("http://prometheus.example.net", transport=answering(status, content))
    with pytest.raises(TelemetryError, match=said):
        server.range("up", Range(NOW, NOW, 60))


def test_a_csv_file_is_read_at_even_steps_with_its_gaps() -> None:
    text = CSV.replace("2026-11-24T05:30:00+00:00,405\n", "2026-11-24T05:30:00+00:00,\n")
    series = power_csv("telemetry/wan-01.meter.csv", text.encode(), WANTED, "meter")
    assert (series.step_s, len(series.watts_w)) == (300, 288)
    assert series.watts_w[66] is None
    assert series.watts_w[-1] == "423.000"
    assert "sha256:" in series.origin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,amperes\n", "csv:1: expected a column timestamp"),
        ("timestamp,watts\nyesterday,4\n", "csv:2:"),
        ("timestamp,watts\n2026-11-24T00:00:00Z,much\n", "csv:2:"),
        ("timestamp,watts\n2026-11-24T00:00:00Z,4\n", "1 readings"),
    ],
)
def test_a_wrong_csv_file_is_refused_on_its_line(text: str, said: str) -> None:
    with pytest.raises(TelemetryError, match=said):
        power_csv("telemetry/wan-01.meter.csv", text.encode(), WANTED, "meter")


def test_a_json_file_holds_the_same_records() -> None:
    files = Changed().put("telemetry/wan-01.json", '{"device": "wan-01", "taken": "2026-11-24T00:00:00Z"}')
    found = from_files(files, WANTED, NOW)
    assert found is not None
    assert found.power is None
    with pytest.raises(TelemetryError, match=r"wan-01\.json: taken"):
        from_files(Changed().put("telemetry/wan-01.json", '{"device": "wan-01"}'), WANTED, NOW)


def question(device: str = "wan-01") -> Asked:
    said = ask(
        "telemetry",
        "device",
        intent="x",
        device=device,
        platform="cisco_xr",
        model="",
        ports=[],
        power_days=7,
        power_step_s=300,
        traffic_days=14,
        traffic_step_s=3600,
    )
    return Asked(said, {}, {})


def test_absence_is_answered_and_says_what_was_looked_at() -> None:
    (said,) = answer((question(),), Changed())
    assert said.state == "unreachable"
    assert said.reason == "gains.yaml names no Prometheus, and there is no telemetry/wan-01.json or .csv"


def test_files_answer() -> None:
    (said,) = answer((question(),), Changed().put("telemetry/wan-01.psu_input.csv", CSV))
    assert said.state == "answered"
    assert said.value["power"]["source"] == "psu_input"


def test_the_programs_own_energy_is_never_zero_and_said_to_be_modelled() -> None:
    (said,) = answer((Asked(ask("telemetry", "own-energy", intent="x"), {}, {}),), Changed())
    assert float(said.value["own_energy_kwh"]) > 0
    assert said.value["method"].startswith("modelled")
