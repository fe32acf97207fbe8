"""The web application: routes, problems, and the OpenAPI document."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from bot.api import health, hooks, jobs, problems
from bot.api.context import Context
from bot.api.document import document
from bot.api.problems import ProblemError
from bot.jobs.database import away
from bot.tracing import watch
from bot.web import pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from starlette.responses import Response

    from bot.app import Services

_log = structlog.get_logger("gains.api")
_STATUS = {404: "not-found", 405: "method-not-allowed", 415: "unsupported-media-type"}


def application(parts: Services) -> FastAPI:
    """Return the application; it holds no state of its own."""
    return _application(parts, (jobs, hooks, health, pages))


def operations(parts: Services) -> FastAPI:
    """Return the application of a process that only works: is it alive, and what has it counted."""
    return _application(parts, (health,))


def _application(parts: Services, modules: Iterable[ModuleType]) -> FastAPI:
    app = FastAPI(
        title="GAINS Network Orchestrator",
        version=version("gains-network-orchestrator"),
        summary="Change requests for networks: jobs, their packages, and what people say about them.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    for module in modules:
        app.include_router(module.router(parts))
    app.add_middleware(Context, metrics=parts.metrics, most_bytes=parts.settings.body_bytes)
    _problems(app)
    open_ = ("/metrics",) if parts.settings.metrics_token is None else ()
    watch(app, parts.settings.traces_endpoint)
    app.openapi = lambda: document(app, open_)  # type: ignore[method-assign]
    return app


def _problems(app: FastAPI) -> None:
    @app.exception_handler(ProblemError)
    def problem(request: Request, error: ProblemError) -> Response:
        return _said(request, error)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        slug = _STATUS.get(error.status_code, "malformed")
        return _said(request, ProblemError(slug, str(error.detail), headers=dict(error.headers or {})))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        found = error.errors()
        if any(one["type"] == "json_invalid" for one in found):
            return _said(request, ProblemError("malformed", "the body is no JSON"))
        places = [{"at": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])} for one in found]
        return _said(request, ProblemError("invalid", places[0]["message"], errors=places))

    @app.exception_handler(DBAPIError)
    def database(request: Request, error: DBAPIError) -> Response:
        _log.error("database", error=str(error.orig))
        slug = "unavailable" if away(error) else "internal"
        headers: dict[str, Any] = {"Retry-After": "5"} if slug == "unavailable" else {}
        return _said(request, ProblemError(slug, "nothing was stored", headers=headers))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        _log.error("request crashed", exc_info=error)
        return _said(request, ProblemError("internal", "this should not have happened"))


def _said(request: Request, error: ProblemError) -> Response:
    return problems.response(error, request.state.origin.correlation)
