"""The same intent gives byte-identical packages: two runs, two hash seeds, two time zones, two directories."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.unit.bot.campus import CAMPUS

ROOT = Path(__file__).parents[2]
PLAN = "import sys; from bot.cli import main; sys.argv = ['gains', 'plan', *sys.argv[1:]]; main()"


def made(directory: Path, intent: str, *, seed: str, zone: str) -> dict[str, bytes]:
    repository = directory / "network"
    shutil.copytree(CAMPUS, repository)
    place = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", PLAN, f"intents/{intent}.yaml"]
    done = subprocess.run(command, cwd=repository, env=place, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = repository / "changes" / intent
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_package_is_the_same_bytes_everywhere(tmp_path: Path) -> None:
    intent = "sensor-vlan-two-buildings"
    one = made(tmp_path / "a", intent, seed="1", zone="UTC")
    other = made(tmp_path / "somewhere" / "else", intent, seed="4242", zone="Pacific/Auckland")
    assert one == other
    assert len(one) >= 12
