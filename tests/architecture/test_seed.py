"""The page that maps the founding document's headings to what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [
    line.strip("|").split("|")
    for line in (ROOT / "docs" / "seed.md").read_text().splitlines()
    if re.match(r"\| (?:\d+\.\d+|[A-D]\.|Bibliography) ", line)
]
PARTS = (3, 4, 4, 4, 4, 7, 5, 4, 4, 2)
"""Headings of each chapter."""
NUMBERS = [f"{chapter}.{part}" for chapter, parts in enumerate(PARTS, start=1) for part in range(1, parts + 1)]


def test_every_heading_has_a_row() -> None:
    assert [row[0].split()[0] for row in ROWS] == [*NUMBERS, "Bibliography", "A.", "B.", "C.", "D."]


def test_every_row_names_documents_code_and_tests_that_are_there() -> None:
    for row in ROWS:
        for cell in row[1:]:
            paths = re.findall(r"`([^`]+)`", cell)
            assert paths, row
            for path in paths:
                assert (ROOT / path).exists(), path


def test_the_threat_model_names_tests_that_are_there() -> None:
    page = (ROOT / "docs" / "threat-model.md").read_text()
    paths = [node.partition("::")[0] for node in re.findall(r"`(tests/[^`]+)`", page)]
    assert len(paths) >= 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
