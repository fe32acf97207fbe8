"""`filters`: what packet filters decide otherwise, and lines that can no longer match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.difference import Difference
from pipeline.semantic.flows import header_space, packet
from pipeline.semantic.query import Query, computed, parsed
from pipeline.semantic.tables import compared, words
from pipeline.validators.base import Broken, Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.tables import Row
    from pipeline.validators.base import Change, Replies
    from schemas.declared import Promise

_LINES = (parsed("filterLineReachability", "base"), parsed("filterLineReachability", "candidate"))
# About a change, the analyzer returns both directions whichever action is asked for: a row says which one it is.
_DECIDED = computed("searchFilters", "change", action="permit")
_UNSEEN = ("filters of IPv6, of layer 2, and of what is addressed to the device itself where the analyzer has none",)


def _promised(change: Change) -> tuple[tuple[Promise, Query, Query], ...]:
    """Return each promise with the questions for a packet that breaks it, and for one that keeps it."""
    out = []
    for one in change.declared.promises:
        if one.what == "filter" and one.flows is not None:
            asked = {"nodes": one.device, "filters": f'"{one.name}"', "headers": header_space(one.flows)}
            other = "deny" if one.value == "permit" else "permit"
            breaks, keeps = (
                computed("searchFilters", "candidate", action=item, **asked) for item in (other, one.value)
            )
            out.append((one, breaks, keeps))
    return tuple(out)


def _declared(change: Change) -> tuple[Query, ...]:
    """Ask what filters decide otherwise outside each declared set of packets, so that nothing hides behind it."""
    spaces = dict.fromkeys(
        one.flows
        for one in change.declared.allowances
        if one.what == "filter" and one.flows is not None and header_space(one.flows)
        if ":" not in one.flows.source + one.flows.destination
    )
    return tuple(
        computed("searchFilters", "change", action="permit", headers=header_space(flows), invertSearch=True)
        for flows in tuple(spaces)[:4]
    )


def _ask(change: Change) -> tuple[Query, ...]:
    return (*_LINES, _DECIDED, *_declared(change), *(query for one in _promised(change) for query in one[1:]))


def _judge(change: Change, replies: Replies) -> Judged:
    unclear = [f"{query.name}: {replies[query].failure}" for query in _ask(change) if not replies[query].answered]
    found: dict[tuple[str, str, str, str], Difference] = {}
    for query in (_DECIDED, *_declared(change)):
        for row in replies[query].rows:
            permits = words(row.get("Snapshot_Action") or row.get("Action")) == "PERMIT"
            one = _decided(row, "gain" if permits else "lose")
            found[one.device, one.name, one.sign, str(one.packet)] = one
    if all(replies[query].answered for query in _LINES):
        came, _ = compared(replies[_LINES[0]], replies[_LINES[1]], _line)
        for row in came:
            shadowed = _shadowed(row)
            found[shadowed.device, shadowed.name, "shadow", shadowed.words] = shadowed
    broken, kept = _promises(change, replies)
    return Judged(
        tuple(found.values()),
        unclear=tuple(sorted(set(unclear))),
        broken=broken,
        kept=kept,
        unseen=_UNSEEN,
        looked="packets that filters permit on one side only; lines that cannot match",
    )


def _decided(row: Row, sign: str) -> Difference:
    _, name, fields = packet(row["Flow"])
    now, before = ("permits", "did not") if sign == "gain" else ("refuses", "permitted")
    cells = {key: words(value) for key, value in row.items()}
    line = cells.get("Snapshot_Line_Content") or cells.get("Line_Content") or "no line of it"
    was = cells.get("Reference_Line_Content") or "another line or none"
    told = f"{now} {name} ({line}), which it {before} ({was})"
    device, filter_name = cells["Node"].lower(), cells["Filter_Name"]
    return Difference(
        "filter", device, filter_name, "gain" if sign == "gain" else "lose", told, "filter", packet=fields
    )


def _line(row: Row) -> tuple[str, ...]:
    return (words(row.get("Sources")), words(row.get("Unreachable_Line")), words(row.get("Reason")))


def _shadowed(row: Row) -> Difference:
    source = words(row.get("Sources"))
    device, _, name = source.partition(": ")
    blocking = words(row.get("Blocking_Lines")) or "what stands before it"
    told = f"{words(row.get('Unreachable_Line'))!r} can never match, because of {blocking}"
    # Harmless where the line in front decides alike; a line without any effect is still not what was asked for.
    line = f"{name}: {words(row.get('Unreachable_Line'))}"
    return Difference("filter", device.lower(), line, "any", told, "filter-line-unreachable")


def _promises(change: Change, replies: Replies) -> tuple[tuple[Broken, ...], tuple[Promise, ...]]:
    broken, kept = [], []
    for promise, breaks, keeps in _promised(change):
        silent = [reply.failure for query in (breaks, keeps) if not (reply := replies[query]).answered]
        if silent:
            broken.append(Broken(promise, f"what {promise.name} decides cannot be told: {silent[0]}", unclear=True))
        elif replies[breaks].rows:
            row = replies[breaks].rows[0]
            does = "permits" if breaks.values["action"] == "permit" else "refuses"
            part = bool(replies[keeps].rows)
            how = (
                f"does not {promise.value} all of what it should"
                if part
                else f"does not {promise.value} what it should"
            )
            told = f"{promise.name} of {promise.device} {how}: it {does} {packet(row['Flow'])[1]}"
            broken.append(
                Broken(promise, f"{told} ({words(row.get('Line_Content')) or 'no line of it'})", unclear=part)
            )
        else:
            kept.append(promise)
    return tuple(broken), tuple(kept)


PLUGIN = Validator(title="packet filters", ask=_ask, judge=_judge)
