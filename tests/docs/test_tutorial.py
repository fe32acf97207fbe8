"""The tutorial is done as it stands there, block by block in one shell, and prints what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.shown import blocks, missing
from tests.e2e.serve_process import free_port

ROOT = Path(__file__).parents[2]
BLOCKS = blocks((ROOT / "docs" / "tutorial.md").read_text())
MARK = "-- block {} ended --"


def script(folder: Path) -> str:
    """Return all blocks as one script that stops at the first command that fails and marks where a block ends."""
    port = free_port()
    out = ["set -euo pipefail; set -m"]
    for number, (sort, text) in enumerate(BLOCKS):
        if sort == "sh":
            here = text.replace("/tmp/gains-tutorial", str(folder)).replace("8099", str(port))
            out += [here, f"echo; echo '{MARK.format(number)}'"]
    return "\n".join(out)


@pytest.mark.slow
@pytest.mark.e2e
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    program = tmp_path / "checkout" / ".venv" / "bin" / "gains"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nfrom bot.cli import main\nmain()\n")
    program.chmod(0o755)
    (tmp_path / "checkout" / "docs").symlink_to(ROOT / "docs")
    path = os.environ["PATH"]  # noqa: TID251 - a shell is started
    surroundings = {"PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    done = subprocess.run(
        ["bash", "-c", script(tmp_path / "work")],
        cwd=tmp_path / "checkout",
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    log = tmp_path / "work" / "serve.log"
    said = log.read_text()[-3000:] if log.exists() else ""
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr}\n{said}"
    rest, wrong = done.stdout, []
    for number, (sort, text) in enumerate(BLOCKS):
        if sort == "sh":
            printed, _, rest = rest.partition(MARK.format(number))
        elif lost := missing(text, printed):
            wrong.append((lost, printed))
    assert wrong == []


def test_the_page_has_blocks_and_a_line_that_is_not_printed_is_seen() -> None:
    assert len(BLOCKS) > 15
    assert missing("a … c\nd\n", "a b c\nd\n") == []
    assert missing("d\na\n", "a\nd\n") == ["a"]
    assert missing("exit 1", "exit 0") == ["exit 1"]
