"""`vlans`: which ports carry which VLAN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.semantic.promises import ports
from pipeline.semantic.query import computed
from pipeline.semantic.rows import Table, judged
from pipeline.validators.base import Judged, Validator

if TYPE_CHECKING:
    from pipeline.semantic.query import Query
    from pipeline.validators.base import Change, Replies

_TABLES = (Table("switchedVlanProperties", "vlan", "vlan", lambda row: row["VLAN_ID"], others=("VXLAN_VNI",)),)
_ACCESS = computed("interfaceProperties", "candidate", properties="Access_VLAN,Allowed_VLANs,Switchport_Mode")
_UNSEEN = ("spanning tree: the analyzer has no model of it", "whether a VLAN is defined where it is used")


def _ask(change: Change) -> tuple[Query, ...]:
    promised = any(one.what in ("access_port", "tagged_port", "vlan") for one in change.declared.promises)
    return (*(table.query for table in _TABLES), *((_ACCESS,) if promised else ()))


def _judge(change: Change, replies: Replies) -> Judged:
    broken, kept = ports(change, replies[_ACCESS])
    return replace(judged(_TABLES, replies), unseen=_UNSEEN, broken=broken, kept=kept)


PLUGIN = Validator(title="VLANs and the ports that carry them", ask=_ask, judge=_judge)
