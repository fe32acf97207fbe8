"""`gains --version`: everything that a report of a fault needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from typer.testing import CliRunner

from bot.about import LIBRARIES, commit, facts
from bot.cli import application
from pipeline.version import __version__

ROOT = Path(__file__).parents[3]


def test_it_says_version_commit_python_platform_libraries_and_knowledge() -> None:
    done = CliRunner().invoke(application(("--version",)), ["--version"])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == f"gains {__version__}"
    names = {line.split("  ")[0].strip() for line in lines[1:]}
    assert {"commit", "python", "platform", "git", "sqlite", "blueprints", "policies", "model pack"} <= names
    assert {f"library {name}" for name in LIBRARIES} <= names


def test_knowledge_is_a_digest_of_what_is_bundled() -> None:
    assert all(facts()[name].startswith("sha256:") for name in ("blueprints", "policies", "model pack"))
    assert "(0 files)" not in "".join(facts().values())


def test_the_commit_is_that_of_the_checkout_or_what_was_baked_in(tmp_path: Path) -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=30
    ).stdout.strip()
    assert commit().removesuffix("+") == head
    (tmp_path / "commit.txt").write_text("abc\n")
    assert commit(tmp_path) == "abc"


def test_templates_ask_for_it() -> None:
    for page in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"):
        assert "gains --version" in page.read_text(), page
