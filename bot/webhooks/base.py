"""What a webhook is on any forge: bytes and headers, whose signature is looked at before anything is read.

A module of this folder named after its forge exports `PLUGIN`. Payloads are read leniently: what is not there or not of
the kind expected is left out, and nothing raises, because a webhook is only a hint to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from bot import webhooks

_LARGEST = 2**31 - 1
_LONGEST_ID = 64
Headers = Mapping[str, str]
"""Names in small letters."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a webhook says, as far as it matters."""

    name: str
    """Event and action by the forge's words."""
    repository: str
    """The forge's number of the repository; empty where it does not say."""
    pulls: tuple[int, ...] = ()
    """Pull requests that it is about."""
    everything: bool = False
    """A branch moved that others may stand on: all open pull requests are to be looked at."""
    hint: str = ""
    """The head that it is about."""
    group: str = ""
    """The head of a merge group that waits for checks."""


class Hook(Protocol):
    """A forge's webhooks."""

    def signers(self, headers: Headers, body: bytes, secrets: Sequence[bytes], now: float) -> tuple[int, ...]:
        """Return which of the secrets the body was signed with; none: it is refused. Compared in constant time."""

    def delivery(self, headers: Headers, body: bytes) -> str:
        """Return the forge's name for the delivery, the same when it is sent again."""

    def read(self, headers: Headers, payload: Any) -> Event:
        """Return what it says; never raise."""


def names() -> tuple[str, ...]:
    """Return the forges whose webhooks are taken."""
    return tuple(sorted(info.name for info in iter_modules(webhooks.__path__) if info.name != "base"))


def hook(name: str) -> Hook:
    """Return a forge's webhooks; `name` must be one of `names()`."""
    found: Hook = import_module(f"{webhooks.__name__}.{name}").PLUGIN
    return found


def at(value: Any, *path: str) -> Any:
    """Return what lies at a path of mappings, None where it does not."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text(value: Any, *path: str) -> str:
    """Return a short text without control characters at a path, empty where there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) and len(found) <= _LONGEST_ID and found.isprintable() else ""


def number(value: Any, *path: str) -> int | None:
    """Return a positive number at a path, None where there is none."""
    found = at(value, *path)
    good = isinstance(found, int) and not isinstance(found, bool) and 0 < found <= _LARGEST
    return found if good else None


def identity(value: Any, *path: str) -> str:
    """Return a number at a path as the name of a repository, empty where there is none."""
    found = at(value, *path)
    good = isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**63
    return str(found) if good else ""


def numbers(value: Any, *path: str) -> tuple[int, ...]:
    """Return the `number` of every item of a list at a path."""
    found = at(value, *path)
    items = found if isinstance(found, list) else []
    return tuple(sorted({one for item in items[:100] if (one := number(item, "number")) is not None}))
