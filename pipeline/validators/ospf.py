"""`ospf`: which neighbours become adjacent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.rows import Table, asking, judged, port_of
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.validators.base import Change, Replies

_TABLES = (
    Table(
        "ospfSessionCompatibility",
        "adjacency",
        "ospf-adjacency",
        port_of,
        others=("Remote_Interface",),
        good=("Session_Status", ("ESTABLISHED",)),
    ),
    Table("ospfEdges", "adjacency", "ospf-adjacency", port_of, others=("Remote_Interface",)),
)
_UNSEEN = ("OSPF authentication, and agreement of the MTU of OSPF neighbours: the analyzer does not compare them",)


def _judge(change: Change, replies: Replies) -> Judged:  # noqa: ARG001 - tables alone
    return replace(judged(_TABLES, replies), unseen=_UNSEEN)


PLUGIN = Validator(title="OSPF adjacencies", ask=asking(_TABLES), judge=_judge)
