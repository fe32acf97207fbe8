"""The audit trail as a hash chain: a pure function makes each record's hash, another finds where a chain is broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemas.base import Record
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGINNING = f"sha256:{'0' * 64}"
"""What the first record names as the one before."""


class Entry(Record):
    """One record of the trail."""

    seq: int
    """Counted from 1, without gaps."""
    at: str
    """When, in UTC."""
    event: str
    """What happened."""
    actor: str
    """Who did it: an account, a key's name, or `gains`."""
    job: str
    """Which job it is about; empty where about none."""
    data: str
    """The facts, as canonical JSON."""
    previous: str
    """The hash of the record before."""
    hash: str
    """The hash of all of the above."""
    signature: str
    """The signer's key and its signature of (seq, hash)."""


def hash_of(entry: Entry) -> str:
    """Return the hash that a record must have."""
    said = entry.model_dump(exclude={"hash", "signature"})
    said["data"] = json.loads(entry.data)
    return digest_of(said)


def broken(entries: Iterable[Entry]) -> list[str]:
    """Return what is wrong with a chain that must begin at 1; empty where it is whole.

    What was cut off at the end cannot be seen in the chain itself: compare its end with what was published.
    """
    wrong: list[str] = []
    expected, previous = 1, BEGINNING
    for entry in entries:
        if entry.seq != expected:
            wrong.append(f"record {expected} is missing; the next one there is {entry.seq}")
        elif entry.previous != previous:
            wrong.append(f"record {entry.seq} does not follow the one before it: records were put in or moved")
        try:
            if hash_of(entry) != entry.hash:
                wrong.append(f"record {entry.seq} was changed: its hash is not that of what it says")
        except ValueError:
            wrong.append(f"record {entry.seq} was changed: its facts are no JSON")
        expected, previous = entry.seq + 1, entry.hash
    return wrong
