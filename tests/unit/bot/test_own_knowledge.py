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


@pytest.fixture
def network(tmp_path: Path) -> Path:
    root = tmp_path / "network"
    shutil.copytree(HOME / "network", root)
    shutil.copytree(HOME / "ntp_servers" / "conflict" / "intents", root / "intents")
    (root / "knowledge" / "blueprints").mkdir(parents=True)
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
            "ntp.j2:1:1: ios-ntp-server@2.0.0: no device of inventory/devices.yaml can use it: it is for >=99",
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
