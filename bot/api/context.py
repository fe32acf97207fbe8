"""Around every request: a limit on its body, a name for it, its place in a trace, its duration, and one log line."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.api.problems import ProblemError, response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.metrics import Metrics

_log = structlog.get_logger("gains.api")
_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_TRACE = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a request is called."""

    correlation: str
    traceparent: str

    @property
    def trace(self) -> str:
        """The trace's name."""
        return self.traceparent.split("-")[1]


def origin(correlation: str, traceparent: str) -> Origin:
    """Take over what the caller named well, and make up the rest (W3C Trace Context, level 1)."""
    if not _CORRELATION.fullmatch(correlation):
        correlation = f"c-{secrets.token_hex(8)}"
    found = _TRACE.fullmatch(traceparent)
    trace, flags = (found[1], found[3]) if found else (secrets.token_hex(16), "01")
    return Origin(correlation, f"00-{trace}-{secrets.token_hex(8)}-{flags}")


class TooLargeError(ProblemError):
    """The body is over the limit."""

    def __init__(self, most: int) -> None:
        super().__init__("too-large", f"at most {most} bytes are taken")


@dataclass(frozen=True, slots=True)
class Context:
    """The outermost layer of the application."""

    app: ASGIApp
    metrics: Metrics
    most_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry a request out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        called = origin(headers.get("x-correlation-id", ""), headers.get("traceparent", ""))
        scope.setdefault("state", {})["origin"] = called
        begun, status = time.monotonic(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                extra = {
                    "x-correlation-id": called.correlation,
                    "traceparent": called.traceparent,
                    "x-content-type-options": "nosniff",
                    "referrer-policy": "no-referrer",
                }
                there = {name.lower() for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in extra.items() if name.encode() not in there]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        with structlog.contextvars.bound_contextvars(correlation=called.correlation, trace_id=called.trace):
            try:
                body = await self._body(headers, receive)
            except TooLargeError as error:
                await response(error, called.correlation)(scope, receive, answer)
            else:
                await self.app(scope, _replay(body, receive), answer)
            took = time.monotonic() - begun
            route = getattr(scope.get("route"), "path", "none")
            self.metrics.requests.labels(route, str(status)).observe(took)
            _log.info("request", method=scope["method"], route=route, status=status, seconds=round(took, 4))

    async def _body(self, headers: dict[str, str], receive: Receive) -> bytes:
        said = headers.get("content-length", "0")
        if said.isascii() and said.isdigit() and int(said) > self.most_bytes:
            raise TooLargeError(self.most_bytes)
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(parts)
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.most_bytes:
                raise TooLargeError(self.most_bytes)
            if not message.get("more_body", False):
                return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
