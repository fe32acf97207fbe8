"""`routes`: what every device would forward by, and what BGP tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.learned import followed, learned
from pipeline.semantic.rows import Table, judged
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.query import Query
    from pipeline.validators.base import Change, Replies

_TABLES = (
    Table("routes", "route", "route", lambda row: row["Network"], others=("Next_Hop",), aspects="Protocol"),
    Table(
        "bgpRib",
        "route",
        "bgp-route",
        lambda row: row["Network"],
        ignored=("Received_Path_Id", "Originator_Id", "Cluster_List"),
        aspects="Protocol",
    ),
)
_UNSEEN = (
    "routes of the outside world that no device of the snapshot announces",
    "IPv6 routes: the analyzer's model of IPv6 is small",
)


def _ask(change: Change) -> tuple[Query, ...]:  # noqa: ARG001 - the same for every change
    return tuple(table.query for table in _TABLES)


def _judge(change: Change, replies: Replies) -> Judged:
    brought = learned(change.declared, replies[_TABLES[1].query])
    found = judged(_TABLES, replies)
    routes = [one for one in found.differences if one.rule == "route"]
    return replace(found, unseen=_UNSEEN, allowances=(*brought, *followed(change.declared, routes)))


PLUGIN = Validator(title="routes", ask=_ask, judge=_judge)
