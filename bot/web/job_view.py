"""Say where a job stands, in plain words: its decision, its moves, who said what, what the audit trail holds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.jobs.states import ACTIVE, STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.jobs.records import Word
    from bot.jobs.states import State
    from bot.jobs.store import Job

MEANING: dict[State, str] = {
    "submitted": "Taken; nobody has looked yet.",
    "normalizing": "The intents are being read and compared with inventory and configurations.",
    "generating": "Candidates and commands are being made.",
    "validating": "Whoever can answer questions about the network is being asked.",
    "estimating": "The effect on energy is being estimated.",
    "documenting": "The package is being written.",
    "awaiting_approval": "There is a package; people decide.",
    "approved": "Approved: exactly this may be merged.",
    "released": "Merged.",
    "verified": "Carried out, and what was promised was seen.",
    "regressed": "Carried out, and what was promised was not seen.",
    "blocked": "Blocked: it must not be merged as it is.",
    "rejected": "Rejected.",
    "superseded": "Another head took its place.",
    "expired": "Nobody approved it in time.",
    "failed": "It could not be worked on; it will be tried again or waits for a person.",
}
"""By state, the sentence that a reader needs."""


@dataclass(frozen=True, slots=True)
class Move:
    """A state of a job's life."""

    state: State
    meaning: str
    at: str
    lasted: str
    why: str
    current: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said about the job."""

    what: str
    who: str
    at: str
    about: str
    current: bool
    """It is about the head that is there now."""
    words: str


@dataclass(frozen=True, slots=True)
class Audit:
    """A job's records in the audit trail, and what is wrong with them."""

    records: tuple[Any, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job as its page shows it."""

    job: Job
    headline: str
    reasons: tuple[str, ...]
    approvers: tuple[str, ...]
    required: int | None
    moves: tuple[Move, ...]
    said: tuple[Said, ...]
    moving: bool
    """Its state may still change by itself."""


def job_page(job: Job, moves: Sequence[Any], words: Sequence[Word]) -> JobPage:
    """Return what a job's page says; `moves` are rows of the table `states`, oldest first."""
    decision = next((one for one in reversed(words) if one.what == "decided" and one.head_sha == job.head_sha), None)
    data = decision.data if decision else {}
    approvers = tuple(str(one["login"]) for one in data.get("approvers", ()))
    required = data.get("required")
    differences = tuple(data.get("differences", ()))
    return JobPage(
        job=job,
        headline=_headline(job, approvers, required, differences),
        reasons=(*differences, *data.get("reasons", ())) or ((job.reason,) if job.reason else ()),
        approvers=approvers,
        required=required,
        moves=_moves(moves),
        said=tuple(_said(one, job) for one in words),
        moving=job.state in ACTIVE,
    )


def _headline(job: Job, approvers: tuple[str, ...], required: int | None, differences: tuple[str, ...]) -> str:
    missing = max(0, (required or 0) - len(approvers))
    match job.state:
        case "approved":
            return f"Approved by {' and '.join(approvers)}: exactly this may be merged."
        case "awaiting_approval" if differences:
            return "Waiting: the change package is not what the intents give now; it is made again."
        case "awaiting_approval" if missing:
            return f"Waiting for {missing} of {required} approvals."
        case "awaiting_approval" if required:
            return "Waiting: enough people have approved, but something else is missing."
        case state:
            return MEANING[state]


def _moves(rows: Sequence[Any]) -> tuple[Move, ...]:
    ends = [row.at for row in rows[1:]]
    found = []
    for at, row in enumerate(rows):
        last = at == len(rows) - 1
        lasted = "" if last else _lasted(row.at, ends[at])
        found.append(Move(row.after, MEANING[row.after], when(row.at), lasted, row.why, last))
    return tuple(found)


def _lasted(begin: str, end: str) -> str:
    seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()
    if seconds < 1:
        return "less than a second"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, hours = seconds / 60, seconds / 3600
    return f"{minutes:.0f} min" if minutes < 90 else f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"


def when(stamp: str) -> str:
    """Return a time for people: to the second, with its zone."""
    try:
        return datetime.fromisoformat(stamp).strftime("%Y-%m-%d %H:%M:%S %Z")
    except ValueError:
        return stamp


def _said(word: Word, job: Job) -> Said:
    if word.what == "decided":
        reasons = "; ".join(str(one) for one in word.data.get("reasons", ()))
        words = f"{word.data.get('state', '')}: {reasons}" if reasons else str(word.data.get("state", ""))
    else:
        words = str(word.data.get("reason", ""))
    return Said(
        what={"approved": "approved", "rejected": "rejected", "decided": "the gate decided"}[word.what],
        who=word.account,
        at=when(word.at),
        about=word.head_sha[:12],
        current=word.head_sha == job.head_sha,
        words=words,
    )


def passed(job: Job) -> tuple[int, int]:
    """Return how many stages are done, and how many there are before people decide."""
    done = STAGES.index(job.state) if job.state in STAGES else len(STAGES)
    return done, len(STAGES)
