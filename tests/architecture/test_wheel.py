"""The wheel: five packages, nothing else, and it runs the main job outside of the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = {"bot", "pipeline", "policies", "renderers", "schemas"}
RUN = """
import sys
sys.path.insert(0, {folder!r})
import bot
assert bot.__file__.startswith({folder!r}), bot.__file__
from bot.cli import main
sys.argv = ["gains", *{words!r}]
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def test_its_top_level_names_are_the_five(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == NAMES


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        there = set(archive.namelist())
    listed = subprocess.run(
        ["git", "ls-files", *sorted(NAMES)], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    wanted = {name for name in listed.stdout.split() if (ROOT / name).is_file()}
    assert wanted
    assert wanted <= there


def test_it_runs_the_main_job_outside_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    away = tmp_path / "away"
    away.mkdir()
    script = RUN.format(folder=str(folder), words=["demo", str(tmp_path / "demo")])
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=away, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "merged as" in done.stdout
