"""Decide who may see pages, as `GAINS_PAGES` says; whoever is not known sees nothing but the way to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt

from bot.api.auth import Gatekeeper, Principal
from bot.api.keys import Key
from bot.api.limits import Limits
from bot.api.problems import ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.app import Services
    from bot.web.session import Sessions

_TRIES_PER_MINUTE = 20
ANYONE = Principal("anyone", "", frozenset({"read"}))


@dataclass(frozen=True, slots=True)
class Viewers:
    """Looks at every request for a page."""

    parts: Services
    sessions: Sessions
    guard: Gatekeeper
    limits: Limits
    tries: Limits

    def see(self, request: Request) -> Principal | None:
        """Return who is looking; None where he must sign in first; raise `ProblemError` for a wrong key or token."""
        if request.headers.get("authorization"):
            return self.guard.needs("read")(request)
        found = ANYONE if self.parts.settings.pages == "open" else self.sessions.caller(request)
        if found and (wait := self.limits.wait(found.name)):
            raise ProblemError("too-many-requests", "wait a little", headers={"Retry-After": str(int(wait) + 1)})
        return found

    def known(self, request: Request, given: str) -> tuple[Principal, float | None]:
        """Return whose key or token it is, and when that ends; raise `ProblemError`."""
        sender = request.client.host if request.client else ""
        if wait := self.tries.wait(sender):
            raise ProblemError("too-many-requests", f"too many tries; wait {int(wait) + 1} seconds")
        headers = [(b"authorization", f"Bearer {given}".encode("ascii", "replace"))]
        caller = self.guard.needs("read")(_with(request, headers))
        return caller, self._end(given)

    def _end(self, given: str) -> float | None:
        holder: Key | None = self.parts.keys.holder(given) if given.startswith("gains_") else None
        if holder:
            return holder.expires
        # It was verified just before; here only its end is read.
        claims: dict[str, Any] = jwt.decode(given, options={"verify_signature": False})
        return float(claims["exp"])


def viewers(parts: Services, sessions: Sessions) -> Viewers:
    """Return who decides about the pages of a server."""
    limits = Limits(parts.settings.requests_per_minute)
    return Viewers(parts, sessions, Gatekeeper(parts, limits), limits, Limits(_TRIES_PER_MINUTE))


def _with(request: Request, headers: list[tuple[bytes, bytes]]) -> Request:
    return type(request)({**request.scope, "headers": headers})
