"""Webhooks of the small GitLab: signed as Standard Webhooks ask for, each sent twice, as GitLab is known to do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import queue
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx

if TYPE_CHECKING:
    from tests.gitlab.state import Project


@dataclass(frozen=True)
class Hook:
    """Who is told."""

    url: str
    secret: str
    """`whsec_<base64 of 32 bytes>`."""
    events: list[dict[str, Any]] = field(default_factory=list)
    """What was sent, oldest first."""
    again: list[int] = field(default_factory=list)
    """Which of them were asked for once more."""


def tell(project: Project, kind: str, data: dict[str, Any]) -> None:
    """Tell everybody who listens, later and in order, as a forge does."""
    body = json.dumps({"object_kind": kind, "project": {"id": project.id}, **data}).encode()
    for hook in project.hooks:
        for _ in range(2):  # two deliveries of one event, with names of their own
            _queue().put((hook, body, kind))


@cache
def _queue() -> queue.Queue[tuple[Hook, bytes, str]]:
    waiting: queue.Queue[tuple[Hook, bytes, str]] = queue.Queue()

    def send() -> None:
        while True:
            hook, body, kind = waiting.get()
            name, now = str(uuid4()), str(int(time.time()))
            key = base64.b64decode(hook.secret.removeprefix("whsec_"))
            signed = hmac.new(key, f"{name}.{now}.".encode() + body, hashlib.sha256).digest()
            headers = {
                "Content-Type": "application/json",
                "X-Gitlab-Event": kind,
                "webhook-id": name,
                "webhook-timestamp": now,
                "webhook-signature": "v1," + base64.b64encode(signed).decode(),
            }
            event: dict[str, Any] = {"id": len(hook.events) + 1, "trigger": kind, "request_headers": headers}
            event["response_status"] = "internal error"
            hook.events.append(event)
            try:
                told = httpx.post(hook.url, content=body, headers=headers, timeout=20)
            except httpx.HTTPError:  # nobody listens any more: GitLab does not mind
                continue
            event["response_status"] = str(told.status_code)

    threading.Thread(target=send, daemon=True, name="gitlab-hooks").start()
    return waiting
