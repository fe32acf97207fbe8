"""`/healthz`, `/readyz` and `/metrics`."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import DBAPIError

from bot.analyzer_state import state as analyzer_state
from bot.api.problems import ProblemError, documented
from bot.jobs.states import STATES

if TYPE_CHECKING:
    from bot.app import Services


def router(parts: Services) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(tags=["operations"])

    @routes.get("/healthz", responses=documented("too-large"), response_model=dict[str, Any], operation_id="healthz")
    def healthz() -> dict[str, Any]:
        """Say that the process is alive; nothing else is looked at, so that a lost database restarts nobody."""
        return {"status": "alive"}

    @routes.get(
        "/readyz",
        responses=documented("too-large", "unavailable"),
        response_model=dict[str, Any],
        operation_id="readyz",
    )
    def readyz() -> JSONResponse:
        """Say whether requests can be served: the database answers; and how much waits or was put aside.

        An analyzer that is away makes nothing unready: changes are answered without it, and say so. Nor does a forge:
        webhooks are taken, and worked on when it is back.
        """
        try:
            with parts.database.read() as connection:
                connection.execute(sa.text("SELECT 1"))
            waiting, age = parts.agenda.open()
            aside = len(parts.agenda.dead())
            alive = len(parts.leases.alive())
        except DBAPIError as error:
            raise ProblemError("unavailable", "the database does not answer") from error
        said = {
            "status": "ready",
            "waiting": waiting,
            "oldest_seconds": round(age, 1),
            "put_aside": aside,
            "workers": alive,
            "analyzer": analyzer_state(),
            "forge": parts.forges.state(),
        }
        return JSONResponse(said)

    @routes.get(
        "/metrics",
        responses={
            200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
            **documented("unauthenticated", "too-large", "unavailable"),
        },
        response_class=Response,
        operation_id="metrics",
    )
    def metrics(request: Request) -> Response:
        """Return what is counted, for Prometheus."""
        token = parts.settings.metrics_token
        given = request.headers.get("authorization", "")
        if token is not None and not hmac.compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode()):
            raise ProblemError("unauthenticated", "the metrics token is needed", headers={"WWW-Authenticate": "Bearer"})
        try:
            _measure(parts)
        except DBAPIError as error:
            raise ProblemError("unavailable", "the database does not answer") from error
        return Response(generate_latest(parts.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return routes


def _measure(parts: Services) -> None:
    waiting, age = parts.agenda.open()
    parts.metrics.queue.set(waiting)
    parts.metrics.queue_age.set(age)
    parts.metrics.put_aside.set(len(parts.agenda.dead()))
    parts.metrics.workers.set(len(parts.leases.alive()))
    counted = parts.jobs.by_state()
    for state in STATES:
        parts.metrics.jobs.labels(state).set(counted.get(state, 0))
