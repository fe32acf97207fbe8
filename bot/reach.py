"""Reach a repository on its forge, with what the settings say about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.git import workspace
from bot.adapters.git_command import GitCommand
from bot.forges.local import LocalForge
from bot.jobs.connections import Connection
from pipeline.errors import SettingsError
from schemas.forge import Account

if TYPE_CHECKING:
    from bot.ports import Clock
    from bot.repositories import RepositorySettings
    from bot.secrets import SecretFiles


def reach(repository: RepositorySettings, *, clock: Clock, secrets: SecretFiles) -> Connection:  # noqa: ARG001 - forges with a log-in need them
    """Return the repository on its forge; raise `SettingsError` where there is no such forge or repository."""
    if repository.forge != "local":
        raise SettingsError(f"forge {repository.forge!r} is not known here", hint="expected local")
    place = Path(repository.location)
    if not (place / "HEAD").is_file():
        raise SettingsError(
            f"{place} is no bare git repository", hint="git init --bare, or `gains demo` for an example"
        )
    forge = LocalForge(GitCommand(place.resolve()), Account(login=repository.account, bot=True), clock)
    return Connection(forge, workspace(place.resolve(), protected=frozenset({repository.main})))
