"""`/jobs` and `/jobs/{id}`: pages for people, made on the server, for whoever may read jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from bot.api.problems import CATALOGUE, ProblemError
from bot.web.headers import HEADERS, guarded
from bot.web.html import asset, asset_tag, render
from bot.web.live import MOST, Streams
from bot.web.session import sessions
from bot.web.shell import Shell, path_of
from bot.web.show import job_list, one_file, one_job
from bot.web.sign_in import add_sign_in
from bot.web.viewers import viewers

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import Services
    from bot.jobs.store import Job
    from bot.web.viewers import Viewers

_ASSETS = {"gains.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8"}


def router(parts: Services) -> APIRouter:
    """Return the routes; none where the settings say that there are no pages."""
    routes = APIRouter(include_in_schema=False)
    if parts.settings.pages == "off":
        return routes
    kept = sessions(parts)
    looking = viewers(parts, kept)
    base = path_of(parts.settings.public_url)

    def shown(request: Request, act: Callable[[Shell], Response]) -> Response:
        try:
            caller = looking.see(request)
            if caller is None:
                return guarded(RedirectResponse(f"{base}/login?next={quote(request.url.path)}", 303))
            return guarded(act(Shell(base, caller.account)))
        except ProblemError as error:
            return problem_page(Shell(base), error)

    @routes.get("/")
    def front() -> Response:
        return guarded(RedirectResponse(f"{base}/jobs", 303))

    @routes.get("/jobs")
    def jobs(request: Request) -> Response:
        return shown(request, lambda shell: job_list(parts, request.query_params, shell))

    @routes.get("/jobs/{job}")
    def job(request: Request, job: str) -> Response:
        return shown(request, lambda shell: one_job(parts, known(parts, job), shell))

    @routes.get("/jobs/{job}/files/{path:path}")
    def file(request: Request, job: str, path: str) -> Response:
        return shown(request, lambda _: one_file(parts, known(parts, job), path))

    @routes.get("/static/{tag}/{name}")
    def static(tag: str, name: str) -> Response:
        if name not in _ASSETS or tag != asset_tag(name):
            return problem_page(Shell(base), ProblemError("not-found", "there is no such file"))
        forever = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(asset(name), media_type=_ASSETS[name], headers={**HEADERS, **forever})

    _add_live(routes, parts, looking)
    add_sign_in(routes, looking, kept, base)
    return routes


def _add_live(routes: APIRouter, parts: Services, looking: Viewers) -> None:
    streams = Streams()

    @routes.get("/jobs/{job}/live")
    def live(request: Request, job: str) -> Response:
        try:
            if looking.see(request) is None:
                raise ProblemError("unauthenticated", "sign in first")
            if streams.open >= MOST:
                raise ProblemError("too-many-requests", "too many pages are followed", headers={"Retry-After": "30"})
            known(parts, job)
        except ProblemError as error:
            return guarded(PlainTextResponse(error.detail, CATALOGUE[error.slug].status, headers=error.headers))
        seen = request.headers.get("last-event-id", "") or request.query_params.get("after", "")
        after = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
        follow = streams.follow(parts, request, job, after)
        proxy = {"X-Accel-Buffering": "no"}
        return guarded(StreamingResponse(follow, media_type="text/event-stream", headers=proxy))


def problem_page(shell: Shell, error: ProblemError) -> Response:
    """Return the page that says what went wrong."""
    kind = CATALOGUE[error.slug]
    page = render("problem.html.j2", shell=shell, title=kind.title, detail=error.detail)
    return guarded(Response(page, kind.status, headers=error.headers, media_type="text/html; charset=utf-8"))


def known(parts: Services, job: str) -> Job:
    """Return a job; raise `ProblemError` where there is none."""
    found = parts.jobs.get(job) if len(job) <= 40 else None
    if found is None:
        raise ProblemError("not-found", "there is no such job")
    return found
