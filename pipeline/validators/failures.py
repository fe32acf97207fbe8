"""`failures`: which packets the loss of a device near the change would cost now, and did not cost before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.flows import packet, passes, told
from pipeline.semantic.query import lost
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.semantic.query import Query, Reply
    from pipeline.validators.base import Change, Replies

_UNSEEN = (
    "failures of links, of ports, and of two things at once",
    "packets that a failure lets arrive that did not before",
    "how long it takes until routes have changed",
)


def _ask(change: Change) -> tuple[Query, ...]:
    return tuple(lost("differentialReachability", device) for device in change.failures)


def _judge(change: Change, replies: Replies) -> Judged:
    asked = dict(zip(change.failures, _ask(change), strict=True))
    unclear = [replies[query].failure for query in asked.values() if not replies[query].answered]
    found = [one for device, query in asked.items() for one in _lost(device, replies[query], change)]
    seen = Judged(
        tuple(found),
        unclear=tuple(sorted(set(unclear))),
        unseen=_UNSEEN,
        looked=f"both networks without each of {', '.join(change.failures)}, one at a time",
    )
    if not change.spared:
        return seen
    return replace(seen, unseen=(*_UNSEEN, f"failures of {', '.join(change.spared)}: farther away, or too many"))


def _lost(device: str, reply: Reply, change: Change) -> Iterator[Difference]:
    """Yield the packets that arrive without the device before the change, and not after it."""
    for row in reply.rows:
        if passes(row.get("Reference_Traces")) and not passes(row.get("Snapshot_Traces")):
            start, name, fields = packet(row["Flow"])
            words = f"while {device} is down: {told(row, change.texts)}"
            yield Difference("flow", start, name, "lose", words, "failure-impact", packet=fields)


PLUGIN = Validator(title="packets while a device is down", ask=_ask, judge=_judge, optional=True)
