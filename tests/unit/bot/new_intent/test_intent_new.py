"""A new intent file: by a sentence, by fields, or asked for; nothing is written that is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import bot
from bot.cli import application
from bot.running_ports import RunningPorts
from bot.wizard import Wizard
from pipeline.load import load
from pipeline.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

CAMPUS = Path(bot.__file__).parent.parent / "docs" / "examples" / "campus"
ABOUT = ("--name", "cctv", "--reason", "New cameras")
SENTENCE = ["add", "vlan", "120", "CCTV", "on", "acc-b7-01", "Gi1/0/10-14"]
FIELDS = (
    "access_vlan",
    *("--set", "vlan.id=120", "--set", "vlan.name=CCTV"),
    *("--set", "ports.0.device=acc-b7-01", "--set", "ports.0.interfaces.0=Gi1/0/10-14"),
)


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAMPUS, tmp_path / "net"))


def run(network: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(application(["intent"]), ["intent", "new", *words, "--repo", str(network)])
    return done.exit_code, done.output


def test_a_sentence_and_fields_make_the_same_file(network: Path) -> None:
    code, _ = run(network, *SENTENCE, *ABOUT)
    assert code == 0
    file = network / "intents" / "cctv.yaml"
    first = file.read_bytes()
    assert load("intents/cctv.yaml", first).findings == ()
    file.unlink()
    assert run(network, *FIELDS, *ABOUT)[0] == 0
    assert file.read_bytes() == first


def test_a_file_that_is_there_stays(network: Path) -> None:
    file = network / "intents" / "cctv-vlan-building-7.yaml"
    before = file.read_bytes()
    code, told = run(network, *SENTENCE, "--name", "cctv-vlan-building-7", "--reason", "x")
    assert code != 0
    assert "choose another --name" in told
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "vlan", "5000", "CCTV", "on", "acc-b7-01", "Gi1/0/10"], "less than or equal to 4094"),
        (["add", "vlan", "120", "CCTV", "on", "acc-b7", "Gi1/0/10"], "acc-b7-02"),
        (["frobnicate", "now"], "add vlan <number>"),
        (["access_vlan", "--set", "vlan.id=120"], "field required"),
        (["access_vlan", "--set", "vlan"], "no PATH=VALUE"),
        (["access_vlan", "--set", "ports.3.device=x"], "does not go there"),
        (["access_vlna", "--set", "vlan.id=1"], "access_vlan"),
        ([*FIELDS, "--set", "ports.0.device=nobody"], "given twice"),
        ([one.replace("acc-b7-01", "nobody") for one in FIELDS], "not in the inventory"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(network: Path, words: list[str], told: str) -> None:
    before = sorted(network.rglob("*"))
    code, output = run(network, *words, *ABOUT)
    assert code == 2
    assert told in output
    assert sorted(network.rglob("*")) == before


@pytest.mark.parametrize("name", ["../x", "A", "x/y", ""])
def test_a_name_leads_nowhere_else(network: Path, name: str) -> None:
    code, output = run(network, *SENTENCE, "--name", name, "--reason", "x")
    assert code == 2
    assert "small letters" in output


def test_nobody_is_asked_where_nobody_is(network: Path) -> None:
    code, output = run(network)
    assert code == 2
    assert "give a sentence" in output


def test_without_an_inventory_it_says_where_to_get_one(tmp_path: Path) -> None:
    code, output = run(tmp_path, *SENTENCE, *ABOUT)
    assert code != 0
    assert "gains init" in output


class Person:
    """Answers in order, and remembers what was shown and offered."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.shown: list[str] = []
        self.offered: dict[str, tuple[str, ...]] = {}

    def ask(self, prompt: str, words: Sequence[str]) -> str:
        self.offered[prompt.strip()] = tuple(words)
        return self.answers.pop(0)

    def wizard(self) -> Wizard:
        return Wizard(self.ask, self.shown.append, kinds(), {"acc-b7-01": ("GigabitEthernet1/0/10",), "acc-b7-02": ()})


def test_the_wizard_takes_a_value_from_a_pool() -> None:
    person = Person("access_vlan", "pool cctv", "CCTV", "acc-b7-01", "GigabitEthernet1/0/10", "", "", "", "")
    kind, spec = person.wizard().what()
    assert (kind, spec["vlan"]) == ("access_vlan", {"id": {"pool": "cctv"}, "name": "CCTV"})


def test_the_wizard_asks_for_every_field_and_looks_at_each_answer() -> None:
    person = Person(
        *("access_vlan", "999999", "CCTV", "120", "CCTV"),
        *("acc-b7-01", "GigabitEthernet1/0/10", "", "", "camera", ""),
    )
    assert person.wizard().what() == (
        "access_vlan",
        {
            "vlan": {"id": 120, "name": "CCTV"},
            "ports": [{"device": "acc-b7-01", "interfaces": ["GigabitEthernet1/0/10"]}],
            "description": "camera",
        },
    )
    assert any("4094" in one for one in person.shown)
    assert person.offered["device:"] == ("acc-b7-01", "acc-b7-02")
    assert person.offered["interfaces (with commas between):"] == ("GigabitEthernet1/0/10",)
    assert person.answers == []


def test_the_wizard_takes_a_sentence_and_asks_back() -> None:
    person = Person("wake b7 Gi1/0/3", "wake acc-b7-01 Gi1/0/3")
    assert person.wizard().what() == ("port_wake", {"ports": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/3"]}]})
    assert "  acc-b7-02" in person.shown


def test_ports_are_those_of_the_running_configuration() -> None:
    ports = RunningPorts(CAMPUS, ("acc-b7-01", "nowhere"))
    assert "GigabitEthernet1/0/10" in ports["acc-b7-01"]
    assert ports["nowhere"] == ()
    assert tuple(ports) == ("acc-b7-01", "nowhere")
    assert "../gains" not in ports
