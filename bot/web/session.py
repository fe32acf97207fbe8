"""Keep a browser signed in: a cookie that names who signed in and until when, sealed so that nobody can make one.

A session never outlives what it rests on: a key is looked up again with every request, a token's end is the session's.
"""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.api.auth import Principal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.app import Services

SECONDS = 8 * 3600
"""A working day."""
_KEY = "key:"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Makes and reads the cookies of one server; several processes with the same audit key share them."""

    parts: Services
    seal: bytes
    secure: bool

    @property
    def cookie(self) -> str:
        """The cookie's name: with the prefix, browsers take it from this host alone, and only over TLS."""
        return "__Host-gains" if self.secure else "gains"

    def begin(self, response: Response, caller: Principal, until: float | None) -> None:
        """Sign a caller in, for a working day, and no longer than what it rests on."""
        now = self.parts.clock.now().timestamp()
        end = min(now + SECONDS, until if until is not None else now + SECONDS)
        said = json.dumps([caller.name, caller.account, int(end)]).encode()
        value = f"{_text(said)}.{_text(self._mac(said))}"
        response.set_cookie(
            self.cookie, value, max_age=int(end - now), path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    def end(self, response: Response) -> None:
        """Sign out."""
        response.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="strict")

    def caller(self, request: Request) -> Principal | None:
        """Return who is signed in; None where nobody is, or no longer."""
        said, _, mac = request.cookies.get(self.cookie, "").partition(".")
        try:
            raw, given = _bytes(said), _bytes(mac)
        except ValueError:
            return None
        if not hmac.compare_digest(self._mac(raw), given):
            return None
        name, account, end = json.loads(raw)
        now = self.parts.clock.now().timestamp()
        if end <= now or (name.startswith(_KEY) and not self._good(name.removeprefix(_KEY), now)):
            return None
        return Principal(name, account, frozenset({"read"}))

    def _good(self, ident: str, now: float) -> bool:
        known = next((key for key in self.parts.keys.listed() if key.id == ident), None)
        if known is None or known.revoked or "read" not in known.scopes:
            return False
        return known.expires is None or known.expires > now

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self.seal, said, "sha256")


def sessions(parts: Services) -> Sessions:
    """Return the sessions of a server; what seals them follows from the audit key, and does not give it away."""
    private = parts.trail.signer.signer.private_bytes
    seal = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gains page session").derive(private)
    settings = parts.settings
    return Sessions(parts, seal, settings.profile == "prod" or settings.public_url.startswith("https:"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
