"""Promises: what an intent says must be so afterwards, looked up in what the analyzer found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.tables import changed, words
from pipeline.validators.base import Broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.semantic.query import Query, Reply
    from pipeline.semantic.tables import Changed
    from pipeline.validators.base import Change, Replies
    from schemas.declared import Promise


def sessions(change: Change, replies: Replies, query: Query) -> tuple[tuple[Broken, ...], tuple[Promise, ...]]:
    """Tell which promised BGP sessions come up, by the difference of the session's status."""
    broken, kept = [], []
    for promise in change.declared.promises:
        if promise.what != "session":
            continue
        reply = replies[query]
        if not reply.answered:
            broken.append(
                Broken(promise, f"whether the session comes up cannot be told: {reply.failure}", unclear=True)
            )
            continue
        mine = [
            row
            for row in changed(reply)
            if row.keys.get("Node", "").lower() == promise.device.lower()
            and row.keys.get("Remote_IP", "").partition("/")[0] == promise.name
        ]
        states = {row.after.get("Established_Status", "") for row in mine if row.after}
        if "ESTABLISHED" in states:
            kept.append(promise)
        elif not states:
            words_ = "the session does not appear among the analyzer's sessions, or was there before"
            broken.append(Broken(promise, words_, unclear=True))
        elif states & {"NOT_COMPATIBLE", "NOT_ESTABLISHED"} and not _peer_here(mine):
            told = f"the session with {promise.name} of {promise.device}: its other end is not part of the snapshot"
            broken.append(Broken(promise, told, unclear=True))
        else:
            told = f"the session of {promise.device} with {promise.name} does not come up ({', '.join(sorted(states))})"
            broken.append(Broken(promise, told))
    return tuple(broken), tuple(kept)


def _peer_here(rows: Sequence[Changed]) -> bool:
    return any(row.after.get("Remote_Node") for row in rows)


def ports(change: Change, reply: Reply) -> tuple[tuple[Broken, ...], tuple[Promise, ...]]:
    """Tell which promised ports carry their VLAN."""
    broken, kept = [], []
    rows = {words(row.get("Interface")).lower(): row for row in reply.rows}
    for promise in change.declared.promises:
        if promise.what not in ("access_port", "tagged_port"):
            continue
        if not reply.answered:
            broken.append(Broken(promise, f"its VLAN cannot be told: {reply.failure}", unclear=True))
            continue
        port = f"{promise.device}[{promise.name}]".lower()
        # Junos keeps what a port carries at its unit 0.
        row = rows.get(f"{port[:-1]}.0]") or rows.get(port)
        if row is None:
            broken.append(Broken(promise, f"{port} is not in the analyzer's model", unclear=True))
            continue
        column = "Access_VLAN" if promise.what == "access_port" else "Allowed_VLANs"
        shown = words(row.get(column))
        if shown == promise.value or (column == "Allowed_VLANs" and _carries(shown, promise.value)):
            kept.append(promise)
        else:
            broken.append(
                Broken(promise, f"{port} has {column.replace('_', ' ')} {shown or 'none'}, not {promise.value}")
            )
    return tuple(broken), tuple(kept)


def _carries(ranges: str, vlan: str) -> bool:
    for part in ranges.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first.isdigit() and int(first) <= int(vlan) <= int(last or first):
            return True
    return False
