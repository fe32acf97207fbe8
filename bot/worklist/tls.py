"""TLS in front: the bot itself speaks plain HTTP, and something before it must not."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.worklist.base import Asked, Item

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOON_DAYS = 21
_PATIENCE_S = 5.0
_SKEW_S = 5.0


def look(asked: Asked) -> tuple[Item, ...]:
    """Return what is seen from outside at the public address, and where the bot itself listens."""
    return tuple(_look(asked))


def _look(asked: Asked) -> Iterator[Item]:
    if not asked.url:
        yield Item("TLS", "unknown", "nobody said how the bot is reached from outside", "give --url https://…")
    elif urlsplit(asked.url).scheme != "https":
        yield Item("TLS", "to do", f"{asked.url} is not https", "put a proxy with a certificate in front")
    else:
        yield from _seen(asked)
    if not _local(asked.settings.host):
        hint = "listen on 127.0.0.1 behind a proxy, or let only the proxy reach the port"
        yield Item("listening", "to do", f"plain HTTP is taken at {asked.settings.host}:{asked.settings.port}", hint)
    else:
        yield Item("listening", "good", f"plain HTTP is taken at {asked.settings.host} alone")


def _local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _seen(asked: Asked) -> Iterator[Item]:
    import httpx

    try:
        with httpx.Client(timeout=_PATIENCE_S) as client, client.stream("GET", f"{asked.url}/healthz") as answer:
            told = answer.headers.get("date", "")
            inner: Any = answer.extensions["network_stream"].get_extra_info("ssl_object")
            certificate = inner.getpeercert() if inner else {}
            status = answer.status_code
    except (httpx.HTTPError, KeyError) as error:
        yield Item("TLS", "to do", f"{asked.url}: {error}", "is the certificate valid, and does the proxy answer?")
        return
    ends = datetime.strptime(certificate["notAfter"], "%b %d %H:%M:%S %Y %Z").replace(tzinfo=UTC)
    days = (ends - asked.clock.now()).days
    state, hint = ("to do", "renew the certificate") if days < _SOON_DAYS else ("good", "")
    yield Item("TLS", "to do" if state == "to do" else "good", f"the certificate holds for {days} days", hint)
    if status != 200:
        yield Item("TLS", "to do", f"{asked.url}/healthz answers {status}", "does the proxy reach the bot?")
    if told:
        there = datetime.strptime(told, "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC)
        yield skew("clock", (there - asked.clock.now()).total_seconds(), "the proxy")


def skew(subject: str, seconds: float, whose: str) -> Item:
    """Return whether two clocks agree: signatures and windows rest on it."""
    if abs(seconds) > _SKEW_S:
        return Item(subject, "to do", f"{whose} is {seconds:+.0f} s away from this clock", "synchronise by NTP")
    return Item(subject, "good", f"{whose} has the same time, within {_SKEW_S:.0f} s")


PLUGIN = look
