"""Play commands on configurations of real networks, which lie beside the checkout where they are available."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.device.compare import first_difference
from pipeline.device.grammar import grammar
from pipeline.device.parse import book, kids, parse
from pipeline.device.play import play
from pipeline.device.prove import prove
from pipeline.device.render import render
from tests.real_data import DATA
from tests.unit.pipeline.device.walked import behaviour

PLACES = (
    ("arista_eos", "before-after/arista_eos/*/*.cfg"),
    ("arista_eos", "networks/lab-validation/eos*/configs/*/*"),
    ("arista_eos", "networks/lab-validation/mix*/configs/*EOS/*"),
    ("cisco_ios", "networks/batfish-example/*/configs/*"),
    ("cisco_ios", "networks/forwarding-change/*/configs/*"),
    ("cisco_ios", "networks/lab-validation/*/configs/*IOS*/*"),
    ("cisco_ios", "networks/lab-validation/iosxe*/configs/*/*"),
    ("cisco_nxos", "networks/lab-validation/nxos*/configs/*/*"),
    ("cisco_nxos", "networks/lab-validation/mix*/configs/*NXOS/*"),
    ("cisco_xr", "networks/lab-validation/iosxr*/configs/*/*"),
    ("frr", "networks/lab-validation/cumulus*/configs/*/*"),
    ("frr", "networks/lab-validation/mix*/configs/*Cumulus/*"),
)
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"no real configurations in {DATA}")


def texts(platform: str, pattern: str) -> tuple[Any, list[str]]:
    found = [
        file.read_text(encoding="utf-8", errors="replace") for file in sorted(DATA.glob(pattern)) if file.is_file()
    ]
    assert found, pattern
    return behaviour(platform), found


@pytest.mark.parametrize(("platform", "pattern"), PLACES)
def test_no_commands_leave_every_byte(platform: str, pattern: str) -> None:
    behaviour, found = texts(platform, pattern)
    for text in found:
        assert play(behaviour, text, ()).text == text
        assert prove(behaviour, text, text, (), ()).verdict == "proved"


@pytest.mark.parametrize(("platform", "pattern"), PLACES)
def test_what_is_looked_at_is_written_as_it_was(platform: str, pattern: str) -> None:
    behaviour, found = texts(platform, pattern)
    same = 0
    for text in found:
        model = parse(text, grammar(behaviour))
        for node in kids(model, model.root):
            if not node.noise:
                book(model, node)
        model.journal.extend(play_of_nothing())
        written = render(model)
        same += written == text
        assert first_difference(model, parse(text, grammar(behaviour))) is None
        assert first_difference(parse(written, grammar(behaviour)), model) is None
    assert same >= 0.95 * len(found), "only a text that opens a block twice is written otherwise"


def play_of_nothing() -> list[Any]:
    """Return a journal that makes the model write itself anew."""
    model = parse("hostname x\n", grammar(behaviour("frr")))
    from pipeline.device.tree import add

    add(model, model.root, "hostname y")
    return model.journal


@pytest.mark.parametrize(("platform", "pattern"), PLACES)
def test_a_description_comes_changes_and_goes(platform: str, pattern: str) -> None:
    behaviour, found = texts(platform, pattern)
    proved = 0
    for text in found:
        lines = text.split("\n")
        for place, line in enumerate(lines[:-1]):
            if not line.startswith("interface ") or not lines[place + 1].strip().startswith("description "):
                continue
            old = lines[place + 1]
            blank = old[: len(old) - len(old.lstrip())]
            gone = "\n".join([*lines[: place + 1], *lines[place + 2 :]])
            other = "\n".join([*lines[: place + 1], f"{blank}description new", *lines[place + 2 :]])
            enter, same, new = line.strip(), old.strip(), "description new"
            assert prove(behaviour, text, gone, (enter, "no description"), (enter, same)).verdict == "proved"
            assert prove(behaviour, text, other, (enter, new), (enter, same)).verdict == "proved"
            assert prove(behaviour, text, other, (enter, "no description"), (enter, same)).verdict == "not_proved"
            proved += 1
            if proved % 5 == 0:
                break
    assert proved or not any("\n description " in text for text in found)
