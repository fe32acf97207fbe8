"""Query parameters: a name that a route does not have is refused, so that a typing error is not passed over."""

from __future__ import annotations

from fastapi import Request
from fastapi.routing import APIRoute

from bot.api.problems import ProblemError


def refuse_unknown(request: Request) -> None:
    """Raise `ProblemError` for a parameter that the route does not have, or that is given twice."""
    route = request.scope.get("route")
    known = {one.alias for one in route.dependant.query_params} if isinstance(route, APIRoute) else set()
    given = [name for name, _ in request.query_params.multi_items()]
    wrong = sorted({name for name in given if name not in known or given.count(name) > 1})
    if wrong:
        places = [
            {"at": f"query.{name}", "message": "is not known here" if name not in known else "is given twice"}
            for name in wrong
        ]
        raise ProblemError("invalid", f"query parameter {wrong[0]!r} {places[0]['message']}", errors=places)
