"""What the API takes and gives: the bodies of requests and answers, with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.jobs.states import State

if TYPE_CHECKING:
    from bot.jobs.chain import Entry
    from bot.jobs.records import File
    from bot.jobs.store import Job

_SHA = "4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e"
_DIGEST = f"sha256:{'9f' * 32}"
_INTENT = """apiVersion: gains/v1
kind: access_vlan
metadata:
  name: cctv-vlan-building-7
  reason: New cameras on floors 1-3
spec:
  vlan: {id: 120, name: CCTV}
  ports:
    - {device: acc-b7-01, interfaces: [GigabitEthernet1/0/10-14]}
"""
JobId = Annotated[str, Field(pattern=r"^job-[0-9a-f]{24}$", examples=["job-0f3b6c1a9d2e4f5061728394"])]


class Body(BaseModel):
    """Something that crosses the API's border: closed, and strict about types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class NewJobBody(Body):
    """An intent that is to become a pull request."""

    repository: str = Field(min_length=1, max_length=160, examples=["local:campus"])
    """Which network repository: forge and number, as the settings name it."""
    intent: str = Field(min_length=1, max_length=256_000, examples=[_INTENT])
    """The intent file, YAML."""


class DecisionBody(Body):
    """What a person says about a job."""

    head_sha: str = Field(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$", examples=[_SHA])
    """The head that was looked at; where it is no longer the job's, nothing is said."""
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$", examples=[_DIGEST])
    """The digest of the package that was looked at."""
    reason: str = Field(
        default="", max_length=4000, examples=["Read; the analyzer's absence is accepted for lab devices."]
    )
    """Why; needed where the package is degraded, and to reject."""


class Links(Body):
    """Where more of it is."""

    self: str
    events: str
    artifacts: str
    audit: str


class JobView(Body):
    """A job."""

    id: JobId
    """Its name."""
    repository: str = Field(examples=["local:campus"])
    """Which network repository."""
    pull: int | None = Field(examples=[17])
    """Its pull request; none yet where it was just submitted."""
    state: State
    """Where it is in its life."""
    reason: str
    """Why it is in this state, in plain words."""
    revision: int
    """Counts its moves."""
    source_sha: str
    """The head that brought the intents."""
    base_sha: str
    """The base that everything else was read from."""
    head_sha: str
    """The head with the package; empty before there is one."""
    digest: str
    """The digest to approve; empty before there is a package."""
    intents: tuple[str, ...]
    """Names of its intents."""
    sites: tuple[str, ...]
    """Where it changes something."""
    requester: str
    """Who asked for it, and so cannot approve it."""
    created_at: str
    """When it was made."""
    updated_at: str
    """When it last moved."""
    links: Links
    """Where more of it is."""


class JobsView(Body):
    """A page of jobs, newest first."""

    items: tuple[JobView, ...]
    """The jobs."""
    next: str | None
    """What to give as `cursor` for the page after this one; none: there is no more."""


class EventView(Body):
    """A move of a job."""

    number: int
    """Counts all moves of all jobs."""
    before: str
    """The state before; empty at the beginning."""
    after: State
    """The state since then."""
    at: str
    """When."""
    why: str
    """In plain words."""
    audit: int
    """Its record in the audit trail."""


class EventsView(Body):
    """All moves of a job, oldest first."""

    items: tuple[EventView, ...]
    """The moves."""


class ArtifactView(Body):
    """A file of a job's packages."""

    path: str = Field(examples=["cctv-vlan-building-7/change-plan.json"])
    """Below the job's artifacts."""
    digest: str
    """Of its content."""
    size: int
    """Bytes."""


class ArtifactsView(Body):
    """All files of a job's packages, by path."""

    items: tuple[ArtifactView, ...]
    """The files."""


class AuditView(Body):
    """A record of the audit trail."""

    seq: int
    """Its place in the trail of all jobs."""
    at: str
    """When."""
    event: str
    """What happened."""
    actor: str
    """Who did it."""
    data: str
    """The facts, as canonical JSON; the hash is over these characters."""
    previous: str
    """The hash of the record before, which may be of another job."""
    hash: str
    """Its own hash."""
    signature: str
    """`<key id>:<signature>` of (seq, hash), in DSSE."""


class AuditPage(Body):
    """A page of a job's records, oldest first."""

    items: tuple[AuditView, ...]
    """The records."""
    next: int | None
    """What to give as `after` for the page after this one; none: there is no more."""


class SaidView(Body):
    """What became of a person's word."""

    outcome: Literal["recorded", "unchanged"]
    """unchanged: the same was said before."""
    job: JobView
    """The job as it is now; the gate looks at it next."""


def job_view(job: Job) -> JobView:
    """Return a job as the API gives it."""
    names = set(JobView.model_fields) - {"links"}
    base = f"/v1/jobs/{job.id}"
    links = Links(self=base, events=f"{base}/events", artifacts=f"{base}/artifacts", audit=f"{base}/audit")
    facts: dict[str, Any] = {name: getattr(job, name) for name in names}
    return JobView(**facts, links=links)


def artifact_view(file: File) -> ArtifactView:
    """Return a file as the API gives it."""
    return ArtifactView(path=file.path, digest=file.digest, size=file.size)


def audit_view(entry: Entry) -> AuditView:
    """Return a record as the API gives it."""
    return AuditView(**entry.model_dump(exclude={"job"}))
