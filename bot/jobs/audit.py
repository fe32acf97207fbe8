"""Verify an audit trail: the chain, the signatures, and the heads that were published elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.jobs.chain import BEGINNING, Entry, broken
from bot.jobs.signing import envelope, genuine
from bot.jobs.tables import approvals, states
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class NoTrailError(GainsError):
    """What was read is no audit trail."""

    exit_code = 2


def verify(found: Sequence[Entry], public: str, *, published: Iterable[str] = ()) -> list[str]:
    """Return what is wrong, in order; `published` are heads (`<seq>:<hash>`) that were seen outside, in commits.

    What was edited, moved, left out or put in breaks the chain; what was forged has no signature of the key; what was
    cut off at the end lacks a head that was published.
    """
    wrong = broken(found)
    wrong += [
        f"record {one.seq} has no signature of the key: it was forged"
        for one in found
        if not genuine(public, one.seq, one.hash, one.signature)
    ]
    known = {f"{one.seq}:{one.hash}" for one in found} | {f"0:{BEGINNING}"}
    for head in published:
        if head not in known:
            wrong.append(f"the published head {head[:40]} is not in the trail: it was cut off, or made anew")
    return wrong


def referred(connection: sa.Connection) -> int:
    """Return the highest record that other tables refer to: a trail that ends before it was cut off."""
    found = [connection.execute(sa.select(sa.func.max(table.c.audit))).scalar_one() for table in (states, approvals)]
    return max((one for one in found if one is not None), default=0)


def exported(found: Iterable[Entry]) -> Iterable[str]:
    """Return a trail as lines of JSON, each record with its DSSE envelope."""
    for one in found:
        said = one.model_dump(exclude={"signature"})
        said["envelope"] = envelope(one.seq, one.hash, one.signature)
        said["signature"] = one.signature
        yield json.dumps(said, sort_keys=True, ensure_ascii=False)


def imported(lines: Iterable[str]) -> list[Entry]:
    """Read an exported trail; raise `NoTrailError` for what is none."""
    found: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        try:
            said: dict[str, Any] = json.loads(line)
            envelope_ = said.pop("envelope", None)
            one = Entry.model_validate(said)
        except (ValueError, AttributeError) as error:
            raise NoTrailError(
                f"line {number} is no record of an audit trail", hint="see gains audit export"
            ) from error
        if envelope_ != envelope(one.seq, one.hash, one.signature):
            raise NoTrailError(f"line {number}: the envelope is not that of the record", hint="it was edited")
        found.append(one)
    return found
