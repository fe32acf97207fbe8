"""What a source of an inventory is: a module of `bot.inventories` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from urllib.parse import SplitResult, urlsplit

import renderers
from bot.handoff import automation
from pipeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a source."""

    where: str
    """Address, file or folder."""
    token: str = ""
    """What opens it, where it needs that."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Which devices, in the source's own words."""
    links: Path | None = None
    """A file of links, where devices come without them."""


Told = tuple[str, str]
"""A value, and where exactly the source says it."""


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A device as a source knows it: fields of our inventory, each with where exactly it stands."""

    fields: Mapping[str, str]
    origins: Mapping[str, str]
    config: bytes | None = None
    """Its running configuration, where the source has it."""

    @classmethod
    def of(cls, identity: Mapping[str, Told], told: Mapping[str, Told]) -> FoundDevice:
        """Return a device of what a source told: what identifies it, and what else it says, the empty left out."""
        said = {**identity, **{field: one for field, one in told.items() if one[0]}}
        fields = {field: value for field, (value, _) in said.items()}
        return cls(fields, {field: origin for field, (_, origin) in said.items()})

    @property
    def name(self) -> str:
        """Its name."""
        return self.fields["name"]


End = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A cable as a source knows it."""

    a: End
    b: End
    origin: str

    @property
    def key(self) -> tuple[End, End]:
        """The same whichever end is written first."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source gave."""

    devices: tuple[FoundDevice, ...]
    links: tuple[FoundLink, ...] = ()
    left: tuple[str, ...] = ()
    """What was left out, and why, in words: nothing is lost without being named."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source."""

    title: str
    read: Callable[[Asked], Imported]
    """Raises `GainsError` where it cannot be read as a whole: half an inventory is none."""


@cache
def platforms() -> Mapping[str, str]:
    """Return our platforms by every name that other tools have for them, in lower case with underscores."""
    out: dict[str, str] = {}
    for info in iter_modules(renderers.__path__):
        if not info.ispkg:
            continue
        names = automation(info.name)
        last = names.ansible.rpartition(".")[2]
        for name in (info.name, names.netmiko, names.pyats, names.napalm, last, *names.others):
            if name and name != "linux":
                out.setdefault(plain(name), info.name)
    return out


def plain(name: str) -> str:
    """Return a name as it is compared."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def platform(*words: str) -> str:
    """Return our platform for the first of some names that is known, or nothing."""
    known = platforms()
    return next((known[plain(word)] for word in words if plain(word) in known), "")


def refuse_elsewhere(where: str, url: str) -> None:
    """Raise `SettingsError` where a next page is not on the server that was named: the token is for that one alone."""
    asked, found = (urlsplit(one) for one in (where, url))
    if found.netloc and _server(asked) != _server(found):
        hint = "a proxy in front must pass scheme and host on (X-Forwarded-Proto, Host)"
        raise SettingsError(f"{where} refers to {found.scheme}://{found.netloc} for its next page", hint=hint)


def _server(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def object_name(text: str) -> str:
    """Return a role or a site in the form that our inventory takes."""
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", text.strip()).strip("-")[:63]


def modules() -> tuple[str, ...]:
    """Return the names of all sources, sorted."""
    import bot.inventories as home

    return tuple(sorted(info.name for info in iter_modules(home.__path__) if info.name != "base"))


def source(name: str) -> Source:
    """Return one of them."""
    found: Source = import_module(f"bot.inventories.{name}").PLUGIN
    return found
