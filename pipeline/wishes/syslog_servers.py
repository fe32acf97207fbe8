"""`send logs to 192.0.2.5 from dist-a-01`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import DEVICES, IN_VRF, SERVERS, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    servers = [{"address": one} for one in words.servers()]
    return {"devices": words.devices(), "servers": servers} | words.given(vrf="vrf")


PLUGIN = Form(
    usage=("send logs to <addresses> [in vrf <vrf>] from <devices>",),
    examples=("send logs to 192.0.2.5, 192.0.2.6 from dist-a-01 and dist-a-02",),
    patterns=((rf"send logs to {SERVERS}{IN_VRF} from {DEVICES}", _spec),),
)
