"""`use ntp servers 192.0.2.5, 192.0.2.6 on dist-a-01`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.wishes.base import ADDRESS, DEVICES, NAME, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    servers = [{"address": one} for one in re.findall(ADDRESS, words["servers"])]
    return {"devices": words.devices(), "servers": servers} | words.given(vrf="vrf")


PLUGIN = Form(
    usage=("use ntp server[s] <addresses> [in vrf <vrf>] on <devices>",),
    examples=("use ntp servers 192.0.2.5, 192.0.2.6 on dist-a-01 and dist-a-02",),
    patterns=(
        (
            rf"use ntp servers? (?P<servers>{ADDRESS}(?:[, ]+{ADDRESS})*)(?: in vrf (?P<vrf>{NAME}))? on {DEVICES}",
            _spec,
        ),
    ),
)
