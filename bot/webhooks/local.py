"""Webhooks of the local forge: whatever pushes there (a git hook, a script) says which pull request to look at."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from bot.webhooks.base import Event, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.webhooks.base import Headers


class LocalHook:
    """`{"repository": "campus", "pull": 7, "head": "<sha>"}`, with `X-Gains-Signature-256: sha256=<hex of HMAC>`."""

    def signers(self, headers: Headers, body: bytes, secrets: Sequence[bytes], now: float) -> tuple[int, ...]:  # noqa: ARG002 - no time is sent
        """Return which of the secrets the body was signed with."""
        given = headers.get("x-gains-signature-256", "").encode()
        return tuple(
            at
            for at, secret in enumerate(secrets)
            if secret
            and hmac.compare_digest(given, b"sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest().encode())
        )

    def delivery(self, headers: Headers, body: bytes) -> str:
        """Return the sender's name for the delivery."""
        return headers.get("x-gains-delivery", "") or f"sha256:{hashlib.sha256(body).hexdigest()}"

    def read(self, headers: Headers, payload: Any) -> Event:  # noqa: ARG002 - all is in the payload
        """Return what it says."""
        pull = number(payload, "pull")
        pulls = (pull,) if pull is not None else ()
        return Event(
            text(payload, "event") or "look", text(payload, "repository"), pulls, not pulls, text(payload, "head")
        )


PLUGIN = LocalHook()
