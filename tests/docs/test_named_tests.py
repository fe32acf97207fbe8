"""Pages that say which test tries what name tests that there are, and every row of theirs names one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("threat-model", "failure-modes")
NODE = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows(page: str) -> list[str]:
    text = (ROOT / "docs" / f"{page}.md").read_text()
    table = next(part for part in re.split(r"\n\n", text) if "| tried by |" in part)
    return [line for line in table.splitlines() if line.startswith("| ")][1:]


def lost(text: str) -> list[str]:
    """Return the tests that are named and are not there."""
    out = []
    for file, test in NODE.findall(text):
        path = ROOT / file
        there = path.is_file() and (not test or re.search(rf"^def {test}\(", path.read_text(), re.MULTILINE))
        if not there:
            out.append(f"{file}::{test}")
    return out


@pytest.mark.parametrize("page", PAGES)
def test_every_row_names_tests_that_exist(page: str) -> None:
    found = rows(page)
    assert len(found) > 15
    assert [row for row in found if not NODE.search(row.rsplit(" | ", 1)[-1])] == []
    assert lost("\n".join(found)) == []


def test_every_threat_names_single_tests() -> None:
    nodes = [node for row in rows("threat-model") for node in NODE.findall(row)]
    assert all(test for _, test in nodes), [file for file, test in nodes if not test]


def test_a_test_that_is_gone_is_seen() -> None:
    assert lost("`tests/docs/test_named_tests.py::test_that_is_not_there`") != []
    assert lost("`tests/docs/test_nowhere.py`") != []
    assert lost("`tests/docs/test_named_tests.py::test_a_test_that_is_gone_is_seen`") == []
