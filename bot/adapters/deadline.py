"""HTTP within one deadline: no read, write or hand-shake goes past it, however slowly the other side drips its headers.

A time-out of an HTTP library is one of each read: a server that sends a byte of a header a second never meets it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable


class DeadlineTransport(httpx2.HTTPTransport):
    """Connections that end at a moment of the monotonic clock."""

    def __init__(self, until: float, *, tls: bool) -> None:
        # The pool of the base has no deadline: it is replaced before it is used, so its context is the cheap one.
        super().__init__(verify=False, trust_env=False)
        context = httpx2.create_ssl_context(trust_env=False) if tls else None
        self._pool = httpcore2.ConnectionPool(ssl_context=context, network_backend=_Backend(until))


class _Backend(httpcore2.SyncBackend):
    def __init__(self, until: float) -> None:
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect before the deadline."""
        left = _left(self._until, timeout, httpcore2.ConnectTimeout)
        found = super().connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(found, self._until)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _left(self._until, timeout, httpcore2.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(until: float, timeout: float | None, error: type[Exception]) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise error("the deadline has passed")
    return left if timeout is None else min(left, timeout)
