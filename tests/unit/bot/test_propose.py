"""Whole ways of intents on the example campus: from the file to the package."""

from __future__ import annotations

import hashlib
import json

import pytest

from pipeline.engine import engine
from pipeline.reader import reader
from tests.unit.bot.campus import CAMPUS, GOOD, INTENTS, Changed, artifact, packages


@pytest.mark.parametrize("name", GOOD)
def test_a_good_intent_is_proved_both_ways_on_every_device(name: str) -> None:
    (package,) = packages(name)
    devices = artifact(package, "candidates.json")["devices"]
    assert devices
    for item in devices:
        assert item["changed"]
        assert item["proof"]["verdict"] == "proved", item["proof"]
        assert item["hazards"] is not None
    assert not package.blocking
    assert package.degraded == ("semantic validation",)


@pytest.mark.parametrize("name", GOOD)
def test_what_the_change_does_not_touch_stays_byte_for_byte(name: str) -> None:
    (package,) = packages(name)
    files = dict(package.files)
    for item in artifact(package, "candidates.json")["devices"]:
        running = (CAMPUS / "configs" / f"{item['device']}.cfg").read_text().split("\n")
        candidate = files[f"candidates/{item['device']}.cfg"].decode().split("\n")
        made = {line["line"] for line in item["lines"]}
        kept = [text for number, text in enumerate(candidate, start=1) if number not in made]
        removed = list(item["removed"])
        rest = iter(kept)
        current = next(rest, None)
        for line in running:
            if line == current:
                current = next(rest, None)
            elif line.strip() in removed:
                removed.remove(line.strip())
            else:
                assert not line.strip("} \t"), f"{line!r} went without a word"
        assert current is None, f"{current!r} came without an origin"


@pytest.mark.parametrize("name", GOOD)
def test_asked_again_of_the_candidates_nothing_changes(name: str) -> None:
    (package,) = packages(name)
    files = dict(package.files)
    done = Changed()
    for item in artifact(package, "candidates.json")["devices"]:
        done.put(f"configs/{item['device']}.cfg", files[f"candidates/{item['device']}.cfg"].decode())
    (again,) = packages(name, files=done)
    for item in artifact(again, "candidates.json")["devices"]:
        assert not item["changed"], item["remediation"]
        assert item["lines"] == []
    assert artifact(again, "change-plan.json")["steps"] == []


@pytest.mark.parametrize(
    ("name", "rule"), [("wrong-guest-print", "acl-shadowed"), ("wrong-printers-port", "port-is-lag-member")]
)
def test_a_wrong_intent_blocks_on_its_line(name: str, rule: str) -> None:
    (package,) = packages(name)
    assert package.blocking
    found = [item for item in artifact(package, "validation.json")["findings"] if item["severity"] == "error"]
    assert {item["rule"] for item in found} == {rule}
    lines = (CAMPUS / "intents" / f"{name}.yaml").read_text().split("\n")
    for item in found:
        assert item["place"]["file"] == f"intents/{name}.yaml"
        assert lines[item["place"]["line"] - 1].strip().startswith("-")
    assert artifact(package, "candidates.json")["devices"] == []


def test_every_line_made_has_an_origin_that_stands_in_the_intent() -> None:
    for package in (package for name in GOOD for package in packages(name)):
        for item in artifact(package, "candidates.json")["devices"]:
            for line in item["lines"]:
                origin = item["origins"][line["origin"]]
                assert origin["field"].startswith("spec.")
                assert origin["place"]["line"] > 1
                assert "@" in origin["blueprint"]


def test_the_manifest_covers_every_file_and_is_an_in_toto_statement() -> None:
    for package in (package for name in INTENTS for package in packages(name)):
        files = dict(package.files)
        said = json.loads(files["manifest.json"])
        assert said["_type"] == "https://in-toto.io/Statement/v1"
        assert {item["name"] for item in said["subject"]} == set(files) - {"manifest.json"}
        for item in said["subject"]:
            assert item["digest"]["sha256"] == hashlib.sha256(files[item["name"]]).hexdigest()


def test_nothing_that_was_not_looked_at_is_green() -> None:
    for package in (package for name in INTENTS for package in packages(name)):
        validation = artifact(package, "validation.json")
        by = {check["name"]: check["outcome"] for check in validation["checks"]}
        assert by["semantic validation"] == "INCONCLUSIVE"
        assert validation["outcome"] != "PASS"
        estimated = bool(artifact(package, "candidates.json")["devices"])
        assert by["energy impact"] == ("PASS" if estimated else "INCONCLUSIVE")
        assert artifact(package, "footprint.json")["kind"] == ("footprint" if estimated else "not-assessed")


def test_two_intents_on_one_device_stand_on_each_other() -> None:
    first, second = packages("cctv-vlan-building-7", "sensor-vlan-two-buildings")
    device = next(item for item in artifact(second, "candidates.json")["devices"] if item["device"] == "dist-a-01")
    assert device["after"] == ["cctv-vlan-building-7"]
    before = dict(first.files)["candidates/dist-a-01.cfg"].decode()
    played = engine("arista_eos").play(before, device["remediation"])
    assert not played.refused
    facts = reader("arista_eos")
    assert facts is not None
    ports = {port.name: port.trunk_vlans for port in facts.facts(played.text).interfaces}
    assert ports["Port-Channel1"].endswith("120")
    assert ports["Port-Channel2"].endswith("130")


def test_two_intents_that_want_different_things_of_one_port_are_a_finding_with_both_places() -> None:
    text = (CAMPUS / "intents" / "cctv-vlan-building-7.yaml").read_text()
    other = text.replace("name: cctv-vlan-building-7", "name: other").replace("floor 1\n  ports", "floor 2\n  ports")
    _, second = packages("cctv-vlan-building-7", "other", files=Changed().put("intents/other.yaml", other))
    found = [item for item in artifact(second, "validation.json")["findings"] if item["rule"] == "intent-conflict"]
    assert found
    assert "intents/cctv-vlan-building-7.yaml:" in found[0]["message"]
    assert found[0]["place"]["file"] == "intents/other.yaml"
    assert second.blocking


def test_what_gains_yaml_protects_blocks() -> None:
    settings = (CAMPUS / "gains.yaml").read_text().replace("[1, 99]", "[1, 99, 120]")
    (package,) = packages("cctv-vlan-building-7", files=Changed().put("gains.yaml", settings))
    assert package.blocking
    assert "protected" in {item["rule"] for item in artifact(package, "validation.json")["findings"]}


def test_an_analyzer_that_is_required_blocks_without_an_answer() -> None:
    settings = (CAMPUS / "gains.yaml").read_text().replace("batfish: degrade", "batfish: require")
    (package,) = packages("cctv-vlan-building-7", files=Changed().put("gains.yaml", settings))
    assert package.blocking


def test_a_device_that_nobody_knows_is_named_on_its_line() -> None:
    text = (CAMPUS / "intents" / "transit-peer-north.yaml").read_text().replace("device: edge-01", "device: edge-09")
    (package,) = packages("transit-peer-north", files=Changed().put("intents/transit-peer-north.yaml", text))
    assert package.blocking
    rules = {item["rule"] for item in artifact(package, "validation.json")["findings"]}
    assert "device-unknown" in rules
