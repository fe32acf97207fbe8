"""`flows`: which packets arrive that did not, and which do not any more, with the line that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.semantic.difference import Difference, inside
from pipeline.semantic.flows import NOWHERE, header_space, packet, passes, told
from pipeline.semantic.query import computed
from pipeline.validators.base import Broken, Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.query import Query, Reply
    from pipeline.validators.base import Change, Replies
    from schemas.declared import Flows, Promise, Sign

_ALL = (
    computed("differentialReachability", "change"),
    computed("differentialReachability", "change", actions="failure"),
)
_UNSEEN = (
    "packets are tried from every interface and host of the snapshot, one example a place and direction of change",
    "layer 2 inside one VLAN, NAT state, load and latency",
)


def _outside(change: Change) -> tuple[Query, ...]:
    """Ask for what happens beyond the declared packets, exactly: the declared ones are taken out of the search."""
    return tuple(
        computed("differentialReachability", "change", headers=header_space(flows), invertSearch=True)
        for flows in _spaces(change)
    )


def _inside(change: Change) -> tuple[Query, ...]:
    """Ask inside the declared packets too: leave to gain is no leave to lose."""
    return tuple(
        computed("differentialReachability", "change", headers=header_space(flows)) for flows in _spaces(change)
    )


def _spaces(change: Change) -> tuple[Flows, ...]:
    """Return the declared sets of packets that the analyzer can search: those of IPv4 that are not all packets."""
    spaces = [one.flows for one in change.declared.allowances if one.what == "flow" and one.flows is not None]
    return tuple(dict.fromkeys(one for one in spaces if header_space(one) and ":" not in one.source + one.destination))[
        :4
    ]


def _promised(change: Change) -> tuple[tuple[Promise, Query], ...]:
    return tuple(
        (one, computed("reachability", "candidate", headers=header_space(one.flows), actions="failure"))
        for one in change.declared.promises
        if one.what == "flow" and one.flows is not None
    )


def _ask(change: Change) -> tuple[Query, ...]:
    return (*_ALL, *_outside(change), *_inside(change), *(query for _, query in _promised(change)))


def _judge(change: Change, replies: Replies) -> Judged:
    unclear: list[str] = []
    nowhere: list[str] = []
    found: dict[tuple[str, str, str], Difference] = {}
    for query in (*_ALL, *_outside(change), *_inside(change)):
        reply = replies[query]
        if NOWHERE in reply.failure and "headers" in query.values:
            nowhere.append(_spoken(query.values["headers"]))
        elif not reply.answered:
            unclear.append(f"{query.name}: {reply.failure}")
        for row in reply.rows:
            flow = _difference(row, change)
            found[flow.device, flow.name, flow.sign] = flow
    broken, kept = [], []
    for promise, query in _promised(change):
        came = _kept(promise, replies[query], change)
        if came is None:
            kept.append(promise)
        else:
            broken.append(came)
    unseen: tuple[str, ...] = _UNSEEN
    # Packets that can start on one side only have no other fate to compare with; that they can is a difference of
    # interfaces and routes.
    unseen += tuple(f"declared packets that start nowhere before or after: {one}" for one in sorted(set(nowhere)))
    spaces = [one for one in change.declared.allowances if one.what == "flow"]
    if len(spaces) > 1:
        unseen = (*unseen, "what lies outside all of several declared sets of packets was searched by examples only")
    return Judged(
        tuple(found.values()),
        unclear=tuple(sorted(set(unclear))),
        broken=tuple(broken),
        kept=tuple(kept),
        unseen=unseen,
        looked="packets that arrive on one side only",
    )


def _spoken(headers: dict[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in sorted(headers.items()))


def _difference(row: dict[str, Any], change: Change) -> Difference:
    before, after = passes(row.get("Reference_Traces")), passes(row.get("Snapshot_Traces"))
    sign: Sign = "gain" if after and not before else "lose" if before and not after else "any"
    device, name, fields = packet(row["Flow"])
    return Difference("flow", device, name, sign, told(row, change.texts), "flow", packet=fields)


def _kept(promise: Promise, reply: Reply, change: Change) -> Broken | None:
    if not reply.answered:
        return Broken(promise, f"whether the promised packets arrive cannot be told: {reply.failure}", unclear=True)
    for row in reply.rows:
        both = {"Flow": row["Flow"], "Snapshot_Traces": row["Traces"], "Reference_Traces": []}
        one = _difference(both, change)
        if promise.flows is not None and inside(one, promise.flows):
            return Broken(promise, f"a promised packet does not arrive: {one.name}: {one.words}")
    return None


PLUGIN = Validator(title="packets that arrive", ask=_ask, judge=_judge)
