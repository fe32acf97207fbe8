"""Which lines the model knows by a rule, on every platform: the others are counted and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.device.known import knows
from tests.unit.pipeline.device.walked import behaviour

FOLDER = Path(__file__).parent / "known_cases"


def paths() -> list[Any]:
    """Return (platform, headers and line, known) for every path of every file."""
    found = [
        pytest.param(file.stem, tuple(path), known == "known", id=f"{file.stem}: {known}: {' / '.join(path)}")
        for file in sorted(FOLDER.glob("*.yaml"))
        for known, group in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for path in group
    ]
    assert found
    return found


@pytest.mark.parametrize(("platform", "path", "known"), paths())
def test_a_line_is_known_where_a_rule_is_about_it(platform: str, path: tuple[str, ...], known: bool) -> None:
    assert knows(behaviour(platform), path) is known
