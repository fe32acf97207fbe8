"""`relay dhcp on dist-a-01 Vlan120 to 192.0.2.7`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.wishes.base import ADDRESS, PLACES, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    relays = [
        {"device": place["device"], "interface": interface}
        for place in words.places()
        for interface in place["interfaces"]
    ]
    return {"relays": relays, "servers": re.findall(ADDRESS, words["servers"])}


PLUGIN = Form(
    usage=("relay dhcp on <device> <interfaces> to <addresses>",),
    examples=("relay dhcp on dist-a-01 Vlan120 to 192.0.2.7, 192.0.2.8",),
    patterns=((rf"relay dhcp on {PLACES} to (?P<servers>{ADDRESS}(?:[, ]+{ADDRESS})*)", _spec),),
)
