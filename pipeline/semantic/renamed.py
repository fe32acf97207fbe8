"""Renamed: answers about a network in which things have one name that were renamed, so that a name is no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.semantic.alike import one_name_of
from pipeline.semantic.model import alike
from pipeline.semantic.query import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.semantic.query import Query

Names = dict[tuple[str, str], dict[str, str]]
"""(device, column's word and side) to the one name of each name."""
_COLUMNS = {"filter": "ipAccessLists", "sources": "ipAccessLists", "policy": "routingPolicies"}


def with_one_name(replies: Mapping[Query, Reply], devices: Mapping[str, str]) -> Mapping[Query, Reply]:
    """Return the replies with one name for what the model shows to be alike; `devices` are names of files."""
    names: Names = {}
    for query, reply in replies.items():
        for file, groups in alike(reply.rows).items() if query.of == "model" else ():
            for kind, *sides in groups:
                for side, mine in zip(("before", "after"), sides, strict=True):
                    known = names.setdefault((devices.get(file, file), f"{kind} {side}"), {})
                    known.update(dict.fromkeys(mine, one_name_of((kind, sides[0], sides[1]))))
    if not names:
        return replies
    return {query: _rewritten(query, reply, names) for query, reply in replies.items()}


def _rewritten(query: Query, reply: Reply, names: Names) -> Reply:
    if query.of == "model" or not reply.rows:
        return reply
    rows = tuple({key: _cell(query.of, key, value, row, names) for key, value in row.items()} for row in reply.rows)
    return Reply(rows=rows, failure=reply.failure, columns=reply.columns)


def _cell(of: str, key: str, value: Any, row: dict[str, Any], names: Names) -> Any:
    kind = next((kind for word, kind in _COLUMNS.items() if word in key.lower()), "")
    after = of == "candidate" or (of == "change" and key.startswith("Snapshot_"))
    if not kind or not (after or of == "base" or key.startswith("Reference_")):
        return value
    if isinstance(value, list):
        return [_cell(of, key, item, row, names) for item in value]
    if not isinstance(value, str):
        return value
    side = f"{kind} {'after' if after else 'before'}"
    device, colon, name = value.partition(": ")
    if colon and (device.lower(), side) in names:
        return f"{device}: {names[device.lower(), side].get(name, name)}"
    return names.get((_device(row), side), {}).get(value, value)


def _device(row: dict[str, Any]) -> str:
    node, port = row.get("Node"), row.get("Interface")
    found = node.get("name") if isinstance(node, dict) else node or (port or {}).get("hostname", "")
    return str(found).lower()
