"""`overlay`: VXLAN segments, who floods to whom, and the routes of EVPN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.rows import Table, asking, judged
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.validators.base import Change, Replies


def _vni(row: Mapping[str, str]) -> str:
    return row["VNI"]


_TABLES = (
    Table("vxlanVniProperties", "overlay", "vxlan", _vni, others=("VLAN",)),
    Table("vxlanEdges", "overlay", "vxlan", _vni, others=("VLAN", "Remote_VLAN")),
    Table("evpnL3VniProperties", "overlay", "evpn", _vni),
    Table(
        "evpnRib",
        "route",
        "evpn-route",
        lambda row: row["Network"],
        ignored=("Received_Path_Id", "Originator_Id", "Cluster_List"),
        aspects="Protocol",
    ),
)
_UNSEEN = (
    "delivery through VXLAN tunnels is assumed, not computed",
    "route targets of MAC-VRFs, except by the EVPN routes that come of them",
)


def _judge(change: Change, replies: Replies) -> Judged:  # noqa: ARG001 - tables alone
    return replace(judged(_TABLES, replies), unseen=_UNSEEN)


PLUGIN = Validator(title="VXLAN and EVPN", ask=asking(_TABLES), judge=_judge)
