"""Lines are owned by the merged intent that made them, as long as they are there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli import application

if TYPE_CHECKING:
    from typer.testing import Result

CASE = Path(__file__).parents[2] / "cases" / "intents" / "revert" / "good"


def asked(root: Path, line: str) -> Result:
    return CliRunner().invoke(application(), ["owners", line, "--root", str(root)])


def test_a_line_is_owned_until_it_is_gone(tmp_path: Path) -> None:
    root = tmp_path / "network"
    shutil.copytree(CASE, root)
    config = root / "configs" / "ios-1.cfg"
    lines = config.read_text().split("\n")
    number = lines.index(" description camera") + 1
    found = asked(root, f"ios-1:{number}")
    assert found.exit_code == 0
    assert "description camera  <- cameras, spec.ports[0].interfaces[0]" in found.output
    assert "vlan 120 / name CCTV  <- cameras, spec.vlan" in asked(root, "ios-1").output
    config.write_text(config.read_text().replace(" description camera\n", ""))
    assert "description camera" not in asked(root, "ios-1").output


def test_what_nobody_made_and_what_is_not_there_is_said() -> None:
    assert asked(CASE, "ios-1:1").exit_code == 1
    nothing = asked(CASE, "nobody")
    assert nothing.exit_code == 3
    assert "there is no" in nothing.output
    beyond = asked(CASE, "ios-1:99999")
    assert beyond.exit_code == 2
    assert "there is no line 99999 of ios-1" in beyond.output
