"""What a profile refuses at the start: settings that would be dangerous where it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.settings import ServerSettings


def refused(settings: ServerSettings) -> tuple[str, ...]:
    """Return what speaks against starting with these settings, each with what to do."""
    found = list(_keys(settings))
    if settings.profile == "prod":
        found += _production(settings)
    return tuple(found)


def refuse(settings: ServerSettings) -> None:
    """Raise `SettingsError` where anything speaks against starting."""
    if found := refused(settings):
        raise SettingsError("; ".join(found), hint=f"the profile is {settings.profile}; see gains doctor --settings")


def _production(settings: ServerSettings) -> Iterator[str]:
    for one in settings.repositories:
        if not one.webhook_secrets and not one.webhook_secret_files:
            yield f"repository {one.key} has no webhook secret: give webhook_secret_files"
        if one.forge != "local" and not (one.token or one.token_file or one.app_key_file):
            yield f"repository {one.key} has no log-in: give app_id and app_key_file, or token_file"
        short = [secret for secret in one.webhook_secrets if len(secret.get_secret_value()) < _SHORTEST_SECRET]
        for path in one.webhook_secret_files:
            yield from _guessable(path, one.key)
        for path in (file for file in (one.token_file, one.app_key_file) if file is not None):
            yield from _empty(path, one.key)
        if short:
            yield f"repository {one.key} has a webhook secret shorter than {_SHORTEST_SECRET} characters"
    if not settings.repositories:
        yield "no repository is served: give GAINS_REPOSITORIES"
    if settings.workers > 1 and settings.url.startswith("sqlite"):
        yield f"{settings.workers} workers cannot share SQLite: give GAINS_DATABASE_URL of a PostgreSQL"
    if settings.audit_key is None:
        yield "the audit trail has no key of its own: give GAINS_AUDIT_KEY_FILE"
    if settings.metrics_token is None:
        yield "/metrics would be open: give GAINS_METRICS_TOKEN_FILE"


_SHORTEST_SECRET = 16


def _keys(settings: ServerSettings) -> Iterator[str]:
    """A key that everybody on the machine can read is refused in every profile."""
    for one in settings.repositories:
        files = (*one.webhook_secret_files, one.token_file, one.app_key_file, one.commit_key_file)
        for path in (file for file in files if file is not None):
            yield from _file(path, one.key)


def _file(path: Path, whose: str) -> Iterator[str]:
    try:
        mode = path.stat().st_mode
    except OSError:
        yield f"{path} of {whose} cannot be read: is the secret mounted?"
        return
    if mode & 0o007:
        yield f"{path} of {whose} may be read by everybody: chmod 640 it"


def _guessable(path: Path, whose: str) -> Iterator[str]:
    """A webhook secret in a file is as short as its text without the blanks around it."""
    try:
        long = len(path.read_text().strip())
    except (OSError, UnicodeDecodeError):
        return  # `_file` says so
    if long < _SHORTEST_SECRET:
        yield f"{path} of {whose} holds {long} characters: a webhook secret has at least {_SHORTEST_SECRET}"


def _empty(path: Path, whose: str) -> Iterator[str]:
    try:
        if not path.read_text().strip():
            yield f"{path} of {whose} is empty: put the secret of the forge into it"
    except (OSError, UnicodeDecodeError):
        return  # `_file` says so
