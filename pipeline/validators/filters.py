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
_GAINED = computed("searchFilters", "change", action="permit")
_LOST = computed("searchFilters", "change", action="deny")
_UNSEEN = ("filters of IPv6, of layer 2, and of what is addressed to the device itself where the analyzer has none",)


def _promised(change: Change) -> tuple[tuple[Promise, Query], ...]:
    out = []
    for one in change.declared.promises:
        if one.what == "filter" and one.flows is not None:
            other = "deny" if one.value == "permit" else "permit"
            asked = {"nodes": one.device, "filters": f'"{one.name}"', "action": other}
            out.append((one, computed("searchFilters", "candidate", headers=header_space(one.flows), **asked)))
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
        computed("searchFilters", "change", action=action, headers=header_space(flows), invertSearch=True)
        for flows in tuple(spaces)[:4]
        for action in ("permit", "deny")
    )


def _ask(change: Change) -> tuple[Query, ...]:
    return (*_LINES, _GAINED, _LOST, *_declared(change), *(query for _, query in _promised(change)))


def _judge(change: Change, replies: Replies) -> Judged:
    unclear = [f"{query.name}: {replies[query].failure}" for query in _ask(change) if not replies[query].answered]
    found: dict[tuple[str, str, str, str], Difference] = {}
    for query in (_GAINED, _LOST, *_declared(change)):
        sign = "gain" if query.values["action"] == "permit" else "lose"
        for row in replies[query].rows:
            one = _decided(row, sign)
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
    for promise, query in _promised(change):
        reply = replies[query]
        if not reply.answered:
            broken.append(Broken(promise, f"what {promise.name} decides cannot be told: {reply.failure}", unclear=True))
        elif reply.rows:
            one = _decided(reply.rows[0], "gain" if query.values["action"] == "permit" else "lose")
            broken.append(Broken(promise, f"{promise.name} of {promise.device} does not {promise.value} {one.words}"))
        else:
            kept.append(promise)
    return tuple(broken), tuple(kept)


PLUGIN = Validator(title="packet filters", ask=_ask, judge=_judge)
