"""`interfaces`: what interfaces are like when the network runs, and addresses that two of them claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.rows import Table, asking, judged, port_of
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.validators.base import Change, Replies

_TABLES = (
    Table(
        "interfaceProperties",
        "interface",
        "interface",
        port_of,
        ignored=("Description", "Declared_Names", "Zone_Name"),
        good=("Active", ("True",)),
    ),
    Table(
        "ipOwners",
        "interface",
        "duplicate-address",
        lambda row: row["Interface"],
        others=("IP",),
        parameters={"duplicatesOnly": True},  # type: ignore[dict-item]
    ),
    Table("hsrpProperties", "interface", "gateway", port_of),
    Table("vrrpProperties", "interface", "gateway", port_of),
    Table("layer3Edges", "adjacency", "layer3-neighbour", port_of, others=("Remote_Interface",)),
)
_UNSEEN = ("speed, optics and cabling: interfaces are up where nothing shuts them",)


def _judge(change: Change, replies: Replies) -> Judged:  # noqa: ARG001 - tables alone
    return replace(judged(_TABLES, replies), unseen=_UNSEEN)


PLUGIN = Validator(title="interfaces and addresses", ask=asking(_TABLES), judge=_judge)
