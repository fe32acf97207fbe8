"""Reach a repository on its forge, with what the settings say about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.forges.base import AppKey, Heard, Site, Token, connect
from bot.jobs.connections import Connection
from pipeline.errors import SettingsError
from schemas.forge import Account

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Clock
    from bot.repositories import RepositorySettings
    from bot.secrets import SecretFiles

PUBLIC = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}
"""Addresses of the forges that most people mean; others are named in the settings."""


def reach(
    repository: RepositorySettings,
    *,
    clock: Clock,
    secrets: SecretFiles,
    copies: Path = Path("copies"),
    left: Callable[[str, int], None] = lambda _, __: None,
) -> Connection:
    """Return the repository on its forge; raise `SettingsError` where they do not fit."""
    site = Site(
        api=repository.api_url or PUBLIC.get(repository.forge, ""),
        repository=repository.location,
        login=_login(repository, secrets),
        copies=copies,
        clock=clock,
        number="" if repository.forge == "local" else repository.id,
        git=repository.git_url,
        main=repository.main,
        patience=repository.patience_seconds,
        signing_key=repository.commit_key_file.resolve() if repository.commit_key_file else None,
        heard=Heard(secrets.scrubber.add_made, lambda count: left(repository.key, count)),
    )
    connected = connect(repository.forge, site)
    return Connection(connected.desk, connected.repository, connected.sender)


def _login(repository: RepositorySettings, secrets: SecretFiles) -> AppKey | Token | Account:
    if repository.app_id and repository.app_key_file:
        return AppKey(repository.app_id, secrets.read(repository.app_key_file))
    if repository.token_file:
        return Token(secrets.read(repository.token_file))
    if repository.token:
        return Token(repository.token.get_secret_value())
    if repository.forge == "local":
        return Account(login=repository.account, bot=True)
    raise SettingsError(
        f"{repository.key} has no log-in", hint="give app_id and app_key_file (GitHub), or token or token_file"
    )
