"""`route 198.51.100.0/24 via 192.0.2.1 on edge-01`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import ADDRESS, DEVICES, IN_VRF, PREFIX, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    route = {"prefix": words["prefix"], "next_hop": words["next_hop"]} | words.given(vrf="vrf")
    return {"routes": [{"device": name} | route for name in words.devices()]}


PLUGIN = Form(
    usage=("route <prefix> via <address> [in vrf <vrf>] on <devices>",),
    examples=("route 198.51.100.0/24 via 192.0.2.1 on edge-01", "route 0.0.0.0/0 via 192.0.2.1 in vrf MGMT on core-01"),
    patterns=((rf"route (?P<prefix>{PREFIX}) via (?P<next_hop>{ADDRESS}){IN_VRF} on {DEVICES}", _spec),),
)
