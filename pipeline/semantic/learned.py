"""Learned: what a declared session brings may spread through the network; nothing may be lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.tables import changed
from schemas.declared import Allowance, Flows

if TYPE_CHECKING:
    from pipeline.semantic.query import Reply
    from schemas.declared import Declared


def learned(declared: Declared, rib: Reply) -> tuple[Allowance, ...]:
    """Return leave for routes to the prefixes that a declared session brings, and for packets to them to arrive."""
    sessions = {
        (one.device.lower(), name): one.origin
        for one in declared.allowances
        if one.what == "session" and one.device
        for name in one.names
    }
    found: dict[str, str] = {}
    for row in changed(rib) if sessions and rib.answered else ():
        cells = {**row.after, **row.keys}
        origin = sessions.get((cells.get("Node", "").lower(), cells.get("Received_From_IP", "")))
        if row.after and origin is not None:
            found[row.keys.get("Network", "")] = origin
    out: list[Allowance] = []
    for prefix, origin in sorted(found.items()):
        out.append(Allowance(what="route", names=(prefix,), sign="change", origin=origin))
        out.append(Allowance(what="flow", sign="gain", flows=Flows(destination=prefix), origin=origin))
    return tuple(out)
