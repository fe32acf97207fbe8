"""`/v1/jobs`: submit an intent, follow a job, read what it made, approve or reject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from bot.api.auth import Gatekeeper, Principal
from bot.api.decide import decide
from bot.api.etags import conditional
from bot.api.limits import Limits
from bot.api.problems import ProblemError, documented
from bot.api.queries import refuse_unknown
from bot.api.submit import submit
from bot.api.views import (
    ArtifactsView,
    AuditPage,
    DecisionBody,
    EventsView,
    EventView,
    JobsView,
    JobView,
    NewJobBody,
    SaidView,
    artifact_view,
    audit_view,
    job_view,
)
from bot.jobs.states import State
from bot.jobs.tables import states
from bot.jobs.trail import entries

if TYPE_CHECKING:
    from bot.app import Services
    from bot.jobs.store import Job

_READING = (
    "malformed",
    "unauthenticated",
    "forbidden",
    "not-found",
    "too-large",
    "invalid",
    "too-many-requests",
    "unavailable",
)
_WRITING = (*_READING, "conflict", "unsupported-media-type")
_AUDIT_PAGE = 100
JobPath = Annotated[str, Path(pattern=r"^job-[0-9a-f]{24}$", description="The job's name.")]
_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "It is as `If-None-Match` says."}}


def router(parts: Services) -> APIRouter:
    """Return the routes."""
    guard = Gatekeeper(parts, Limits(parts.settings.requests_per_minute))
    may_read, may_submit, may_approve = (Depends(guard.needs(scope)) for scope in ("read", "submit", "approve"))
    routes = APIRouter(prefix="/v1/jobs", tags=["jobs"], dependencies=[Depends(refuse_unknown)])

    @routes.post(
        "",
        status_code=202,
        operation_id="submit_job",
        response_model=JobView,
        responses=documented(*_WRITING, "idempotency-conflict", "idempotency-key-required"),
    )
    def submit_job(
        request: Request,
        body: NewJobBody,
        caller: Principal = may_submit,
        idempotency_key: Annotated[
            str | None, Header(description="Names this request; required.", max_length=255)
        ] = None,
    ) -> JSONResponse:
        """Submit an intent: the bot opens a pull request for it. Sent again with the same key, it is the same job."""
        if not idempotency_key or not idempotency_key.strip():
            raise ProblemError("idempotency-key-required", "give an Idempotency-Key")
        job, replayed = submit(parts, caller, idempotency_key, body, request.state.origin)
        headers = {"Location": f"/v1/jobs/{job.id}", "Idempotent-Replayed": str(replayed).lower()}
        return JSONResponse(job_view(job).model_dump(mode="json"), 202, headers=headers)

    @routes.get("", operation_id="list_jobs", response_model=JobsView, responses=documented(*_READING))
    def list_jobs(
        state: Annotated[State | None, Query(description="Only those in this state.")] = None,
        repository: Annotated[str | None, Query(max_length=160, description="Only those of this repository.")] = None,
        pull: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Only those of this pull request.")] = None,
        cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,9}$", description="`next` of the page before.")] = None,
        limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
        caller: Principal = may_read,  # noqa: ARG001 - asked for its effect
    ) -> JobsView:
        """List jobs, newest first."""
        wanted = {"state": state, "repository": repository, "pull": pull}
        where = {name: value for name, value in wanted.items() if value is not None}
        before = int(cursor) if cursor else None
        found = parts.jobs.listed(before=before, most=limit + 1, **where)
        after = str(found[limit - 1].number) if len(found) > limit else None
        return JobsView(items=tuple(job_view(job) for job in found[:limit]), next=after)

    @routes.get(
        "/{job}", operation_id="get_job", response_model=JobView, responses={**documented(*_READING), **_NOT_MODIFIED}
    )
    def get_job(request: Request, job: JobPath, caller: Principal = may_read) -> Response:  # noqa: ARG001
        """Return a job; its ETag changes when it moves."""
        found = _known(parts, job)
        return conditional(
            request, f'"{found.id}.{found.revision}"', lambda: job_view(found).model_dump_json().encode()
        )

    @routes.get("/{job}/events", operation_id="job_events", response_model=EventsView, responses=documented(*_READING))
    def job_events(job: JobPath, caller: Principal = may_read) -> EventsView:  # noqa: ARG001
        """List a job's moves, oldest first."""
        _known(parts, job)
        wanted = sa.select(states).where(states.c.job == job).order_by(states.c.seq)
        with parts.database.read() as connection:
            rows = connection.execute(wanted).all()
        return EventsView(
            items=tuple(
                EventView(number=row.seq, before=row.before, after=row.after, at=row.at, why=row.why, audit=row.audit)
                for row in rows
            )
        )

    @routes.get(
        "/{job}/artifacts", operation_id="job_artifacts", response_model=ArtifactsView, responses=documented(*_READING)
    )
    def job_artifacts(job: JobPath, caller: Principal = may_read) -> ArtifactsView:  # noqa: ARG001
        """List the files of a job's packages."""
        _known(parts, job)
        return ArtifactsView(items=tuple(artifact_view(file) for file in parts.records.files(job)))

    @routes.get(
        "/{job}/artifacts/{path:path}",
        operation_id="job_artifact",
        response_class=Response,
        responses={
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
            **documented(*_READING),
            **_NOT_MODIFIED,
        },
    )
    def job_artifact(
        request: Request,
        job: JobPath,
        path: Annotated[str, Path(max_length=500, description="The file, as the list names it.")],
        caller: Principal = may_read,  # noqa: ARG001
    ) -> Response:
        """Return a file, byte for byte; its ETag is its digest, and content never changes under a digest."""
        _known(parts, job)
        file = next((one for one in parts.records.files(job) if one.path == path), None)
        if file is None:
            raise ProblemError("not-found", "the job has no such file")
        digest = file.digest
        return conditional(
            request, f'"{digest}"', lambda: parts.records.content(digest), media_type="application/octet-stream"
        )

    @routes.get("/{job}/audit", operation_id="job_audit", response_model=AuditPage, responses=documented(*_READING))
    def job_audit(
        job: JobPath,
        after: Annotated[int, Query(ge=0, le=2**31 - 1, description="`next` of the page before.")] = 0,
        caller: Principal = may_read,  # noqa: ARG001
    ) -> AuditPage:
        """List a job's records in the audit trail, oldest first; `gains audit verify` looks at the whole trail."""
        _known(parts, job)
        with parts.database.read() as connection:
            found = list(entries(connection, job=job, after=after, most=_AUDIT_PAGE + 1))
        following = found[_AUDIT_PAGE - 1].seq if len(found) > _AUDIT_PAGE else None
        return AuditPage(items=tuple(audit_view(one) for one in found[:_AUDIT_PAGE]), next=following)

    for what in ("approve", "reject"):
        _deciding(routes, parts, what, may_approve)
    return routes


def _deciding(routes: APIRouter, parts: Services, what: str, caller: Any) -> None:
    def say(job: JobPath, body: DecisionBody, caller: Principal = caller) -> SaidView:
        return decide(parts, caller, _known(parts, job), what, body)

    said = {
        "approve": "Approve the package that the digest names. It counts as a review of the caller's account does.",
        "reject": "Reject the job; it stays rejected until there is another head.",
    }
    say.__doc__ = said[what]
    routes.add_api_route(
        f"/{{job}}/{what}",
        say,
        methods=["POST"],
        operation_id=f"{what}_job",
        summary=f"{what.capitalize()} a job",
        response_model=SaidView,
        responses=documented(*_WRITING),
    )


def _known(parts: Services, job: str) -> Job:
    found = parts.jobs.get(job)
    if found is None:
        raise ProblemError("not-found", f"there is no job {job}")
    return found
