"""The page of promises names tests that exist: a promise whose test is gone is one that nobody keeps."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "requirements-forge.md").read_text()


def test_every_test_that_is_named_exists() -> None:
    there = {
        name
        for file in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 40
    assert named - there == set()


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:bot|tests|benchmarks)/[\w/.]+)`", PAGE))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
