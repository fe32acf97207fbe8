"""Junos configurations of real laboratories: every ordered pair and random losses are proved; skipped where absent."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from pipeline.config.junos import derive, merge
from pipeline.device.junos import play, prove
from tests.real_data import NETWORKS

PATTERNS = ("*/*/configs/*/*display_set.txt", "*/*/source/configs/*.cfg")


def _is_junos(text: str) -> bool:
    return "\nset system host-name " in text or text.startswith("system {")


def _texts() -> dict[str, str]:
    files = sorted(path for pattern in PATTERNS for path in NETWORKS.glob(pattern))
    texts = {str(path.relative_to(NETWORKS)): path.read_text() for path in files}
    return {name: text for name, text in texts.items() if _is_junos(text)}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    if not NETWORKS.is_dir():
        pytest.skip(f"no real networks: {NETWORKS.name} is not beside the checkout")
    found = _texts()
    assert len(found) >= 5
    return found


def test_every_ordered_pair_is_proved(texts: dict[str, str]) -> None:
    for (one, running), (other, candidate) in permutations(texts.items(), 2):
        proof = prove(running, candidate, derive(running, candidate), derive(candidate, running))
        assert proof.verdict == "proved", (one, other, proof)


def test_random_losses_are_proved_both_ways(texts: dict[str, str]) -> None:
    draw = random.Random(7)
    for name, text in texts.items():
        lines = text.split("\n")
        for _ in range(40):
            kept = [line for line in lines if not line.rstrip().endswith(";") and not line.startswith("set")]
            spared = [line for line in lines if line in kept or draw.random() > 0.2]
            less = "\n".join(spared)
            proof = prove(text, less, derive(text, less), derive(less, text))
            assert proof.verdict == "proved", (name, less, proof)


def test_what_is_there_is_not_merged_again(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        flat = play(text, ()).text if "\nset " in text else "\n".join(derive("system {\n}\n", text))
        fragment = [line for line in flat.split("\n") if line.startswith("set")]
        assert len(fragment) > 10, name
        assert merge(text, fragment).text == text, name
