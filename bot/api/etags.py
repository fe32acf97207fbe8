"""Answers that say what they are by an ETag, and are not sent again to who has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request


def conditional(
    request: Request, etag: str, content: Callable[[], bytes], *, media_type: str = "application/json"
) -> Response:
    """Return the content with its ETag, or 304 where the caller has it (RFC 9110, 13.1.2)."""
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if etag in given or given == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(content(), media_type=media_type, headers=headers)
