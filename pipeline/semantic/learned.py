"""Learned: routes that come of a declared session, wherever in the network they travel on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.tables import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.semantic.difference import Difference
    from pipeline.semantic.query import Reply
    from schemas.declared import Declared


def learned(declared: Declared, rib: Reply) -> Callable[[Difference], bool]:
    """Return a test for routes to prefixes that a declared session brings: they may come, they may not go."""
    sessions = {
        (one.device.lower(), name) for one in declared.allowances if one.what == "session" for name in one.names
    }
    prefixes = {
        row.keys.get("Network", "")
        for row in (changed(rib) if sessions and rib.answered else ())
        if row.after and (row.keys.get("Node", "").lower(), _from(row.keys, row.after)) in sessions
    }
    return lambda difference: difference.name in prefixes and difference.sign != "lose"


def _from(keys: dict[str, str], after: dict[str, str]) -> str:
    return keys.get("Received_From_IP") or after.get("Received_From_IP") or ""
