"""Problems as RFC 9457 has them, and the catalogue of all that there are: `type` is a page of the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:gains:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem."""

    status: int
    title: str
    meaning: str
    """When it comes, and what to do."""


CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        "malformed": Kind(400, "The request cannot be read", "The body is no JSON, or a header is not of its form."),
        "unauthenticated": Kind(401, "Who is asking?", "No key or token, or one that is unknown, expired or revoked."),
        "bad-signature": Kind(
            401, "The signature is not right", "A webhook without the signature of a secret that is in force."
        ),
        "forbidden": Kind(403, "Not allowed", "The key or token lacks the scope that the operation needs."),
        "not-found": Kind(404, "Not there", "There is no such job, artifact, repository or path."),
        "method-not-allowed": Kind(405, "Not with this method", "The path is there, but not for this method."),
        "conflict": Kind(
            409,
            "It has moved on",
            "The job is in a state that does not allow this, or its head or digest is another one; read it again.",
        ),
        "idempotency-conflict": Kind(
            409,
            "The same key, another request",
            "The Idempotency-Key was used for a different request; take a new one.",
        ),
        "too-large": Kind(413, "Too large", "The body is larger than this server takes."),
        "unsupported-media-type": Kind(415, "Not this media type", "Bodies are `application/json`."),
        "invalid": Kind(
            422, "The content is not valid", "The body can be read and breaks a rule; `errors` names every place."
        ),
        "idempotency-key-required": Kind(
            428,
            "An Idempotency-Key is required",
            "Send a new random key with each new request, and the same one when you send it again.",
        ),
        "too-many-requests": Kind(429, "Too many requests", "Wait for as many seconds as `Retry-After` says."),
        "internal": Kind(500, "Our mistake", "Something broke; `correlation` finds it in the log."),
        "unavailable": Kind(503, "Not now", "The database cannot be reached; nothing was stored; try again."),
    }
)
"""By the last part of `type`."""


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, slug: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.headers: dict[str, str] = more.pop("headers", {})
        self.more = more


def response(error: ProblemError, correlation: str) -> JSONResponse:
    """Return the answer that says it."""
    kind = CATALOGUE[error.slug]
    body = {
        "type": f"{_TYPE}{error.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": error.detail,
        "correlation": correlation,
        **error.more,
    }
    return JSONResponse(body, kind.status, headers=error.headers, media_type=MEDIA_TYPE)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a problem."""
    text = {"type": "string"}
    places = {"type": "array", "items": {"type": "object", "properties": {"at": text, "message": text}}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "correlation"],
        "properties": {
            "type": {"type": "string", "enum": [f"{_TYPE}{slug}" for slug in CATALOGUE]},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "correlation": text,
            "errors": places,
        },
    }


def documented(*slugs: str) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of a route that may end in these problems."""
    found: dict[int | str, dict[str, Any]] = {}
    for slug in slugs:
        kind = CATALOGUE[slug]
        known = found.setdefault(
            kind.status,
            {
                "description": "",
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
            },
        )
        known["description"] = f"{known['description']} `{slug}`: {kind.meaning}".strip()
        known["content"][MEDIA_TYPE]["examples"][slug] = {
            "value": {
                "type": f"{_TYPE}{slug}",
                "title": kind.title,
                "status": kind.status,
                "detail": kind.meaning,
                "correlation": "c-1",
            }
        }
    return found
