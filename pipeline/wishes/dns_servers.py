"""`use dns servers 192.0.2.5, 192.0.2.6 on dist-a-01`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.wishes.base import ADDRESS, DEVICES, NAME, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    return {"devices": words.devices(), "servers": re.findall(ADDRESS, words["servers"])} | words.given(vrf="vrf")


PLUGIN = Form(
    usage=("use dns server[s] <addresses> [in vrf <vrf>] on <devices>",),
    examples=("use dns servers 192.0.2.5, 192.0.2.6 on dist-a-01 and dist-a-02",),
    patterns=(
        (
            rf"use dns servers? (?P<servers>{ADDRESS}(?:[, ]+{ADDRESS})*)(?: in vrf (?P<vrf>{NAME}))? on {DEVICES}",
            _spec,
        ),
    ),
)
