"""What a real NetBox answered about a small network of our own (`python -m tests.record.inventories`), read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.inventories import netbox

ANSWERS = Path(__file__).parents[3] / "record" / "answers" / "netbox.json"
SAID: dict[str, Any] = json.loads(ANSWERS.read_text())


def test_devices_cables_and_what_is_left_out() -> None:
    assert SAID["netbox"].startswith("4.")
    found = netbox.understood(SAID["devices"], SAID["cables"])
    by = {one.name: dict(one.fields) for one in found.devices}
    assert by == {
        "core-91": {
            "name": "core-91", "platform": "cisco_ios", "os_version": "17.9.4", "role": "core", "site": "building-9",
            "model": "Model 9", "management": "203.0.113.1",
        },
        "leaf-91": {
            "name": "leaf-91", "platform": "arista_eos", "role": "leaf", "site": "building-9", "model": "Model 9",
            "management": "2001:db8:91::1",
        },
        "leaf-92": {
            "name": "leaf-92", "platform": "arista_eos", "os_version": "4.32.2F", "role": "leaf", "site": "building-9",
            "model": "Model 9",
        },
    }  # fmt: skip
    assert sorted(one.key for one in found.links) == [
        (("core-91", "Ethernet1"), ("leaf-91", "Ethernet1")),
        (("core-91", "Ethernet2"), ("leaf-92", "Ethernet1")),
    ]
    assert all("pdu-91" in one or "cables" in one for one in found.left)
    assert len(found.left) == 2


def test_the_answers_name_nothing_but_our_own() -> None:
    text = ANSWERS.read_text()
    assert "127.0.0.1" not in text
    assert "https://netbox.example.net/api/dcim/devices/" in text
