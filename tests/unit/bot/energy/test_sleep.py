"""Putting ports to sleep, from the intent to the package: guards, proof of idleness, savings and alternatives."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from tests.unit.bot.campus import artifact
from tests.unit.bot.energy.spine import Spine

QUIET = {"Ethernet7/1": 0.0, "Ethernet8/1": 200.0}
PORTS = {"ports": [{"device": "sp-1", "interfaces": ["Ethernet7/1", "Ethernet8/1"]}]}
LAG = {
    "aggregates": [
        {"device": "sp-1", "lag": "Port-Channel1", "members": ["Ethernet4/1"]},
        {"device": "sp-2", "lag": "Port-Channel1", "members": ["Ethernet4/1"]},
    ]
}
MEMBERS = [f"Ethernet{n}/1" for n in range(1, 5)]


def rows(package: Any) -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["outcome"], row["reason"]) for row in artifact(package, "validation.json")["checks"]}


def codes(package: Any) -> list[str]:
    return sorted({item.rule for item in package.findings if item.severity == "error"})


def test_idle_ports_sleep_and_the_saving_is_known() -> None:
    package = Spine().telemetry("sp-1", QUIET).package("port_sleep", PORTS)
    said = rows(package)
    assert said["idleness"][0] == "PASS", said["idleness"]
    assert said["energy impact"][0] == "PASS", said["energy impact"]
    assert not package.blocking
    found = artifact(package, "footprint.json")
    assert found["verdict"] == "saves"
    assert float(found["to_be"]["estimate_w"]) < float(found["as_is"]["estimate_w"])
    assert "no_telemetry" not in found["reasons"]
    assert float(found["own"]["own_energy_kwh"]) > 0
    assert any("evidence/telemetry-device" in name for name, _ in package.files)
    assert found["evidence"][0]["samples"] == 7 * 288


def test_variants_stand_side_by_side() -> None:
    package = Spine().telemetry("sp-1", QUIET).package("port_sleep", {**PORTS, "unplug": True})
    found = artifact(package, "footprint.json")
    names = [(one["name"], one["chosen"]) for one in found["alternatives"]]
    assert names == [
        ("shut down, modules taken out", True),
        ("shut down, modules stay in", False),
        ("only 1 of 2 ports", False),
    ]
    watts = [float(one["delta"]["estimate_w"]) for one in found["alternatives"]]
    assert watts[0] < watts[1] < watts[2] < 0
    assert found["alternatives"][0]["risk"] == "medium"
    assert [one["interface"] for one in found["hands_on"]] == ["Ethernet7/1", "Ethernet8/1"]
    text = dict(package.files)["explain.md"].decode()
    assert "take QSFP-100G-SR4-S out of Ethernet8/1" in text
    plan = dict(package.files)["change-plan.md"].decode()
    assert "take QSFP-100G-SR4-S out of Ethernet8/1" in plan
    watts = found["hands_on"][1]["delta"]["estimate_w"]
    assert float(watts) < -0.5
    assert f"cap and label the fibre ({watts} W, " in plan


@pytest.mark.parametrize(
    ("network", "outcome", "said"),
    [
        (Spine(), "INCONCLUSIVE", "names no Prometheus"),
        (Spine().telemetry("sp-1", {"Ethernet7/1": 0.0}), "INCONCLUSIVE", "does not know the port"),
        (Spine().telemetry("sp-1", QUIET, days=9), "INCONCLUSIVE", "9 days with 100 %"),
        (Spine().telemetry("sp-1", QUIET, gap=40), "INCONCLUSIVE", "14 days with 88 %"),
        (Spine().telemetry("sp-1", {**QUIET, "Ethernet7/1": 5e6}), "FAIL", "must not sleep"),
    ],
    ids=["no telemetry", "port missing", "short", "gaps", "in use"],
)
def test_without_a_proof_of_idleness_nothing_sleeps(network: Spine, outcome: str, said: str) -> None:
    package = network.package("port_sleep", PORTS)
    assert package.blocking
    assert rows(package)["idleness"][0] == outcome
    assert said in rows(package)["idleness"][1]


def test_a_port_that_is_cabled_to_another_device_is_no_access_port() -> None:
    network = Spine()
    network.files["inventory/links.yaml"] = (
        '{"links": [{"a": {"device": "sp-1", "interface": "Ethernet7/1"}, '
        '"b": {"device": "sp-2", "interface": "Ethernet7/1"}}]}'
    )
    package = network.telemetry("sp-1", QUIET).package("port_sleep", PORTS)
    assert codes(package) == ["port-is-uplink", "redundancy-kept"]


@pytest.mark.parametrize("words", ["AP floor 3", "door controller", "CCTV entrance", "fire alarm"])
def test_a_port_that_may_power_something_never_sleeps(words: str) -> None:
    network = Spine()
    network.files["configs/sp-1.cfg"] = network.files["configs/sp-1.cfg"].replace("server 7", words)
    package = network.telemetry("sp-1", QUIET).package("port_sleep", PORTS)
    assert codes(package) == ["port-feeds-device"]


def test_a_member_sleeps_at_both_ends_while_one_more_may_fail() -> None:
    light = dict.fromkeys(MEMBERS, 1e9)
    package = Spine().telemetry("sp-1", light).telemetry("sp-2", light).package("lag_member_sleep", LAG)
    assert rows(package)["idleness"][0] == "PASS", rows(package)
    found = artifact(package, "footprint.json")
    (one, other) = found["devices"]
    assert one["delta"]["estimate_w"] == other["delta"]["estimate_w"]
    assert float(found["delta"]["estimate_w"]) == pytest.approx(2 * -0.961591, abs=0.01)
    share = float(found["delta"]["standard_uncertainty_w"]) / float(one["delta"]["standard_uncertainty_w"])
    assert share > 1.4, "both ends share the parameters of one hardware"


@pytest.mark.parametrize(
    ("rate", "members", "code"),
    [
        (45e9, ["Ethernet4/1"], "headroom-short"),
        (1e9, ["Ethernet2/1", "Ethernet3/1", "Ethernet4/1"], "lag-redundancy"),
        (1e9, MEMBERS, "lag-redundancy"),
    ],
)
def test_an_aggregate_keeps_redundancy_and_room(rate: float, members: list[str], code: str) -> None:
    busy = dict.fromkeys(MEMBERS, rate)
    ends = [{"device": "sp-1", "lag": "Port-Channel1", "members": members}]
    package = Spine().telemetry("sp-1", busy).package("lag_member_sleep", {"aggregates": ends})
    assert code in codes(package)
    assert package.blocking


def test_the_far_end_of_a_sleeping_member_is_named() -> None:
    light = dict.fromkeys(MEMBERS, 1e9)
    network = Spine().telemetry("sp-1", light)
    package = network.package("lag_member_sleep", {"aggregates": LAG["aggregates"][:1]})
    said = artifact(package, "footprint.json")["assumptions"]
    assert any(one.startswith("Ethernet4/1 of sp-2 loses its link") for one in said)


def test_unused_ports_are_all_proved_or_named() -> None:
    quiet = {f"Ethernet{n}/1": 0.0 for n in range(5, 9)}
    package = Spine().telemetry("sp-1", quiet).package("unused_ports_off", {"devices": ["sp-1"]})
    assert not package.blocking, rows(package)
    busy = {**quiet, "Ethernet6/1": 9e6}
    package = Spine().telemetry("sp-1", busy).package("unused_ports_off", {"devices": ["sp-1"]})
    assert codes(package) == ["port-is-used"]
    spec = {"devices": ["sp-1"], "except_ports": [{"device": "sp-1", "interfaces": ["Ethernet6/1"]}]}
    package = Spine().telemetry("sp-1", busy).package("unused_ports_off", spec)
    assert not package.blocking, rows(package)


def test_waking_costs_and_needs_no_proof() -> None:
    network = Spine()
    text = network.files["configs/sp-1.cfg"]
    network.files["configs/sp-1.cfg"] = text.replace(
        "   description server 7\n", "   description server 7\n   shutdown\n"
    )
    wanted = {"ports": [{"device": "sp-1", "interfaces": ["Ethernet7/1"]}]}
    package = network.telemetry("sp-1", QUIET).package("port_wake", wanted)
    assert artifact(package, "footprint.json")["verdict"] == "costs"
    assert "idleness" not in rows(package)
    assert not package.blocking


def test_without_telemetry_the_estimate_stands_and_says_so() -> None:
    network = Spine()
    wanted = {"interfaces": [{"device": "sp-1", "interfaces": ["Ethernet7/1"]}], "enabled": False}
    package = network.package("interface_settings", wanted, asked=False)
    assert rows(package)["energy impact"][0] == "INCONCLUSIVE"
    assert "energy impact" in package.degraded
    assert not package.blocking
    network.files["gains.yaml"] = "apiVersion: gains/v1\ntelemetry: 'off'\n"
    package = network.package("interface_settings", wanted, asked=False)
    assert rows(package)["energy impact"][0] == "PASS"
    network.files["gains.yaml"] = "apiVersion: gains/v1\ntelemetry: require\n"
    package = network.package("interface_settings", wanted, asked=False)
    assert package.blocking


def test_another_speed_is_another_power() -> None:
    wanted = {"interfaces": [{"device": "sp-1", "interfaces": ["Ethernet7/1"]}], "speed": "25G"}
    found = artifact(Spine().package("interface_settings", wanted, asked=False), "footprint.json")
    assert float(found["delta"]["estimate_w"]) < 0
    assert {(one["what"], one["count"]) for one in found["terms"]} == {("QSFP28 DAC 100G", -1), ("QSFP28 DAC 25G", 1)}


def test_the_chart_is_drawn_without_colour_and_says_what_it_shows() -> None:
    package = Spine().telemetry("sp-1", QUIET).package("port_sleep", PORTS)
    root = ET.fromstring(dict(package.files)["footprint.svg"])
    assert root.tag.endswith("svg")
    text = dict(package.files)["footprint.svg"].decode()
    assert {part.split('"')[0] for part in text.split("#")[1:]} <= {"fff", "000", "less)", "more)"}
    assert "Saves power" in text
    assert "(footprint.svg)" in dict(package.files)["explain.md"].decode()


def test_the_decision_does_not_hang_on_samples_but_on_the_verdict() -> None:
    one = Spine().telemetry("sp-1", QUIET)
    other = Spine().telemetry("sp-1", QUIET)
    other.files["telemetry/sp-1.json"] = other.files["telemetry/sp-1.json"].replace("300.0", "300.1")
    first, second = (network.package("port_sleep", PORTS) for network in (one, other))
    assert first.digest != second.digest
    assert first.decision_digest == second.decision_digest
    third = Spine().package("port_sleep", PORTS)
    assert third.decision_digest != first.decision_digest


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("   port-channel min-links 3", "lag-redundancy"),
        ("   port-channel min-links 2", ""),
        ("   port-channel min-links 1 review interval 5", ""),
    ],
)
def test_an_aggregate_keeps_its_own_minimum_and_one_more(line: str, code: str) -> None:
    light = dict.fromkeys(MEMBERS, 1e9)
    network = Spine().telemetry("sp-1", light).telemetry("sp-2", light)
    name = "configs/sp-2.cfg"
    network.files[name] = network.files[name].replace("interface Port-Channel1\n", f"interface Port-Channel1\n{line}\n")
    package = network.package("lag_member_sleep", LAG)
    assert codes(package) == ([code] if code else []), rows(package)
    if code:
        (said,) = (one.message for one in package.findings if one.rule == code)
        assert "at least 4 must stay: its minimum is 3, and one more may fail" in said


def test_what_a_sleeping_member_carried_goes_to_the_others() -> None:
    rates = {**dict.fromkeys(MEMBERS, 6e9), "Ethernet4/1": 3e9}
    network = Spine().telemetry("sp-1", rates).telemetry("sp-2", rates)
    found = artifact(network.package("lag_member_sleep", LAG), "footprint.json")
    assert "traffic_assumed" not in found["reasons"]
    assert any(
        one.startswith("3.000 Gb/s of Ethernet4/1 of sp-1 go to Ethernet1/1, Ethernet2/1, Ethernet3/1 of Port-Channel1")
        for one in found["assumptions"]
    ), found["assumptions"]
    assert {one["term"] for one in found["terms"]} == {"up_w"}, "equal ports carry it at the same cost"


def test_without_counters_of_a_member_its_traffic_is_assumed() -> None:
    rates = {"Ethernet1/1": 6e9}
    network = Spine().telemetry("sp-1", rates).telemetry("sp-2", rates)
    found = artifact(network.package("lag_member_sleep", LAG), "footprint.json")
    assert "traffic_assumed" in found["reasons"]


def test_a_port_that_delivers_power_never_sleeps_however_quiet() -> None:
    package = Spine().telemetry("sp-1", QUIET, poe=6.4).package("port_sleep", PORTS)
    assert codes(package) == ["port-feeds-device"]
    assert "delivered up to 6.4 W over Ethernet" in package.findings[0].message


def test_power_of_endpoints_is_said_apart_and_saves_nothing() -> None:
    spec = {"enabled": False, "interfaces": [{"device": "sp-1", "interfaces": ["Ethernet7/1"]}]}
    package = Spine().telemetry("sp-1", QUIET, poe=6.4).package("interface_settings", spec)
    found = artifact(package, "footprint.json")
    assert found["endpoints_w"] == "6.40"
    assert abs(float(found["delta"]["estimate_w"])) < 2
    assert "What hangs on them drew it" in dict(package.files)["explain.md"].decode()


def test_copper_that_may_power_something_is_named_where_nothing_says_it() -> None:
    network = Spine()
    name = "inventory/devices.yaml"
    network.files[name] = network.files[name].replace("QSFP-100G-SR4-S", "RJ45")
    said = artifact(network.telemetry("sp-1", QUIET).package("port_sleep", PORTS), "validation.json")["not_verified"]
    (one,) = (line for line in said if "power over Ethernet" in line)
    assert "Ethernet8/1 of sp-1" in one
    assert "Ethernet7/1" not in one


def test_both_ends_of_a_cable_sleep_together_in_every_variant() -> None:
    light = dict.fromkeys(MEMBERS, 1e9)
    network = Spine().telemetry("sp-1", light).telemetry("sp-2", light)
    found = artifact(network.package("lag_member_sleep", LAG), "footprint.json")
    names = [one["name"] for one in found["alternatives"]]
    assert names == ["shut down, modules stay in", "shut down, modules taken out"], "half of one cable is no variant"
    two = [{**one, "members": ["Ethernet3/1", "Ethernet4/1"]} for one in LAG["aggregates"]]
    found = artifact(network.package("lag_member_sleep", {"aggregates": two}), "footprint.json")
    (half,) = (one for one in found["alternatives"] if one["name"] == "only 2 of 4 ports")
    (all_,) = (one for one in found["alternatives"] if one["chosen"])
    assert float(half["delta"]["estimate_w"]) == pytest.approx(float(all_["delta"]["estimate_w"]) / 2, abs=0.01)
