"""`loops`: packets that circle, and packets whose fate depends on the path that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.flows import packet, told
from pipeline.semantic.query import computed
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.query import Query, Reply
    from pipeline.validators.base import Change, Replies

_LOOPS = (computed("detectLoops", "base"), computed("detectLoops", "candidate"))
_PATHS = (computed("multipathConsistency", "base"), computed("multipathConsistency", "candidate"))
_UNSEEN = ("loops of layer 2",)


def _ask(change: Change) -> tuple[Query, ...]:  # noqa: ARG001 - the same for every change
    return (*_LOOPS, *_PATHS)


def _judge(change: Change, replies: Replies) -> Judged:
    unclear = sorted({replies[query].failure for query in _ask(change) if not replies[query].answered})
    found = [
        *_new(change, (replies[_LOOPS[0]], replies[_LOOPS[1]]), "forwarding-loop", "circles"),
        *_new(change, (replies[_PATHS[0]], replies[_PATHS[1]]), "multipath", "arrives on some paths and not on others"),
    ]
    return Judged(tuple(found), unclear=tuple(unclear), unseen=_UNSEEN, looked="loops and paths that disagree")


def _new(change: Change, both: tuple[Reply, Reply], rule: str, does: str) -> list[Difference]:
    """Return what is so now and was not: a packet to a prefix that circled before is not the change's fault."""
    base, candidate = both
    if not base.answered or not candidate.answered:
        return []
    known = {packet(row["Flow"])[:2] for row in base.rows}
    found = []
    for row in candidate.rows:
        device, name, fields = packet(row["Flow"])
        if (device, name) not in known:
            words = f"it {does}: {told({'Flow': row['Flow'], 'Snapshot_Traces': row['Traces']}, change.texts)}"
            found.append(Difference("flow", device, name, "lose", words, rule, packet=fields))
    return found


PLUGIN = Validator(title="loops and paths that disagree", ask=_ask, judge=_judge)
