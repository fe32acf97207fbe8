"""The tools that receive a change, in an environment of their own: ANTA, NUTS, Nornir, ansible-core (GPL, only run).

It is made once in a checkout, in `.venv/handoff`, from `requirements/handoff.lock`; none is a dependency of ours.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCK = ROOT / "requirements" / "handoff.lock"


@cache
def programs() -> Path:
    """Return the folder of their programs; skip and say so where they cannot be had."""
    home = ROOT / ".venv" / "handoff"
    home.parent.mkdir(exist_ok=True)
    with (home.parent / "handoff.busy").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        stamp = home / "made-from.lock"
        if stamp.is_file() and stamp.read_bytes() == LOCK.read_bytes():
            return home / "bin"
        commands = (
            [sys.executable, "-m", "venv", "--clear", str(home)],
            [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)],
        )
        for command in commands:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
            if done.returncode:
                pytest.skip(f"no tools to receive a change, exports were NOT tried with them: {done.stderr[-300:]}")
        stamp.write_bytes(LOCK.read_bytes())
    return home / "bin"


def python(code: str, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run code among the tools."""
    command = [str(programs() / "python"), "-c", code, *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=180)
