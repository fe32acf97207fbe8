"""API keys: shown once, kept as a hash, for certain scopes only, with an end, and replaced without an outage."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, get_args

import sqlalchemy as sa

from bot.jobs.tables import api_keys
from bot.jobs.trail import Fact
from pipeline.errors import SettingsError
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.jobs.database import Database
    from bot.jobs.trail import Trail
    from bot.ports import Clock

Scope = Literal["read", "submit", "approve"]
"""What a caller of the API may do."""
SCOPES: tuple[Scope, ...] = get_args(Scope)
_PREFIX = "gains"


class Key(Record):
    """What is known of a key; never the key itself."""

    id: str
    """Its public part."""
    name: str
    """What it is for."""
    scopes: tuple[Scope, ...]
    """What it may do."""
    account: str
    """The account on the forge that its words count as."""
    created_at: str
    """When it was made."""
    expires: float | None
    """When it ends, in seconds of Unix time; None: never."""
    revoked: bool
    """It was taken back."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The table `api_keys`."""

    database: Database
    trail: Trail
    clock: Clock

    def make(self, name: str, scopes: Sequence[Scope], *, account: str = "", days: int | None = 90) -> tuple[Key, str]:
        """Make a key and return it with its text, which nobody can find out later."""
        if unknown := sorted(set(scopes) - set(SCOPES)):
            raise SettingsError(f"scope {unknown[0]!r} is not known", hint=f"expected some of {', '.join(SCOPES)}")
        ident, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        now = self.clock.now()
        expires = (now + timedelta(days=days)).timestamp() if days else None
        values = {"id": ident, "name": name, "account": account or f"key:{name}", "created_at": now.isoformat()}
        with self.database.write() as connection:
            self.trail.add(connection, Fact("key-made", {"key": ident, "name": name, "scopes": sorted(scopes)}))
            connection.execute(
                sa.insert(api_keys).values(
                    **values, hash=_hash(secret), scopes=json.dumps(sorted(scopes)), expires=expires, revoked=False
                )
            )
        known = self._get(ident)
        assert known
        return _key(known), f"{_PREFIX}_{ident}_{secret}"

    def holder(self, text: str) -> Key | None:
        """Return whose key a text is, None where it is nobody's or no longer good."""
        prefix, _, rest = text.partition("_")
        ident, _, secret = rest.partition("_")
        row = self._get(ident) if prefix == _PREFIX else None
        right = hmac.compare_digest(_hash(secret), row.hash if row else _hash(""))
        if row is None or not right or row.revoked:
            return None
        if row.expires is not None and row.expires < self.clock.now().timestamp():
            return None
        return _key(row)

    def rotate(self, ident: str, *, days: int | None = 90, overlap_hours: float = 24.0) -> tuple[Key, str]:
        """Make a key like another one, which ends after an overlap."""
        old = self._get(ident)
        if old is None or old.revoked:
            raise SettingsError(f"key {ident} is not known", hint="see gains keys list")
        known = _key(old)
        made = self.make(known.name, known.scopes, account=known.account, days=days)
        end = (self.clock.now() + timedelta(hours=overlap_hours)).timestamp()
        with self.database.write() as connection:
            soonest = end if old.expires is None else min(end, old.expires)
            connection.execute(sa.update(api_keys).where(api_keys.c.id == ident).values(expires=soonest))
            self.trail.add(connection, Fact("key-rotated", {"key": ident, "by": made[0].id}))
        return made

    def revoke(self, ident: str) -> None:
        """Take a key back, at once."""
        with self.database.write() as connection:
            found = connection.execute(sa.update(api_keys).where(api_keys.c.id == ident).values(revoked=True))
            if not found.rowcount:
                raise SettingsError(f"key {ident} is not known", hint="see gains keys list")
            self.trail.add(connection, Fact("key-revoked", {"key": ident}))

    def listed(self) -> tuple[Key, ...]:
        """Return all keys, oldest first."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(api_keys).order_by(api_keys.c.created_at, api_keys.c.id))
            return tuple(_key(row) for row in rows)

    def _get(self, ident: str) -> sa.Row[tuple[object, ...]] | None:
        with self.database.read() as connection:
            return connection.execute(sa.select(api_keys).where(api_keys.c.id == ident)).one_or_none()


def _hash(secret: str) -> str:
    """The secret has 256 random bits, so that a slow hash would protect nothing."""
    return f"sha256:{hashlib.sha256(secret.encode()).hexdigest()}"


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    facts = {name: row._mapping[name] for name in Key.model_fields}
    return Key(**{**facts, "scopes": tuple(json.loads(facts["scopes"]))})
