"""Where `gains audit` finds the trail, the key, and the heads that were published in commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.git_command import GitCommand
from bot.app import audit_signer
from bot.jobs.audit import exported, imported, referred, verify
from bot.jobs.database import connect, migrate
from bot.jobs.trail import entries
from bot.settings import load
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.jobs.chain import Entry

TRAILER = "Gains-Audit"
"""The commit trailer that publishes a head."""


def check(
    file: Path | None, key: Path | None, repositories: Sequence[Path], heads: Sequence[str]
) -> tuple[int, list[str]]:
    """Return how many records there are, and what is wrong with them."""
    published = [*heads, *(head for place in repositories for head in published_in(place))]
    public = _text(key) if key else public_key()
    if file is not None:
        found = imported(_text(file).splitlines())
        return len(found), verify(found, public, published=published)
    found, last = _kept()
    wrong = verify(found, public, published=published)
    if last > len(found):
        wrong.append(f"the trail ends at {len(found)}, but jobs refer to record {last}: it was cut off")
    return len(found), wrong


def trail() -> Sequence[str]:
    """Return the trail in the database, as lines."""
    return list(exported(_kept()[0]))


def public_key() -> str:
    """Return the public part of the server's key, as PEM."""
    return audit_signer(load().settings).public


def published_in(bare: Path) -> tuple[str, ...]:
    """Return the heads that commits of a repository published, on any branch."""
    if not (bare / "HEAD").is_file():
        raise SettingsError(f"{bare} is no bare git repository", hint="name the folder that contains HEAD")
    words = ("log", "--all", "--format=%(trailers:key=Gains-Audit,valueonly,separator=%x0A)")
    told = GitCommand(bare.resolve()).run(*words).decode(errors="replace")
    return tuple(sorted({line.strip() for line in told.splitlines() if line.strip()}))


def _kept() -> tuple[list[Entry], int]:
    database = connect(load().settings.url)
    migrate(database)
    with database.read() as connection:
        found = list(entries(connection))
        last = referred(connection)
    database.close()
    return found, last


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read", hint="does it exist?") from error
