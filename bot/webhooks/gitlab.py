"""GitLab's webhooks: signed (Standard Webhooks) where the secret is a signing token, by a shared token otherwise."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from bot.webhooks.base import Event, identity, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.webhooks.base import Headers

_SIGNING = b"whsec_"
_LATE = 300.0
"""A signature that is older, or from the future, is somebody else's copy."""


class GitLabHook:
    """Webhooks of projects and groups."""

    def signers(self, headers: Headers, body: bytes, secrets: Sequence[bytes], now: float) -> tuple[int, ...]:
        """Return which of the secrets the body was signed with, or came with."""
        return tuple(
            at
            for at, secret in enumerate(secrets)
            if secret
            and (_signed(headers, body, secret, now) if secret.startswith(_SIGNING) else _token(headers, secret))
        )

    def delivery(self, headers: Headers, body: bytes) -> str:
        """Return GitLab's own name for the delivery, in releases that give one."""
        given = headers.get("idempotency-key", "") or headers.get("webhook-id", "")
        return given or f"sha256:{hashlib.sha256(body).hexdigest()}"

    def read(self, headers: Headers, payload: Any) -> Event:
        """Return what it says."""
        kind = text(payload, "object_kind") or headers.get("x-gitlab-event", "")[:60]
        name = ".".join(part for part in (kind, text(payload, "object_attributes", "action")) if part)
        repository = identity(payload, "project", "id") or identity(payload, "project_id")
        own = number(payload, "object_attributes", "iid") if kind == "merge_request" else None
        pull = own if own is not None else number(payload, "merge_request", "iid")
        hint = text(payload, "object_attributes", "last_commit", "id") if kind == "merge_request" else ""
        pulls = (pull,) if pull is not None else ()
        return Event(name, repository, pulls, kind == "push", hint)


def _token(headers: Headers, secret: bytes) -> bool:
    return hmac.compare_digest(headers.get("x-gitlab-token", "").encode(), secret)


def _signed(headers: Headers, body: bytes, secret: bytes, now: float) -> bool:
    try:
        key = base64.b64decode(secret.removeprefix(_SIGNING), validate=True)
        sent = float(headers.get("webhook-timestamp", ""))
    except (ValueError, binascii.Error):
        return False
    if not abs(now - sent) <= _LATE:
        return False
    said = f"{headers.get('webhook-id', '')}.{headers.get('webhook-timestamp', '')}.".encode() + body
    right = b"v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any([hmac.compare_digest(one, right) for one in given[:10]])  # noqa: C419 - all are compared, in constant time


PLUGIN = GitLabHook()
