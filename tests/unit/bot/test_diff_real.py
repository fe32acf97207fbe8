"""The comparison on Junos configurations that others wrote, where they are present beside the checkout."""

from __future__ import annotations

import random
import re
from itertools import permutations

import pytest

from bot.diff import compare
from pipeline.device.junos.play import prove
from pipeline.recognise import recognise
from tests.real_data import DATA, NETWORKS

HOST = re.compile(r"^(?:set system |\s+)host-name \S+$|^\s+host-name \S+;", re.MULTILINE)


def configurations() -> list[str]:
    """Return the Junos configurations that are there; both forms."""
    files = sorted(file for file in NETWORKS.rglob("*") if file.is_file() and "configs" in file.parts)
    found = [text for file in files if HOST.search(text := file.read_text(encoding="utf-8", errors="replace"))]
    if not found:
        pytest.skip(f"no Junos configuration under {NETWORKS}: the comparison was NOT run on real ones")
    return found


def test_every_pair_of_devices_is_proved() -> None:
    verdicts = [compare("juniper_junos", a, b).proof for a, b in permutations(configurations(), 2)]
    assert [proof for proof in verdicts if proof.verdict != "proved"] == []


def test_lost_lines_are_proved_and_a_lost_command_is_not() -> None:
    chance = random.Random(7)
    texts = [text for text in configurations() if text.startswith("set ")]
    assert texts
    tried = 0
    for text in texts:
        for _ in range(10):
            kept = "".join(f"{line}\n" for line in text.splitlines() if chance.random() > 0.1)
            compared = compare("juniper_junos", text, kept)
            assert compared.proof.verdict == "proved"
            if compared.remediation:
                lost = chance.randrange(len(compared.remediation))
                fewer = [command for step, command in enumerate(compared.remediation) if step != lost]
                assert prove(text, kept, fewer, compared.rollback).verdict == "not_proved"
                tried += 1
    assert tried


PAIRS = DATA / "before-after" / "arista_eos"
NOT_PROVED = frozenset({"082"})
"""Not proved: VLAN 4096, which no device takes."""


def test_real_changes_of_arista_eos_never_crash_and_are_proved_but_for_the_known_ones() -> None:
    folders = sorted(folder for folder in PAIRS.glob("*") if folder.is_dir()) if PAIRS.is_dir() else []
    if not folders:
        pytest.skip(f"no pairs under {PAIRS}: the comparison was NOT run on real changes of Arista EOS")
    left = {
        folder.name
        for folder in folders
        if compare(
            "arista_eos",
            (folder / "running.cfg").read_text(encoding="utf-8"),
            (folder / "candidate.cfg").read_text(encoding="utf-8"),
        ).proof.verdict
        != "proved"
    }
    assert left <= NOT_PROVED


def test_every_pair_of_cisco_ios_devices_and_every_real_change_is_proved() -> None:
    lab = sorted((NETWORKS / "lab-validation" / "ios_example_network" / "configs").rglob("*.txt"))
    if not lab:
        pytest.skip(f"no Cisco IOS configuration under {NETWORKS}: the comparison was NOT run on real ones")
    pairs = list(permutations([file.read_text(encoding="utf-8") for file in lab], 2))
    for base, other in (
        ("forwarding-change/base", "forwarding-change/change1"),
        ("batfish-example/live", "batfish-example/candidate"),
    ):
        there = NETWORKS / other / "configs"
        files = sorted((NETWORKS / base / "configs").iterdir())
        pairs += [(file.read_text(encoding="utf-8"), (there / file.name).read_text()) for file in files]
    assert [proof for a, b in pairs if (proof := compare("cisco_ios", a, b).proof).verdict != "proved"] == []


OTHERS = (
    ("cisco_nxos", ("nxos*/configs/*/*.txt", "mix*/configs/*NXOS/*.txt")),
    ("cisco_xr", ("iosxr*/configs/*/*.txt",)),
    ("frr", ("cumulus*/configs/*/*.cfg", "mix*/configs/*Cumulus/*.cfg")),
)


@pytest.mark.parametrize(("platform", "patterns"), OTHERS)
def test_every_pair_of_devices_of_nxos_xr_and_frr_is_proved(platform: str, patterns: tuple[str, ...]) -> None:
    lab = NETWORKS / "lab-validation"
    found = [file.read_text(encoding="utf-8") for pattern in patterns for file in sorted(lab.glob(pattern))]
    texts = [text for text in found if recognise(text).platform == platform]
    if not texts:
        pytest.skip(f"no {platform} configuration under {lab}: the comparison was NOT run on real ones")
    assert len(texts) > 2
    assert [
        proof for a, b in permutations(texts, 2) if (proof := compare(platform, a, b).proof).verdict != "proved"
    ] == []
