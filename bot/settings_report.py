"""Print the settings in force: each with where it comes from, secrets masked, and what the profile refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.refusals import refused
from bot.settings import ServerSettings
from bot.settings_groups import unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.repositories import RepositorySettings
    from bot.settings import Loaded

MASK = "********"


def lines(loaded: Loaded) -> Iterator[str]:
    """Return the report, line by line."""
    names = list(ServerSettings.model_fields)
    wide = max(len(name) for name in names)
    for name in names:
        value = getattr(loaded.settings, name)
        shown = _database(value) if name == "database_url" and value is not None else _shown(value)
        if name == "repositories":
            shown = f"{len(value)}, below" if value else "none: nothing is served"
        yield f"{name:<{wide}}  {shown}  ({loaded.sources[name]})"
    for one in loaded.settings.repositories:
        yield from _repository(one)
    for name in unread(loaded.given):
        yield f"not read: {name}: there is no such setting; is it misspelt?"
    for line in refused(loaded.settings):
        yield f"refused: {line}"


def _repository(one: RepositorySettings) -> Iterator[str]:
    """Say a repository's settings, each on a line of its own; what is not set is left out."""
    facts = [(name, _shown(item)) for name, item in one if item not in (None, "", ())]
    wide = max(len(name) for name, _ in facts)
    yield f"repository {one.key}"
    yield from (f"  {name:<{wide}}  {shown}" for name, shown in facts)


def _shown(value: Any) -> str:
    match value:
        case None | "":
            return "not set"
        case SecretStr():
            return MASK
        case BaseModel():
            facts = (f"{name}={_shown(item)}" for name, item in value if item not in (None, "", ()))
            return f"{{{', '.join(facts)}}}"
        case tuple():
            return f"[{', '.join(_shown(item) for item in value)}]"
        case _:
            return str(value)


def _database(value: SecretStr) -> str:
    """The address without its password: where it is matters, and is no secret."""
    try:
        return make_url(value.get_secret_value()).render_as_string(hide_password=True)
    except ArgumentError:
        return MASK
