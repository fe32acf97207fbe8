"""Learned: what a declared session brings may spread through the network, and packets follow declared routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.difference import allowed
from pipeline.semantic.tables import changed
from schemas.declared import Allowance, Declared, Flows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.semantic.difference import Difference
    from pipeline.semantic.query import Reply
    from schemas.declared import Sign


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


def followed(declared: Declared, routes: Iterable[Difference]) -> tuple[Allowance, ...]:
    """Return leave for packets to the prefixes whose routes are declared: to arrive, or to be lost with them.

    A cost or a policy names no packets; where its routes lead, packets follow.
    """
    unnamed = tuple(one for one in declared.allowances if one.what == "route" and one.only)
    found: dict[tuple[str, str], Allowance] = {}
    for one in routes if unnamed else ():
        by = allowed(one, Declared(allowances=unnamed))
        if by is not None:
            sign: Sign = "lose" if one.sign == "lose" else "gain"
            found[one.name, sign] = Allowance(
                what="flow", sign=sign, flows=Flows(destination=one.name), origin=by.origin
            )
    return tuple(one for _, one in sorted(found.items()))
