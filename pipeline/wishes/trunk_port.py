"""`allow vlans 120, 130 on dist-a-01 Po1`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.wishes.base import PLACES, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    vlans = [int(one) if one.isdigit() else one for one in re.findall(r"\d+(?:-\d+)?", words["vlans"])]
    return {"ports": words.places(), "vlans": vlans}


PLUGIN = Form(
    usage=("allow vlan[s] <numbers> on <device> <interfaces>",),
    examples=("allow vlans 120, 130-132 on dist-a-01 Po1", "allow vlan 120 on acc-b7-01 Po1 and dist-a-01 Po1"),
    patterns=((rf"allow vlans? (?P<vlans>\d[\d, and-]*?) on {PLACES}", _spec),),
)
