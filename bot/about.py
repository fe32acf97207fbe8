"""What this program is, exactly: everything that a report of a fault, or of an evaluation, needs to say."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from importlib.metadata import Distribution, PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import bot
from pipeline.version import __version__
from schemas.canonical import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

NAME = "gains-network-orchestrator"
PACKAGES = ("bot", "pipeline", "policies", "renderers", "schemas")
LIBRARIES = (
    "alembic",
    "cel-expr-python",
    "dbos",
    "dd",
    "fastapi",
    "httpx",
    "jinja2",
    "jsonschema",
    "netconan",
    "openai",
    "opentelemetry-sdk",
    "prometheus-client",
    "psycopg",
    "pybatfish",
    "pydantic",
    "pygithub",
    "pynetbox",
    "python-gitlab",
    "pyyaml",
    "rfc8785",
    "securesystemslib",
    "sqlalchemy",
    "structlog",
    "typer",
    "uvicorn",
)
"""Libraries whose version may matter to what is seen."""


def facts() -> dict[str, str]:
    """Return what there is to say, by name; what is not there is said, too."""
    return {
        "gains": __version__,
        "commit": commit(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": f"{platform.platform()} {' '.join(platform.libc_ver())}".strip(),
        "git": _git(),
        "sqlite": _sqlite(),
        **knowledge(),
        **{f"library {name}": _version(name) for name in LIBRARIES},
    }


def commit(home: Path | None = None) -> str:
    """Return the commit that this program was made from, with `+` where files of it were changed; or `unknown`."""
    home = home or Path(bot.__file__).parent
    baked = home / "commit.txt"
    if baked.is_file():
        return baked.read_text(encoding="utf-8").strip() or "unknown"
    git = shutil.which("git")
    if git is not None and (home.parent / ".git").exists():
        found = _run(git, "-C", str(home.parent), "rev-parse", "HEAD")
        changed = _run(git, "-C", str(home.parent), "status", "--porcelain", "--", *PACKAGES)
        return found + ("+" if found and changed else "") or "unknown"
    return _installed_from() or "unknown"


def knowledge() -> dict[str, str]:
    """Return digests of the bundled blueprints, policies and model pack: with the same ones, programs know the same."""
    return {
        "blueprints": _digest("renderers", ".j2", ".md", "defaults.yaml"),
        "policies": _digest("policies", ".py", ".yaml"),
        "model pack": _digest("pipeline", ".csv"),
    }


def _digest(package: str, *suffixes: str) -> str:
    found = {name: digest(item.read_bytes()) for name, item in _walk(files(package), "") if name.endswith(suffixes)}
    return f"{digest_of(found)} ({len(found)} files)"


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _walk(item, f"{path}{item.name}/")
        else:
            yield path + item.name, item


def _installed_from() -> str:
    """Return the commit that the installer noted (PEP 610), if it came from a repository."""
    try:
        noted = Distribution.from_name(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    found = json.loads(noted or "{}").get("vcs_info", {}).get("commit_id", "")
    return found if isinstance(found, str) else ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _git() -> str:
    git = shutil.which("git")
    return _run(git, "--version").removeprefix("git version ") if git else "not installed"


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _run(*words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def lines() -> tuple[str, ...]:
    """Return the facts as lines for people, the program first."""
    said = facts()
    width = max(len(name) for name in said)
    return (f"gains {said.pop('gains')}", *(f"{name:<{width}}  {value}" for name, value in said.items()))
