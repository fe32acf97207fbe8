"""The house rules that a program can check."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "pipeline", "policies", "renderers", "schemas")
FILES = sorted(file for name in PACKAGES for file in (ROOT / name).rglob("*.py"))
BANNED_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
PLATFORMS = tuple(sorted(folder.name for folder in (ROOT / "renderers").iterdir() if (folder / "__init__.py").exists()))


def test_the_import_contracts_are_kept() -> None:
    program = Path(__import__("sys").executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(file: Path) -> None:
    text = file.read_text()
    assert file.name not in BANNED_NAMES
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "its first sentence says which one idea it holds"


def test_nobody_outside_of_a_platforms_folder_asks_which_platform_it_is() -> None:
    pattern = re.compile(rf"platform *(?:==|!=|in|not in) *[(\[{{]?[\"'](?:{'|'.join(PLATFORMS)})")
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in FILES
        if file.relative_to(ROOT).parts[:2] not in {("renderers", name) for name in PLATFORMS}
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_every_file_named_in_the_documentation_is_there() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_nothing_speaks_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60)
    pattern = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")
    found = []
    for name in listed.stdout.split("\n"):
        file = ROOT / name
        if not name or not file.is_file() or name.startswith("tests/architecture/") or file.suffix in (".lock", ".png"):
            continue
        for number, line in enumerate(file.read_bytes().decode(errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    assert found == []
