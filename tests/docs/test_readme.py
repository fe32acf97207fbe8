"""The README's commands do what it says, as they stand there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application

ROOT = Path(__file__).parents[2]
PROGRAM = "    .venv/bin/gains "
COMMANDS = [
    line.removeprefix(PROGRAM)
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith(PROGRAM)
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_ends_well(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(application(), shlex.split(command, comments=True))
    assert result.exit_code == 0, result.output


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 3
