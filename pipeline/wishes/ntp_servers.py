"""`use ntp servers 192.0.2.5, 192.0.2.6 on dist-a-01`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import DEVICES, IN_VRF, SERVERS, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    servers = [{"address": one} for one in words.servers()]
    return {"devices": words.devices(), "servers": servers} | words.given(vrf="vrf")


PLUGIN = Form(
    usage=("use ntp server[s] <addresses> [in vrf <vrf>] on <devices>",),
    examples=("use ntp servers 192.0.2.5, 192.0.2.6 on dist-a-01 and dist-a-02",),
    patterns=(
        (
            rf"use ntp servers? {SERVERS}{IN_VRF} on {DEVICES}",
            _spec,
        ),
    ),
)
