"""Install what the tests need from npm, once, from the lock file; where npm is absent they skip and say so."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
OPENAPI = "@octokit/openapi@23.0.2"
_OPENAPI_SHA512 = (HERE / "openapi.sha512").read_text().strip()
_DESCRIPTION = "package/generated/api.github.com.json"


def node() -> str:
    """Return the path of node; skip the test where it or npm is absent."""
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        pytest.skip("node and npm are not installed: nothing is tested against the GitHub emulator here")
    return found


def _npm(*words: str, folder: Path) -> None:
    done = subprocess.run(["npm", *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"npm {words[0]} failed, so nothing is tested against it: {done.stderr[-500:]}")


def modules() -> Path:
    """Return the folder of installed packages, exactly those of the lock file."""
    node()
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = MODULES / f".{hashlib.sha256(lock).hexdigest()[:16]}"
    with (HERE / ".gitignore").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not stamp.exists():
            _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=HERE)
            stamp.touch()
    return MODULES


def description() -> dict[str, Any]:
    """Return GitHub's own OpenAPI description; of a package of 400 MB only this one file is kept."""
    kept = modules() / ".cache" / "api.github.com.json"
    with (HERE / ".gitignore").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            _npm("pack", OPENAPI, "--silent", folder=kept.parent)
            packed = next(kept.parent.glob("*.tgz"))
            digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
            assert digest == _OPENAPI_SHA512, f"{OPENAPI} is not what it was: {digest}"
            with tarfile.open(packed) as opened:
                member = opened.extractfile(_DESCRIPTION)
                assert member
                kept.write_bytes(member.read())
            packed.unlink()
    read: dict[str, Any] = json.loads(kept.read_bytes())
    return read
