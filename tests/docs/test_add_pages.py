"""Every page about adding something is followed as it stands: only new files are written, and the thing works."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CAMPUS = ROOT / "docs" / "examples" / "campus"
PAGES = {page.stem: page for page in sorted((ROOT / "docs" / "how-to").glob("add-*.md"))}
IN_A_NETWORK = ("add-a-blueprint", "add-a-policy", "add-a-snippet-or-guide")
"""Pages whose files belong into a network repository; those of the others belong into a checkout."""
PACKAGES = ("bot", "pipeline", "policies", "renderers", "schemas")
_BLOCK = re.compile(r'^```(?P<kind>\w+) (?:title="(?P<path>[^"]+)"|run)\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
_SAYS = {
    "gains schema domain_name": '"domain"',
    "gains policy test camera-vlans-named": "2 cases, 0 not as named, 0 lacking",
    "gains policy test sites-apart --cases tests/cases/policies": "2 cases, 0 not as named, 0 lacking",
    "gains knowledge impact --before today": "10 intents unchanged, 0 configurations would differ",
}
"""What commands must say, so that one sees that the new thing is there."""
PARTS = ("kind", "policy", "policy-in-python", "blueprint", "snippet-or-guide", "validator", "forge", "platform")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose files are those of this one; only new ones are written into it."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in PACKAGES:
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=skipped, copy_function=os.link)
    shutil.copytree(CAMPUS, copy / "docs" / "examples" / "campus")
    return copy


def python(folder: Path, checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    given = {"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=300, check=False)


def test_there_is_a_page_for_everything_that_can_be_added() -> None:
    expected = {f"add-a-{part}" for part in PARTS} - {"add-a-kind"} | {"add-an-intent-kind"}
    assert set(PAGES) == expected


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_can_be_followed(name: str, checkout: Path, tmp_path: Path) -> None:
    page = PAGES[name].read_text()
    folder = checkout
    if name in IN_A_NETWORK:
        folder = tmp_path / "network"
        shutil.copytree(CAMPUS, folder)
        shutil.copytree(CAMPUS, folder / "today")
    steps: list[tuple[int, str, str]] = [(one.start(), "", line) for one, line in _commands(page)]
    steps += [(one.start(), one["path"] or "run", one["text"]) for one in _BLOCK.finditer(page)]
    assert len(steps) > 1
    for _, path, text in sorted(steps):
        if path == "run":
            result = python(folder, checkout, "-c", text)
            assert result.returncode == 0, result.stderr
        elif path:
            assert not (folder / path).exists(), f"{path} is there already: nothing is edited"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        else:
            program = "from bot.cli import main; main()"
            result = python(folder, checkout, "-c", program, *shlex.split(text)[1:])
            said = f"{text}: {result.stdout}{result.stderr}"
            assert result.returncode == 0, said
            assert _SAYS.get(text, "") in result.stdout, said
    if name == "add-a-snippet-or-guide":
        made = (folder / "made" / "explain.md").read_text()
        assert "Tell the guard that pictures will be missing for a minute." in made
        assert "house-vlan@1.0.0" in (folder / "made" / "candidates.json").read_text()


def _commands(page: str) -> list[tuple[re.Match[str], str]]:
    bare = _BLOCK.sub(lambda one: "x" * len(one[0]), page)
    return [(one, one[1]) for one in re.finditer(r"^    (gains .+)$", bare, re.MULTILINE)]
