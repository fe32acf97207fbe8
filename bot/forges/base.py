"""What a forge plug-in is: it takes where a repository is and how to log in, and gives back a desk and a workspace.

A plug-in is a module of this folder named after its forge that exports `PLUGIN`; a name with an underscore is a part of
the forge before the underscore.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from bot import forges
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.ports import Clock, DeliverySender, Desk, Repository
    from schemas.forge import Account


@dataclass(frozen=True, slots=True)
class AppKey:
    """The log-in of a GitHub App."""

    number: str
    """Its number, or its client id."""
    key: str = field(repr=False)
    """Private key, PEM."""


@dataclass(frozen=True, slots=True)
class Token:
    """The log-in of a person or of a project's own program."""

    value: str = field(repr=False)


def _nobody(_: object) -> None:
    """Hear nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is told what a forge says beside its answers."""

    secret: Callable[[str], None] = _nobody
    """A token that was made just now: it must not stand in any log."""
    left: Callable[[int], None] = _nobody
    """How many requests the forge still allows."""


@dataclass(frozen=True, slots=True)
class Site:
    """A repository on a forge, as the settings name it: nothing of this comes from a webhook's content."""

    api: str
    """Address of the forge's API, such as https://api.github.com; for the local forge, nothing."""
    repository: str
    """`owner/name`, or the path of a bare repository for the local forge."""
    login: AppKey | Token | Account
    """An account only where the forge takes everybody's word for who they are."""
    copies: Path
    """Folder of bare copies."""
    clock: Clock
    git: str = ""
    """Address that repositories are cloned from; default: the host of the API."""
    number: str = ""
    """The repository's own number: where given, one of the same name with another number is refused."""
    main: str = ""
    """The branch that is protected besides the default one."""
    patience: float = 0.25
    """Seconds between two requests; four times as much between two that write."""
    signing_key: Path | None = None
    """Private SSH key that the bot's commits are signed with."""
    heard: Heard = field(default_factory=Heard)
    """Who is told what comes beside the answers."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A repository on a forge that answered."""

    desk: Desk
    repository: Repository
    default_branch: str
    number: str
    """The repository's own number on its forge, which survives renaming."""
    sender: DeliverySender | None = None
    """What it sent by webhook; None for a forge that keeps no list."""


class Plugin(Protocol):
    """A kind of forge."""

    def __call__(self, site: Site) -> Connected:
        """Log in; raise `ForgeError` where that is refused or the repository is not the one expected."""


def names() -> tuple[str, ...]:
    """Return the forges that there are, by name."""
    found = (info.name for info in iter_modules(forges.__path__))
    return tuple(sorted(name for name in found if "_" not in name and name != "base"))


def plugin(name: str) -> Plugin:
    """Return a forge by its name; raise `SettingsError` where there is none. What users write is only looked up."""
    if name not in names():
        raise SettingsError(f"forge {name!r} is not known", hint=f"expected one of {', '.join(names())}")
    found: Plugin = import_module(f"{forges.__name__}.{name}").PLUGIN
    return found


def connect(forge: str, site: Site) -> Connected:
    """Log in to a repository on the named forge."""
    return plugin(forge)(site)
