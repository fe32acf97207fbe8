"""`/login` and `/logout`: an API key or a bearer token becomes a session of the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.api.problems import CATALOGUE, ProblemError
from bot.web.headers import guarded
from bot.web.html import render
from bot.web.shell import Shell

if TYPE_CHECKING:
    from bot.web.session import Sessions
    from bot.web.viewers import Viewers

_PLACE = re.compile(r"/jobs(/job-[0-9a-f]{24}(/files/[A-Za-z0-9._/-]+)?)?")
"""Where somebody may be sent to after signing in: pages of ours, nothing else."""


def add_sign_in(routes: APIRouter, looking: Viewers, kept: Sessions, base: str) -> None:
    """Add the routes."""
    oidc = bool(looking.parts.settings.oidc_issuer)

    def form(to: str, wrong: str = "", status: int = 200) -> Response:
        page = render("login.html.j2", shell=Shell(base), next=to, oidc=oidc, wrong=wrong)
        return guarded(HTMLResponse(page, status))

    @routes.get("/login")
    def login(request: Request) -> Response:
        return form(_place(request.query_params.get("next", "")))

    @routes.post("/login")
    async def sign_in(request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        to = _place(given.get("next", [""])[0])
        try:
            _same_site(request)
            key = given.get("key", [""])[0].strip()
            caller, until = await run_in_threadpool(looking.known, request, key)
        except ProblemError as error:
            unknown = error.slug == "unauthenticated"
            words = "This key or token is not known, or no longer good." if unknown else error.detail
            return form(to, words, CATALOGUE[error.slug].status)
        response = RedirectResponse(f"{base}{to}", 303)
        kept.begin(response, caller, until)
        return guarded(response)

    @routes.post("/logout")
    def sign_out(request: Request) -> Response:
        response = RedirectResponse(f"{base}/login", 303)
        try:
            _same_site(request)
        except ProblemError as error:
            return form("/jobs", error.detail, CATALOGUE[error.slug].status)
        kept.end(response)
        return guarded(response)


def _place(given: str) -> str:
    return given if _PLACE.fullmatch(given) else "/jobs"


def _same_site(request: Request) -> None:
    """Refuse a form that another site sent: browsers say where a form comes from, and cannot be made to lie."""
    site, origin = request.headers.get("sec-fetch-site", ""), request.headers.get("origin", "")
    # Over plain HTTP only the second is sent; a proxy may have changed the host, so the first is asked first.
    elsewhere = site != "same-origin" if site else origin and urlsplit(origin).netloc != request.headers.get("host", "")
    if elsewhere:
        raise ProblemError("forbidden", "the form was sent by another site")
