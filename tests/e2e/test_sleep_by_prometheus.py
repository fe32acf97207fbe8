"""From an intent to sleep ports to its package, with a real Prometheus in between."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.prometheus_server import server
from tests.unit.bot.campus import artifact
from tests.unit.bot.energy.spine import Spine

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.e2e
STEP = 600
DAYS = 15
RATES = {"Ethernet7/1": 0, "Ethernet8/1": 0, "Ethernet6/1": 250_000, "Ethernet5/1": 0}


def openmetrics() -> str:
    end = int(time.time()) // STEP * STEP
    moments = range(end - DAYS * 86400, end, STEP)
    out = ["# TYPE device_power_watts gauge"]
    out += [f'device_power_watts{{device="sp-1"}} {300 + at // STEP * 37 % 11 * 0.01:.2f} {at}' for at in moments]
    for direction in ("In", "Out"):
        out.append(f"# TYPE ifHC{direction}Octets gauge")
        for port, rate in RATES.items():
            labels = f'instance="sp-1",ifDescr="{port}",ifName="{port}"'
            out += [f"ifHC{direction}Octets{{{labels}}} {rate * (at - moments[0])} {at}" for at in moments]
    out.append("# TYPE ifOperStatus gauge")
    for port, rate in RATES.items():
        labels = f'instance="sp-1",ifDescr="{port}",ifName="{port}"'
        out += [f"ifOperStatus{{{labels}}} {1 if rate else 2} {at}" for at in moments]
    out.append("# TYPE port_poe_watts gauge")
    for port, watts in (("Ethernet5/1", 6.5), ("Ethernet7/1", 0), ("Ethernet8/1", 0)):
        out += [f'port_poe_watts{{device="sp-1",interface="{port}"}} {watts} {at}' for at in moments]
    return "\n".join([*out, "# EOF", ""])


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spine]:
    with server(tmp_path_factory.mktemp("prometheus"), openmetrics()) as url:
        found = Spine()
        energy = {"prometheus": {"url": url, "profile": "recorded"}, "factor": "owid-2023.deu"}
        found.files["gains.yaml"] = json.dumps({"apiVersion": "gains/v1", "energy": energy})
        yield found


def test_idle_ports_are_proved_idle_and_the_samples_are_kept(network: Spine) -> None:
    ports = [{"device": "sp-1", "interfaces": ["Ethernet7/1", "Ethernet8/1"]}]
    package = network.package("port_sleep", {"ports": ports, "unplug": True})
    rows = {row["name"]: row["outcome"] for row in artifact(package, "validation.json")["checks"]}
    assert (rows["idleness"], rows["energy impact"]) == ("PASS", "PASS"), artifact(package, "validation.json")
    assert not package.blocking
    found = artifact(package, "footprint.json")
    assert found["as_is"] is not None
    assert found["carbon"]["vintage"] == 2023
    (evidence,) = found["evidence"]
    assert "device_power_watts" in evidence["query"]
    assert float(evidence["coverage_percent"]) > 45
    (name,) = (name for name, _ in package.files if name.startswith("evidence/telemetry-device"))
    assert artifact(package, name)["answer"]["source"][0][0] == "prometheus"


def test_a_port_that_powers_something_does_not_sleep(network: Spine) -> None:
    ports = [{"device": "sp-1", "interfaces": ["Ethernet5/1"]}]
    package = network.package("port_sleep", {"ports": ports})
    assert [item.rule for item in package.findings if item.severity == "error"] == ["port-feeds-device"]
    assert "6.5 W over Ethernet" in package.findings[0].message


def test_a_port_in_use_does_not_sleep(network: Spine) -> None:
    ports = [{"device": "sp-1", "interfaces": ["Ethernet6/1"]}]
    package = network.package("port_sleep", {"ports": ports})
    assert [item.rule for item in package.findings if item.severity == "error"] == ["port-is-used"]
    assert package.blocking
