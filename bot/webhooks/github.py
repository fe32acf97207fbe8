"""GitHub's webhooks: HMAC-SHA256 over the raw bytes; the older SHA-1 signature counts for nothing."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from bot.webhooks.base import Event, at, identity, number, numbers, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.webhooks.base import Headers

_MOVES_A_BASE = "push"
_WAITS = "merge_group.checks_requested"


class GitHubHook:
    """Webhooks of repositories and of the App."""

    def signers(self, headers: Headers, body: bytes, secrets: Sequence[bytes], now: float) -> tuple[int, ...]:  # noqa: ARG002 - GitHub sends no time
        """Return which of the secrets the body was signed with."""
        given = headers.get("x-hub-signature-256", "").encode()
        return tuple(
            at for at, secret in enumerate(secrets) if secret and hmac.compare_digest(given, _sign(secret, body))
        )

    def delivery(self, headers: Headers, body: bytes) -> str:
        """Return GitHub's own name for the delivery."""
        return headers.get("x-github-delivery", "") or f"sha256:{hashlib.sha256(body).hexdigest()}"

    def read(self, headers: Headers, payload: Any) -> Event:
        """Return what it says."""
        event = headers.get("x-github-event", "")[:60]
        name = ".".join(part for part in (event, text(payload, "action")) if part)
        repository = identity(payload, "repository", "id")
        pulls: tuple[int, ...] = ()
        if (direct := number(payload, "pull_request", "number")) is not None:
            pulls = (direct,)
        elif at(payload, "issue", "pull_request") is not None:
            issue = number(payload, "issue", "number")
            pulls = (issue,) if issue is not None else ()
        else:
            pulls = numbers(payload, "check_run", "pull_requests") or numbers(payload, "check_suite", "pull_requests")
        hint = text(payload, "pull_request", "head", "sha") if event == "pull_request" else ""
        group = text(payload, "merge_group", "head_sha") if name == _WAITS else ""
        return Event(name, repository, pulls, event == _MOVES_A_BASE and not pulls, hint, group)


def _sign(secret: bytes, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest().encode()


PLUGIN = GitHubHook()
