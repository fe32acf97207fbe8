"""The fleet: sums that share what is not known, guards, the chart, and the other commands of the group."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.energy.pack import bundled
from pipeline.energy.fleet import as_is, groups
from schemas.inventory import Device
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.energy.spine import Spine

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(["energy"]), ["energy", *arguments])
    return done.exit_code, done.output


def device(name: str, model: str | None, site: str = "a") -> Device:
    return Device(name=name, platform="cisco_xr", os_version="7.5.2", role="wan", site=site, model=model)


def test_devices_of_one_model_share_what_is_not_known_of_it() -> None:
    known = bundled()
    one = groups([as_is(known, device("r-0", "Catalyst 9300-24P"), None)], "all")[0].spread
    many = groups([as_is(known, device(f"r-{n}", "C9300-24P"), None) for n in range(100)], "all")[0].spread
    assert one is not None
    assert many is not None
    assert many.estimate == pytest.approx(100 * one.estimate)
    assert many.high > 100 * 0.9 * one.high, "a hundred datasheets of one model are no hundred independent values"


def test_what_is_not_known_is_counted_not_guessed() -> None:
    found = [as_is(bundled(), device("r-0", None), None), as_is(bundled(), device("r-1", "8201-32FH"), None)]
    (whole,) = groups(found, "all")
    assert (whole.devices, whole.unknown) == (2, 1)
    assert dict(whole.bases) == {"not known": 1, "field median": 1}


def test_the_campus_has_a_fleet_with_a_chart(tmp_path: Path) -> None:
    code, out = run("fleet", "--repo", str(CAMPUS), "--json", "--svg", str(tmp_path / "fleet.svg"))
    assert code == 0, out
    said = json.loads(out)
    assert said["devices"] == 15
    assert sum(one["devices"] for one in said["sites"]) == sum(one["devices"] for one in said["roles"]) == 15
    assert said["savings"]
    assert all(float(one["high_w"]) < 0 for one in said["savings"])
    names = {port for one in said["savings"] for port in one["ports"]}
    assert not any(port.startswith("TenGig") for port in names), "uplinks never sleep"
    assert ET.parse(tmp_path / "fleet.svg").getroot().tag.endswith("svg")
    assert "Guards:" in run("fleet", "--repo", str(CAMPUS))[1]


def test_telemetry_comes_before_datasheets(tmp_path: Path) -> None:
    network = Spine().telemetry("sp-1", {})
    for path, text in network.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    code, out = run("fleet", "--repo", str(tmp_path), "--json")
    assert code == 0, out
    assert json.loads(out)["bases"]["telemetry"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("fleet", "--repo", "/nonexistent"), 3, "has no inventory/devices.yaml"),
        (("backtest", "/nonexistent.csv"), 2, "name a CSV file"),
        (("recalibrate", "--repo", "/nonexistent"), 2, "gains energy verify writes it"),
        (("models", "8201-32fh"), 0, "up_w"),
        (("models", "owid-2023.deu"), 0, "gCO2e/kWh"),
        (("estimate", str(CAMPUS / "intents" / "cctv-vlan-building-7.yaml")), 0, "No port changes its state"),
        (("estimate", str(CAMPUS / "intents" / "wrong-guest-print.yaml"), "--offline"), 1, "Not assessed"),
    ],
)
def test_commands_say_what_they_found(arguments: tuple[str, ...], code: int, said: str) -> None:
    found, out = run(*arguments)
    assert (found, said in out) == (code, True), out
