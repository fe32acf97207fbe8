"""`POST /webhooks/<forge>`: signature over the raw bytes, then one durable row, then 202; the forge is not asked."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.api.limits import Limits
from bot.api.problems import ProblemError, documented
from bot.jobs.inbox import Delivery
from bot.webhooks.base import hook, names

if TYPE_CHECKING:
    from bot.api.context import Origin
    from bot.app import Services
    from bot.webhooks.base import Event, Hook

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_BURST = 10
"""Webhooks come in bursts: ten times what an API key may send."""


def router(parts: Services) -> APIRouter:
    """Return the routes, one for each forge whose webhooks are taken."""
    routes = APIRouter(tags=["webhooks"])
    limits = Limits(parts.settings.requests_per_minute * _BURST)
    problems = documented(
        "malformed", "bad-signature", "too-large", "unsupported-media-type", "too-many-requests", "unavailable"
    )
    for name in names():
        body = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
        routes.add_api_route(
            f"/webhooks/{name}",
            _taker(parts, name, limits),
            methods=["POST"],
            status_code=202,
            operation_id=f"take_{name}_webhook",
            summary=f"Take a webhook of {name}",
            responses=problems,
            openapi_extra={"requestBody": body},
            response_model=dict[str, str],
        )
    return routes


def _taker(parts: Services, forge: str, limits: Limits) -> Any:
    plugin = hook(forge)

    async def take(request: Request) -> JSONResponse:
        caller = request.client.host if request.client else ""
        if wait := limits.wait(caller):
            raise ProblemError("too-many-requests", "wait a little", headers={"Retry-After": str(int(wait) + 1)})
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise ProblemError("unsupported-media-type", "webhooks are application/json")
        body = await request.body()
        headers = {name.lower(): value for name, value in request.headers.items()}
        owners = _owners(parts, forge, plugin, headers, body)
        if not owners:
            parts.metrics.deliveries.labels(forge, "refused").inc()
            raise ProblemError("bad-signature", "the signature is not one of ours")
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise ProblemError("malformed", "the body is no JSON") from error
        event = plugin.read(headers, payload)
        key = f"{forge}:{event.repository}"
        served = key in {one.key for one in parts.settings.repositories}
        if served and key not in owners:
            # Signed by somebody who may speak for another repository.
            parts.metrics.deliveries.labels(forge, "refused").inc()
            raise ProblemError("bad-signature", "the signature is not one of ours")
        delivery = _delivery(forge, plugin.delivery(headers, body), event, request.state.origin)
        about: tuple[int | None, ...] = event.pulls or ((None,) if event.everything else ())
        if served:
            delivery = delivery.model_copy(update={"repository": key})
        outcome = await asyncio.wrap_future(parts.intake.put(delivery, about if served else ()))
        parts.metrics.deliveries.labels(forge, outcome).inc()
        return JSONResponse({"outcome": outcome}, 202)

    take.__name__ = f"take_{forge}"
    take.__doc__ = (
        f"Take a webhook of {forge}: what it is about is looked at later; the same delivery again changes nothing."
    )
    return take


def _owners(parts: Services, forge: str, plugin: Hook, headers: dict[str, str], body: bytes) -> frozenset[str]:
    """Return the repositories whose secrets the body was signed with."""
    pairs = [
        (one.key, secret)
        for one in parts.settings.repositories
        if one.forge == forge
        for secret in parts.secrets.webhook_secrets(one)
    ]
    unique = sorted({secret for _, secret in pairs})
    right = plugin.signers(headers, body, unique, parts.clock.now().timestamp())
    good = {unique[at] for at in right}
    return frozenset(key for key, secret in pairs if secret in good)


def _delivery(forge: str, name: str, event: Event, called: Origin) -> Delivery:
    return Delivery(
        forge=forge,
        delivery=name,
        repository="",
        event=event.name,
        hint=event.hint,
        group=event.group if _COMMIT.fullmatch(event.group) else "",
        correlation=called.correlation,
        traceparent=called.traceparent,
    )
