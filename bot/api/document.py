"""The OpenAPI document: what FastAPI finds, with problems, authentication and headers said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from bot.api import problems

if TYPE_CHECKING:
    from fastapi import FastAPI

_OPEN = ("/webhooks/", "/healthz", "/readyz")
_HEADERS: dict[str, Any] = {
    "X-Correlation-Id": {
        "description": "What this request is called in the log; the one that was given, where it was well-formed.",
        "schema": {"type": "string"},
    },
    "traceparent": {"description": "W3C trace context.", "schema": {"type": "string"}},
}


def document(app: FastAPI, more_open: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the document, made once; `more_open`: paths that ask nobody who he is."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        parts = made.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = problems.schema()
        parts["schemas"].pop("HTTPValidationError", None)
        parts["schemas"].pop("ValidationError", None)
        parts["securitySchemes"] = {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "An API key (`gains keys create`), or a token of the OpenID Connect issuer.",
            }
        }
        for path, item in made["paths"].items():
            for operation in item.values():
                for one in operation.get("parameters", ()):
                    # Optional for the framework only, so that its absence is refused in our own words.
                    if one["name"].lower() == "idempotency-key":
                        one["required"] = True
                        one["schema"] = {"type": "string", "minLength": 1, "maxLength": 255}
                if not path.startswith((*_OPEN, *more_open)):
                    operation["security"] = [{"bearer": []}]
                for answer in operation["responses"].values():
                    answer["headers"] = _HEADERS
        app.openapi_schema = made
    return app.openapi_schema
