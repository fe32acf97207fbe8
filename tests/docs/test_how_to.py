"""The commands of the how-to pages do what they say, in the order in which they stand there."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import services
from bot.cli import application
from bot.settings import load

ROOT = Path(__file__).parents[2]
CAMPUS = ROOT / "docs" / "examples" / "campus"
PAGES = {page.stem: page for page in sorted((ROOT / "docs" / "how-to").glob("*.md"))}
MINE = ("assist", "connect-a-forge", "evaluate", "hand-over", "import-an-inventory", "operate")
OPEN = {"gains doctor --prod": 1, "gains inventory import csv devices.csv": 1}
"""Commands that end with 1, because something is to do: the page says so."""


def commands(page: Path) -> list[str]:
    lines = [line.strip() for line in page.read_text().splitlines() if line.startswith("    ")]
    return [line for line in lines if "gains " in line and not line.startswith("$ ")]


@pytest.mark.parametrize("name", MINE)
def test_a_page_can_be_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("configs", "inventory", "intents", "gains.yaml"):
        there = CAMPUS / part
        (shutil.copytree if there.is_dir() else shutil.copy)(there, tmp_path / part)
    (tmp_path / "devices.csv").write_text("name,platform,role,site\nnew-1,eos,leaf,building-9\n")
    shutil.copytree(CAMPUS / "configs", tmp_path / "oxidized")
    monkeypatch.chdir(tmp_path)
    if name == "operate":
        services(load().settings).close()  # a bot that was started once
    done = commands(PAGES[name])
    assert done
    for line in done:
        words = shlex.split(line)
        with monkeypatch.context() as here:
            while "=" in words[0]:
                key, _, value = words.pop(0).partition("=")
                here.setitem(os.environ, key, value)  # noqa: TID251 - as a shell would
            result = CliRunner().invoke(application((words[1],)), words[1:])
        assert result.exit_code == OPEN.get(line, 0), f"{line}: {result.output}"
