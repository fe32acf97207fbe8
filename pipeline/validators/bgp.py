"""`bgp`: sessions, as configured and as they come up, and who may exchange what with whom."""

from __future__ import annotations

from pipeline.semantic.promises import sessions
from pipeline.semantic.rows import Table, asking, judged
from pipeline.validators.base import Judged, Validator

_MATCH = ("UNIQUE_MATCH", "DYNAMIC_MATCH")
TABLES = (
    Table(
        "bgpSessionCompatibility",
        "session",
        "bgp-session",
        lambda row: row["Remote_IP"].partition("/")[0],
        others=("Local_Interface",),
        local="Local_IP",
        good=("Configured_Status", _MATCH),
    ),
    Table(
        "bgpSessionStatus",
        "session",
        "bgp-session",
        lambda row: row["Remote_IP"].partition("/")[0],
        others=("Local_Interface",),
        local="Local_IP",
        good=("Established_Status", ("ESTABLISHED",)),
    ),
    Table("bgpEdges", "session", "bgp-session", lambda row: row["Remote_IP"], others=("Interface",), local="IP"),
)
_UNSEEN = (
    "BGP passwords and TTL security: the analyzer brings up sessions whatever they are",
    "timers, BFD and route limits of BGP sessions",
)


def _judge(change: object, replies: object) -> Judged:
    from dataclasses import replace

    found = judged(TABLES, replies)  # type: ignore[arg-type]
    broken, kept = sessions(change, replies, TABLES[1].query)  # type: ignore[arg-type]
    return replace(found, broken=broken, kept=kept, unseen=_UNSEEN)


PLUGIN = Validator(title="BGP sessions", ask=asking(TABLES), judge=_judge)
