"""An organisation's own blueprints: linted, and put in the place of the bundled ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.files import Folder
from bot.knowledge import bundled
from bot.own_knowledge import linted, own_blueprints
from bot.propose import propose_intents
from pipeline.engine import platforms

HOME = Path(__file__).parents[2] / "cases" / "intents"
SOUND = """---
id: ios-ntp-server
version: 2.0.0
platform: cisco_ios
feature: ntp_server
reads: ["ntp server {address} burst"]
references: [house rule 7]
---
ntp server {{ f.address }} burst
"""
WANTED = """apiVersion: gains/v1
kind: ntp_servers
metadata: {name: a, reason: A change that is tried}
spec:
  devices: [ios-1]
  servers: [{address: 192.0.2.77}]
"""
CASE = """case: A server with burst
running: |
  hostname sw-01
  ntp server 192.0.2.1
feature: {address: 192.0.2.77}
lines: [ntp server 192.0.2.77 burst]
"""


def lint(network: Path) -> tuple[int, str]:
    result = CliRunner().invoke(application(), ["knowledge", "lint", "--root", str(network)])
    return result.exit_code, result.output


@pytest.fixture
def network(tmp_path: Path) -> Path:
    root = tmp_path / "network"
    shutil.copytree(HOME / "network", root)
    (root / "intents").mkdir()
    (root / "intents" / "a.yaml").write_text(WANTED)
    (root / "knowledge" / "blueprints").mkdir(parents=True)
    case = root / "knowledge" / "cases" / "ios-ntp-server" / "burst.yaml"
    case.parent.mkdir(parents=True)
    case.write_text(CASE)
    return root


def test_every_bundled_blueprint_is_sound_but_for_what_it_is_read_back_by() -> None:
    found = [finding.message for item in bundled(platforms()) for finding in linted(item)]
    assert [message for message in found if "it has no reads" not in message] == []


def test_an_own_blueprint_takes_the_place_of_the_bundled_one(network: Path) -> None:
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(SOUND)
    files = Folder(network)
    package = propose_intents(files, files, ["intents/a.yaml"]).packages[0]
    text = dict(package.files)["candidates.json"].decode()
    assert "ntp server 192.0.2.77 burst" in text
    assert "ios-ntp-server@2.0.0" in text
    assert not package.blocking


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("f.address", "f.adress", "ntp_server has no field 'adress'"),
        ("f.address", "secret", "nobody gives 'secret'"),
        ("}} burst", "} burst", "line 1 of the template"),
        ("{address} burst", "{addres} burst", "reads 'addres'"),
        ("feature: ntp_server", "feature: ntp", "feature 'ntp' is not known"),
        ('reads: ["ntp server {address} burst"]\n', "", "it has no reads"),
    ],
)
def test_what_is_wrong_is_said_and_blocks(network: Path, old: str, new: str, said: str) -> None:
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(SOUND.replace(old, new, 1))
    result = CliRunner().invoke(application(), ["knowledge", "lint", "--root", str(network)])
    assert result.exit_code == 1
    assert said in result.output
    files = Folder(network)
    assert propose_intents(files, files, ["intents/a.yaml"]).blocking


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            'os_version: ">=99"',
            "ntp.j2:1:1: warning: ios-ntp-server@2.0.0: no device of inventory/devices.yaml can use it: it is for >=99",
        ),
        ("roles: [firewall]", "it is for the roles firewall"),
        ("status: draft", "its status is draft"),
    ],
)
def test_what_no_device_can_use_is_said(network: Path, more: str, said: str) -> None:
    blueprint = network / "knowledge" / "blueprints" / "ntp.j2"
    blueprint.write_text(SOUND)
    assert CliRunner().invoke(application(), ["knowledge", "lint", "--root", str(network)]).exit_code == 0
    blueprint.write_text(SOUND.replace("feature:", f"{more}\nfeature:", 1))
    result = CliRunner().invoke(application(), ["knowledge", "lint", "--root", str(network)])
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_none_is_said(network: Path) -> None:
    shutil.rmtree(network / "knowledge" / "cases")
    assert CliRunner().invoke(application(), ["knowledge", "lint", "--root", str(network)]).exit_code == 2
    assert own_blueprints(Folder(network)) == ((), ())


def test_the_package_says_what_was_rejected_and_why(network: Path) -> None:
    for name, line in (("draft", "status: draft"), ("old", 'os_version: "<17.9.4"'), ("roles", "roles: [core]")):
        other = SOUND.replace("id: ios-ntp-server", f"id: own-{name}").replace("feature:", f"{line}\nfeature:")
        (network / "knowledge" / "blueprints" / f"{name}.j2").write_text(other)
    files = Folder(network)
    package = propose_intents(files, files, ["intents/a.yaml"]).packages[0]
    said = json.loads(dict(package.files)["knowledge.json"])
    assert [one["blueprint"] for one in said["used"]] == ["ios-ntp-server@1.0.1"]
    assert {one["blueprint"]: one["because"] for one in said["rejected"]} == {
        "own-draft@2.0.0": "its status is draft",
        "own-old@2.0.0": "it is for <17.9.4, ios-1 runs 17.9.4a",
        "own-roles@2.0.0": "it is for the roles core, ios-1 is distribution",
    }


def test_a_blueprint_without_a_case_is_said(network: Path) -> None:
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(SOUND)
    assert lint(network)[0] == 0
    shutil.rmtree(network / "knowledge" / "cases")
    code, said = lint(network)
    assert (code, "it has no case" in said) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("77 burst]", "78 burst]", "expected ntp server 192.0.2.78 burst, but it writes ntp server 192.0.2.77 burst"),
        ("192.0.2.1\n", "192.0.2.77 burst\n", "shows no way back"),
        ("address: 192.0.2.77", "adress: 192.0.2.77", "burst.yaml:1:1: error: ios-ntp-server@2.0.0"),
        ("lines: [ntp server 192.0.2.77 burst]\n", "", "expected either lines or refuses"),
        ("lines: [ntp server 192.0.2.77 burst]", "refuses: not here", "expected to refuse"),
        ("running: |", "runing: |", "burst.yaml:2:9: error: runing: Extra inputs"),
        ("case: A server", "os_version: '12'\ncase: A server", "it is for >=15"),
    ],
)
def test_a_case_that_is_not_as_it_says_is_an_error(network: Path, old: str, new: str, said: str) -> None:
    blueprint = SOUND.replace("feature:", 'os_version: ">=15"\nfeature:', 1)
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(blueprint)
    case = network / "knowledge" / "cases" / "ios-ntp-server" / "burst.yaml"
    case.write_text(CASE.replace(old, new, 1))
    code, output = lint(network)
    assert (code, said in output) == (1, True), output


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("snmp-server location {{ f.address }}", "the candidate does not show what was asked for"),
        ("ntp server {{ f.address }} burst\nend-of-nothing {{ was.address if was else 'x' }}", "once more"),
        ("ntp server {{ f.address }} burst\nrouter bgp 1\nrouter bgp 2", "no rollback"),
    ],
)
def test_what_cannot_be_undone_read_back_or_asked_for_twice_is_an_error(
    network: Path, template: str, said: str
) -> None:
    head = SOUND.partition("ntp server {{")[0]
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(f"{head}{template}\n")
    written = template.replace("{{ f.address }}", "192.0.2.77").replace("{{ was.address if was else 'x' }}", "x")
    case = network / "knowledge" / "cases" / "ios-ntp-server" / "burst.yaml"
    lines = "".join(f"  - {json.dumps(line)}\n" for line in written.split("\n"))
    case.write_text(f"{CASE.partition('lines:')[0]}lines:\n{lines}")
    code, output = lint(network)
    assert (code, said in output) == (1, True), output


def test_a_case_of_no_blueprint_is_said(network: Path) -> None:
    (network / "knowledge" / "blueprints" / "ntp.j2").write_text(SOUND)
    for path in ("other/a.yaml", "a.yaml", "ios-ntp-server/a.txt"):
        stray = network / "knowledge" / "cases" / path
        stray.parent.mkdir(exist_ok=True)
        stray.write_text(CASE)
        code, output = lint(network)
        assert (code, path in output) == (1, True), output
        stray.unlink()
