"""Secrets that are in force: read again when their files change, and scrubbed from all that leaves the process."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, SecretStr

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.repositories import RepositorySettings

_SHORTEST = 6
"""Shorter ones are not scrubbed: they would black out ordinary words."""
_MOST_MADE = 400
_HIDDEN = "[secret]"


@dataclass(slots=True)
class SecretFiles:
    """Secrets in files, which may be replaced while the program runs."""

    scrubber: Scrubber
    _seen: dict[Path, tuple[tuple[int, int], str]] = field(default_factory=dict)

    def read(self, path: Path) -> str:
        """Return a file's secret as it is now; raise `SettingsError` where it cannot be read or is empty."""
        try:
            facts = path.stat()
            stamp = (facts.st_mtime_ns, facts.st_ino)
            known = self._seen.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, path.read_text().strip())
                self._seen[path] = known
                self.scrubber.add(known[1])
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"secret file {path} cannot be read", hint="is the secret mounted?") from error
        if not known[1]:
            raise SettingsError(f"secret file {path} is empty", hint="an empty secret would let everybody in")
        return known[1]

    def stamps(self, repository: RepositorySettings) -> tuple[tuple[int, int], ...]:
        """Return what changes when a file of a repository's log-in is replaced, or goes away."""
        found = []
        for path in (repository.token_file, repository.app_key_file, repository.commit_key_file):
            try:
                facts = path.stat() if path else None
            except OSError:
                facts = None
            found.append((facts.st_mtime_ns, facts.st_ino) if facts else (0, 0))
        return tuple(found)

    def webhook_secrets(self, repository: RepositorySettings) -> tuple[bytes, ...]:
        """Return what webhooks of a repository may be signed with."""
        given = [one.get_secret_value() for one in repository.webhook_secrets]
        given += [self.read(path) for path in repository.webhook_secret_files]
        return tuple(one.encode() for one in given if one)


@dataclass(slots=True)
class Scrubber:
    """Replaces secrets by their values, wherever they stand."""

    _values: tuple[str, ...] = ()
    """Longest first: one may hold another."""
    _made: dict[str, None] = field(default_factory=dict)
    """Those that were made while the program runs, oldest first."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *values: str) -> None:
        """Learn secrets that hold as long as the program runs."""
        with self._lock:
            self._learn({*self._values, *values})

    def add_made(self, value: str) -> None:
        """Learn a token that was made just now; the newest few hundred are known, all others have ended."""
        with self._lock:
            if value in self._made:
                return
            self._made[value] = None
            old = list(self._made)[:-_MOST_MADE]
            for one in old:
                del self._made[one]
            self._learn({*self._values, value}.difference(old))

    def _learn(self, values: set[str]) -> None:
        known = {value for value in values if len(value) >= _SHORTEST}
        self._values = tuple(sorted(known, key=lambda value: (-len(value), value)))

    def clean(self, value: Any) -> Any:
        """Return the value with every secret hidden, in texts however deep."""
        match value:
            case str():
                for secret in self._values:
                    value = value.replace(secret, _HIDDEN)
                return value
            case bytes():
                return self.clean(value.decode(errors="replace"))
            case dict():
                return {self.clean(key): self.clean(item) for key, item in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self.clean(item) for item in value]
            case int() | float() | bool() | None:
                return value
            case _:
                return self.clean(str(value))


def secrets_of(*records: BaseModel) -> Iterable[str]:
    """Return every secret that settings hold, however deep."""
    for record in records:
        for name in type(record).model_fields:
            yield from _secrets_in(getattr(record, name))


def _secrets_in(value: Any) -> Sequence[str]:
    match value:
        case SecretStr():
            return [value.get_secret_value()]
        case BaseModel():
            return list(secrets_of(value))
        case tuple():
            return [secret for item in value for secret in _secrets_in(item)]
        case _:
            return []
