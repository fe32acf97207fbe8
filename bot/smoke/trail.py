"""Read the job's records of the audit trail: each hash must be that of what the record says, and each move be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.jobs.chain import Entry, hash_of
from bot.smoke.base import BrokenError

if TYPE_CHECKING:
    from bot.smoke.base import Visit

_STOP = "stop the service; `gains audit verify` looks at the whole trail"


def audited(visit: Visit) -> str:
    """Count the hashes again, and look for each move of the job."""
    entries: list[Entry] = []
    following: int | None = 0
    while following is not None:
        page = visit.read(f"{visit.job['links']['audit']}?after={following}")
        entries += [Entry(**one, job=visit.job["id"]) for one in page["items"]]
        following = page["next"]
    for entry in entries:
        if hash_of(entry) != entry.hash:
            raise BrokenError(f"record {entry.seq} is not what its hash says", _STOP)
        if not entry.signature:
            raise BrokenError(f"record {entry.seq} is not signed", "set GAINS_AUDIT_KEY_FILE")
    moves = visit.read(visit.job["links"]["events"])["items"]
    numbers = {entry.seq for entry in entries}
    if missing := [one["audit"] for one in moves if one["audit"] not in numbers]:
        raise BrokenError(f"record {missing[0]} of a move is not in the trail", _STOP)
    return f"{len(entries)} signed records, each as its hash says, among them all {len(moves)} moves"
