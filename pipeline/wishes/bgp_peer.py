"""`peer edge-01 with 192.0.2.9 as 64500 import NORTH-IN export NORTH-OUT`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import ADDRESS, NAME, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    number = words["remote_as"]
    peer: dict[str, Any] = {"device": words.device(words["device"]), "neighbor": words["neighbor"]}
    peer["remote_as"] = int(number) if number.isdigit() else number
    peer |= words.given(import_policy="import_policy", export_policy="export_policy", description="text")
    if words.found.get("most"):
        peer["max_prefixes"] = words.number("most")
    return {"peers": [peer]}


PLUGIN = Form(
    usage=(
        "peer <device> with <address> as <number> [import <policy>] [export <policy>] [at most <number> prefixes]"
        ' ["<description>"]',
    ),
    examples=('peer edge-01 with 192.0.2.9 as 64500 import NORTH-IN export NORTH-OUT at most 1000 prefixes "north"',),
    patterns=(
        (
            rf"peer (?P<device>{NAME}) with (?P<neighbor>{ADDRESS}) as (?P<remote_as>\d+(?:\.\d+)?)"
            rf"(?: import (?P<import_policy>{NAME}))?(?: export (?P<export_policy>{NAME}))?"
            rf"(?: at most (?P<most>\d+) prefixes)?(?: \"(?P<text>[^\"]+)\")?",
            _spec,
        ),
    ),
)
