"""The README's commands do what it says, as they stand there."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.reference.commands import commands
from tests.docs.shown import blocks, missing

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


def test_what_the_readme_shows_is_what_the_demo_prints(tmp_path: Path) -> None:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(application(["demo"]), ["demo", str(tmp_path / "demo")])
    assert done.exit_code == 0, done.output
    (shown,) = [text for sort, text in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if sort == "text"]
    assert missing(shown, done.output) == []


@pytest.mark.parametrize(("name", "command"), sorted(commands()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_command_shows_an_example_of_itself(name: str, command: Any) -> None:
    examples = [" ".join(part.split()) for part in command.help.split("\n\n") if "Example: " in part]
    assert examples, f"{name} --help has no example"
    assert all(name in one for one in examples)
