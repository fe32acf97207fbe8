"""`aggregates`: MLAG and port channels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.rows import Table, asking, judged
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.validators.base import Change, Replies

_TABLES = (
    Table(
        "mlagProperties",
        "aggregate",
        "mlag",
        lambda row: row["MLAG_ID"],
        others=("Peer_Address", "Local_Interface", "Source_Interface"),
    ),
)
_UNSEEN = (
    "LACP, and whether both ends of an aggregate or of an MLAG pair agree: the analyzer shows one end at a time",
)


def _judge(change: Change, replies: Replies) -> Judged:  # noqa: ARG001 - tables alone
    return replace(judged(_TABLES, replies), unseen=_UNSEEN)


PLUGIN = Validator(title="MLAG and port channels", ask=asking(_TABLES), judge=_judge)
