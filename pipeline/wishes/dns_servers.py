"""`use dns servers 192.0.2.5, 192.0.2.6 on dist-a-01`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import DEVICES, IN_VRF, SERVERS, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    return {"devices": words.devices(), "servers": words.servers()} | words.given(vrf="vrf")


PLUGIN = Form(
    usage=("use dns server[s] <addresses> [in vrf <vrf>] on <devices>",),
    examples=("use dns servers 192.0.2.5, 192.0.2.6 on dist-a-01 and dist-a-02",),
    patterns=(
        (
            rf"use dns servers? {SERVERS}{IN_VRF} on {DEVICES}",
            _spec,
        ),
    ),
)
