"""Who is asking, and may he: an API key, or a bearer token of the OpenID Connect issuer that the settings name."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jwt
from fastapi import Request
from jwt import PyJWK, PyJWKClient, PyJWKSet

from bot.api.keys import SCOPES, Key, Scope
from bot.api.problems import ProblemError

if TYPE_CHECKING:
    from bot.api.limits import Limits
    from bot.app import Services

_ALGORITHMS = ("EdDSA", "ES256", "ES384", "RS256", "RS384", "RS512", "PS256")
"""Asymmetric ones only: with a shared key, whoever can check a token can make one."""
_LEEWAY = 30
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="gains"'}


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller of the API."""

    name: str
    """Its own name among all callers."""
    account: str
    """The account on the forge that its words count as."""
    scopes: frozenset[Scope]


@dataclass(slots=True)
class Gatekeeper:
    """Looks at every request to the API."""

    parts: Services
    limits: Limits
    _keys: PyJWKClient | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def needs(self, scope: Scope) -> Callable[[Request], Principal]:
        """Return the dependency of a route that needs a scope."""

        def caller(request: Request) -> Principal:
            found = self._caller(request.headers.get("authorization", ""))
            if found is None:
                raise ProblemError("unauthenticated", "give `Authorization: Bearer <key or token>`", headers=_CHALLENGE)
            if wait := self.limits.wait(found.name):
                raise ProblemError("too-many-requests", "wait a little", headers={"Retry-After": str(int(wait) + 1)})
            if scope not in found.scopes:
                raise ProblemError("forbidden", f"this needs the scope {scope}")
            return found

        return caller

    def _caller(self, given: str) -> Principal | None:
        scheme, _, text = given.partition(" ")
        if scheme.lower() != "bearer" or not text or not text.isascii():
            return None
        if text.startswith("gains_"):
            key = self.parts.keys.holder(text)
            return _of_key(key) if key else None
        return self._of_token(text) if self.parts.settings.oidc_issuer else None

    def _of_token(self, text: str) -> Principal | None:
        settings = self.parts.settings
        try:
            claims: dict[str, Any] = jwt.decode(
                text,
                self._key(text),
                algorithms=list(_ALGORITHMS),
                audience=settings.oidc_audience,
                issuer=settings.oidc_issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except (jwt.PyJWTError, OSError, ValueError):
            return None
        said = claims.get("scope", "")
        words = said.split() if isinstance(said, str) else []
        scopes = frozenset(scope for scope in SCOPES if f"gains:{scope}" in words)
        account = claims.get(settings.oidc_account_claim)
        if not isinstance(account, str) or not account or not isinstance(claims["sub"], str):
            return None
        return Principal(f"oidc:{claims['sub']}", account[:255], scopes)

    def _key(self, text: str) -> PyJWK:
        place = self.parts.settings.oidc_jwks_url
        if place.startswith("file:"):
            keys = PyJWKSet.from_dict(json.loads(Path(place.removeprefix("file:")).read_text()))
            wanted = jwt.get_unverified_header(text).get("kid")
            for one in keys.keys:
                if one.key_id == wanted:
                    return one
            raise jwt.InvalidKeyError(f"no key {wanted}")
        with self._lock:
            if self._keys is None:
                self._keys = PyJWKClient(place, cache_keys=True, lifespan=300, timeout=5)
        return self._keys.get_signing_key_from_jwt(text)


def _of_key(key: Key) -> Principal:
    return Principal(f"key:{key.id}", key.account, frozenset(key.scopes))
