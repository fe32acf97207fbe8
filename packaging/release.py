"""Build the wheel twice, compare the bytes, and write its provenance (SLSA provenance v1 in an in-toto statement).

    python packaging/release.py dist        # needs a clean checkout and hatchling; no network

The time of files in the wheel is that of the commit (SOURCE_DATE_EPOCH), so that whoever builds this commit again gets
the same bytes. Sign `provenance.json` with whatever your release process trusts; its subject is the wheel's digest.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements/build.lock", "requirements/run.lock", "pyproject.toml")


def main() -> None:
    """Write the wheel and its provenance into a folder."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist")
    commit, when = git("rev-parse", "HEAD"), git("log", "-1", "--format=%ct")
    if changed := git("status", "--porcelain", "--untracked-files=no"):
        sys.exit(f"the checkout was changed: {changed.splitlines()[0]}; commit first")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first, second = (built(Path(folder), when) for folder in (one, other))
        if first.read_bytes() != second.read_bytes():
            sys.exit("two builds of the same commit differ: this is not reproducible")
        out.mkdir(parents=True, exist_ok=True)
        wheel = out / first.name
        wheel.write_bytes(first.read_bytes())
    (out / "provenance.json").write_text(json.dumps(provenance(wheel, commit), indent=2, sort_keys=True) + "\n")
    sys.stdout.write(f"{wheel}\nsha256:{sha256(wheel)}\n{out / 'provenance.json'}\n")


def built(folder: Path, when: str) -> Path:
    """Build the wheel into a folder."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": when}  # noqa: TID251 - a build needs its path
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
    (wheel,) = folder.glob("*.whl")
    return wheel


def provenance(wheel: Path, commit: str) -> dict[str, Any]:
    """Return what the wheel was made from, and how."""
    locks = [{"uri": f"file:{name}", "digest": {"sha256": sha256(ROOT / name)}} for name in LOCKS]
    source = {"uri": "git+file:.", "digest": {"gitCommit": commit}}
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": wheel.name, "digest": {"sha256": sha256(wheel)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:gains:build:hatchling-wheel:v1",
                "externalParameters": {"target": "wheel"},
                "internalParameters": {"python": sys.version.split()[0]},
                "resolvedDependencies": [source, *locks],
            },
            "runDetails": {"builder": {"id": "urn:gains:packaging/release.py"}},
        },
    }


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def git(*words: str) -> str:
    """Return what git says about the checkout."""
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
