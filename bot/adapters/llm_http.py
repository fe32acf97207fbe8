"""The connection to a language model's endpoint: one deadline, no redirects, no compression, a most size."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import openai

_MOST_BYTES = 200_000


class UnusableError(Exception):
    """An answer that is not read to its end."""


@contextmanager
def opened(url: str, key: str, seconds: float, deadline: float) -> Iterator[openai.OpenAI]:
    """Yield a client of an endpoint; `seconds` for one read, all of it before `deadline` of the monotonic clock."""
    import httpx2
    import openai

    from bot.adapters.deadline import DeadlineTransport

    # Redirects are not followed: what was redacted for one endpoint is not for another one.
    http = httpx2.Client(
        transport=DeadlineTransport(deadline, tls=url.lower().startswith("https:")),
        follow_redirects=False,
        timeout=seconds,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_bounded(deadline)]},
        trust_env=False,
    )
    with http:
        yield openai.OpenAI(base_url=url, api_key=key, timeout=seconds, max_retries=0, http_client=http)


def _bounded(deadline: float) -> Callable[[Any], None]:
    """Return a hook that refuses redirects and bodies that are too large, compressed or too slow, before they end."""

    def look(response: Any) -> None:
        if response.is_redirect:
            raise UnusableError("it redirects")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise UnusableError("it is compressed, which was not asked for")
        parts, size = [], 0
        for part in response.iter_raw():
            parts.append(part)
            size += len(part)
            if size > _MOST_BYTES:
                raise UnusableError("it is too large")
            if time.monotonic() > deadline:
                raise UnusableError("it takes too long")
        response._content = b"".join(parts)

    return look
