"""Build the wheel twice, compare the bytes, and write its provenance (SLSA provenance v1 in an in-toto statement).

    python packaging/release.py dist [--key release.key] [--with sbom.cdx.json] [--image NAME@sha256:…]

Needs a clean checkout with its environment (`make setup`); no network. The time of files in the wheel is that of the
commit (SOURCE_DATE_EPOCH), so that whoever builds this commit again gets the same bytes. With a key (PEM, ed25519:
`openssl genpkey -algorithm ed25519`) the statement is signed in a DSSE envelope, which `gains release verify` holds the
files against; without one it is `provenance.json`, for whatever your release process signs with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.attestation import STATEMENT, signed
from bot.release_files import BUILD_TYPE, IMAGE, PREDICATE, PROVENANCE
from pipeline.errors import GainsError

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements/build.lock", "requirements/run.lock", "requirements/server.lock", "pyproject.toml", "Dockerfile")


def main() -> None:
    """Write the wheel and its provenance into a folder."""
    asked = _asked()
    commit, when = git("rev-parse", "HEAD"), git("log", "-1", "--format=%ct")
    if changed := git("status", "--porcelain", "--untracked-files=no"):
        sys.exit(f"the checkout was changed: {changed.splitlines()[0]}; commit first")
    out: Path = asked.out
    if out.is_dir() and any(out.iterdir()):
        sys.exit(f"{out} is not empty; name a new folder")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first, second = (built(Path(folder), when) for folder in (one, other))
        if first.read_bytes() != second.read_bytes():
            sys.exit("two builds of the same commit differ: this is not reproducible")
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(first, out / first.name)
    subjects = {first.name: sha256(out / first.name)}
    for file in asked.more:
        shutil.copyfile(file, out / file.name)
        subjects[file.name] = sha256(out / file.name)
    if asked.image:
        name, _, digest = asked.image.rpartition("@sha256:")
        subjects[IMAGE + name] = digest
    statement = provenance(subjects, commit)
    if asked.key is None:
        (out / "provenance.json").write_text(json.dumps(statement, indent=2, sort_keys=True) + "\n")
    else:
        try:
            line = signed(statement, asked.key.read_text())
        except (GainsError, OSError) as error:
            sys.exit(f"{asked.key}: {error}")
        (out / PROVENANCE).write_text(line)
    for name, digest in subjects.items():
        sys.stdout.write(f"sha256:{digest}  {name}\n")
    sys.stdout.write(f"{out}: {'signed' if asked.key else 'NOT signed: --key'}\n")


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("out", type=Path, nargs="?", default=Path("dist"), help="a new folder")
    reader.add_argument("--key", type=Path, help="private key that the provenance is signed with")
    reader.add_argument(
        "--with", dest="more", type=Path, action="append", default=[], help="a file that is released along"
    )
    reader.add_argument("--image", default="", help="an image that is released along, NAME@sha256:…")
    asked = reader.parse_args()
    name, _, digest = asked.image.rpartition("@sha256:")
    if asked.image and not (name and len(digest) == 64 and set(digest) <= set("0123456789abcdef")):
        reader.error(f"expected NAME@sha256:… with 64 digits, not {asked.image}")
    return asked


def built(folder: Path, when: str) -> Path:
    """Build the wheel into a folder."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": when}  # noqa: TID251 - a build needs its path
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
    (wheel,) = folder.glob("*.whl")
    return wheel


def provenance(subjects: dict[str, str], commit: str) -> dict[str, Any]:
    """Return what files and images (name, sha256) were made from, and how; nothing in it depends on when or where."""
    locks = [{"uri": f"file:{name}", "digest": {"sha256": sha256(ROOT / name)}} for name in LOCKS]
    source = {"uri": "git+file:.", "digest": {"gitCommit": commit}}
    return {
        "_type": STATEMENT,
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in sorted(subjects.items())],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"target": "release"},
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
