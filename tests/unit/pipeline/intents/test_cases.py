"""Every case of every kind: what comes of it byte for byte, and the laws that hold for all.

A case is a folder with one intent or several, and `expected.txt`; it runs on the network beside the kinds. Files of
the case's own (`configs/`, `changes/`, `gains.yaml`, …) take the place of the network's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.files import Folder
from bot.golden_text import devices, written
from bot.propose import Proposed, propose_intents
from pipeline.registry import kinds

HOME = Path(__file__).parents[3] / "cases" / "intents"
CASES = tuple(sorted({file.parent.parent for file in HOME.glob("*/*/intents/*.yaml")}))


class Network:
    """The network of the cases, with files of a case put in the place of its own."""

    def __init__(self, case: Path, **more: bytes) -> None:
        self._case, self._network, self._more = Folder(case), Folder(HOME / "network"), more

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        found = self._more.get(path)
        return found if found is not None else self._case.read(path) or self._network.read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        return tuple(sorted({*self._case.names(folder), *self._network.names(folder)}))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        return tuple(sorted({*self._case.below(folder), *self._network.below(folder)}))


def proposed(case: Path, **more: bytes) -> Proposed:
    """Return what comes of the intents of a case."""
    files = Network(case, **more)
    return propose_intents(files, files, [f"intents/{file.name}" for file in sorted((case / "intents").glob("*.yaml"))])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_comes_of_a_case(case: Path, request: pytest.FixtureRequest) -> None:
    done = proposed(case)
    actual = written(done)
    expected = case / "expected.txt"
    if request.config.getoption("--update-cases"):
        expected.write_text(actual)
    assert actual == expected.read_text()
    if case.name.startswith(("good", "wrong", "conflict")):
        assert done.blocking != case.name.startswith("good"), "a case must come out as its name says"
    for package in done.packages:
        texts = {name: raw for name, raw in package.files if name.startswith("candidates/")}
        for item in devices(package):
            assert item["proof"]["verdict"] == "proved", f"{item['device']}: {item['proof']}"
            assert untouched(item, texts[f"candidates/{item['device']}.cfg"].decode(), case)
    if done.packages and not any(package.blocking for package in done.packages):
        last = {name: raw for package in done.packages for name, raw in package.files}
        made = {path.replace("candidates/", "configs/"): last[path] for path in last if path.startswith("candidates/")}
        again = proposed(case, **made)
        changed = {item["device"]: item["remediation"] for one in again.packages for item in devices(one)}
        changed = {name: commands for name, commands in changed.items() if commands}
        assert changed == {}, "what is there already must change nothing"


def untouched(item: dict[str, Any], candidate: str, case: Path) -> bool:
    """Tell whether the lines that no origin claims are those of the running configuration, in order, byte for byte."""
    if item["after"]:
        return True
    made = {line["line"] for line in item["lines"]}
    kept = [text for number, text in enumerate(candidate.split("\n"), start=1) if number not in made]
    running = (Network(case).read(f"configs/{item['device']}.cfg") or b"").decode().split("\n")
    rest = iter(running)
    return all(line in rest for line in kept)


def test_every_kind_has_cases() -> None:
    told = {case.parent.name for case in CASES}
    assert CASES
    assert told >= set(kinds()) - BEFORE, f"no cases: {sorted(set(kinds()) - told)}"


BEFORE = {"access_vlan", "acl_rule", "bgp_peer"}
"""Kinds whose cases are the example campus."""
