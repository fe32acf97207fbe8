"""`isis`: which neighbours become adjacent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.rows import Table, asking, judged, port_of
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.validators.base import Change, Replies

_TABLES = (Table("isisEdges", "adjacency", "isis-adjacency", port_of, others=("Remote_Interface",)),)
_UNSEEN = ("IS-IS authentication, and much else of IS-IS: the analyzer's model of it is small",)


def _judge(change: Change, replies: Replies) -> Judged:  # noqa: ARG001 - tables alone
    return replace(judged(_TABLES, replies), unseen=_UNSEEN)


PLUGIN = Validator(title="IS-IS adjacencies", ask=asking(_TABLES), judge=_judge)
