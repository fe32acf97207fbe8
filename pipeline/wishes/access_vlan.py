"""`add vlan 120 CCTV on acc-b7-01 Gi1/0/10-14`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import PLACES, Form, Words


def _spec(words: Words) -> dict[str, Any]:
    spec: dict[str, Any] = {"vlan": {"id": words.number("vlan"), "name": words["name"]}}
    spec |= words.given(description="text")
    spec["ports"] = words.places()
    if words.found.get("uplinks"):
        spec["uplinks"] = words.places("uplinks")
    return spec


PLUGIN = Form(
    usage=('add vlan <number> <name> on <device> <interfaces> [via <device> <interfaces>] ["<description>"]',),
    examples=(
        "add vlan 120 CCTV on acc-b7-01 Gi1/0/10-14",
        'add vlan 120 CCTV on acc-b7-01 Gi1/0/10, Gi1/0/12 via acc-b7-01 Po1 and dist-a-01 Po1 "camera, floor 1"',
    ),
    patterns=(
        (
            rf"add vlan (?P<vlan>\d+) (?P<name>\S+) (?:on|to) {PLACES}"
            rf"(?: via (?P<uplinks>.+?))?(?: \"(?P<text>[^\"]+)\")?",
            _spec,
        ),
    ),
)
