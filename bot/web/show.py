"""Make the pages of jobs: the list with its filters, one job, one file of its packages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse, Response

from bot.api.problems import ProblemError
from bot.jobs.states import STATES
from bot.web.html import render
from bot.web.job_view import MEANING, when
from bot.web.stored import audit_of, packages_of, page_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.app import Services
    from bot.jobs.store import Job
    from bot.web.shell import Shell

_PAGE = 50
_FILTERS = ("state", "repository", "pull", "requester")


def job_list(parts: Services, given: Mapping[str, str], shell: Shell) -> Response:
    """Return the list; raise `ProblemError` for a filter that cannot be."""
    asked = {name: given.get(name, "").strip() for name in _FILTERS}
    where: dict[str, str | int] = {name: value for name, value in asked.items() if value}
    if asked["state"] and asked["state"] not in STATES:
        raise ProblemError("invalid", f"there is no state {asked['state']!r}; expected one of {', '.join(STATES)}")
    if asked["pull"]:
        where["pull"] = _number(asked["pull"], "pull")
    before = _number(given["before"], "before") if given.get("before") else None
    found = parts.jobs.listed(before=before, most=_PAGE + 1, **where)
    more = {name: str(value) for name, value in where.items()}
    if len(found) > _PAGE:
        more["before"] = str(found[_PAGE - 1].number)
    older = f"{shell.base}/jobs?{urlencode(more)}" if len(found) > _PAGE else ""
    page = render(
        "jobs.html.j2",
        shell=shell,
        jobs=found[:_PAGE],
        older=older,
        asked=asked,
        filtered=bool(where) or before is not None,
        states=STATES,
        repositories=sorted(one.key for one in parts.settings.repositories),
        meaning=MEANING,
        when=when,
    )
    return HTMLResponse(page)


def one_job(parts: Services, job: Job, shell: Shell) -> Response:
    """Return a job's page."""
    page = page_of(parts, job)
    return HTMLResponse(
        render(
            "job.html.j2",
            shell=shell,
            job=job,
            page=page,
            packages=packages_of(parts, job),
            audit=audit_of(parts, job),
            when=when,
        )
    )


def one_file(parts: Services, job: Job, path: str) -> Response:
    """Return a file of a job's packages, as text; nothing in it is ever run or drawn."""
    file = next((one for one in parts.records.files(job.id) if one.path == path), None)
    if file is None:
        raise ProblemError("not-found", "the job has no such file")
    return Response(parts.records.content(file.digest), media_type="text/plain; charset=utf-8")


def _number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) < 2**31):
        raise ProblemError("invalid", f"{name} is a number from 1 on, not {text[:40]!r}")
    return int(text)
