"""`relay dhcp on dist-a-01 Vlan120 to 192.0.2.7`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import PLACES, SERVERS, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    relays = [
        {"device": place["device"], "interface": interface}
        for place in words.places()
        for interface in place["interfaces"]
    ]
    return {"relays": relays, "servers": words.servers()}


PLUGIN = Form(
    usage=("relay dhcp on <device> <interfaces> to <addresses>",),
    examples=("relay dhcp on dist-a-01 Vlan120 to 192.0.2.7, 192.0.2.8",),
    patterns=((rf"relay dhcp on {PLACES} to {SERVERS}", _spec),),
)
