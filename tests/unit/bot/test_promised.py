"""What is not as promised is named with the block it stands in, and looked for in that block alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.promised import DeviceStatus, compare
from schemas.canonical import digest

IOS = "interface Gi1\n description camera\ninterface Gi2\n description camera\n"
JUNOS = "interfaces {\n    ge-0/0/1 {\n        description camera;\n    }\n}\n"


def status(platform: str, candidate: str, now: str, line: str) -> DeviceStatus:
    """Return the status of a device of which one line was asked for."""
    item: dict[str, Any] = {
        "device": "a",
        "platform": platform,
        "changed": True,
        "lines": [{"text": line, "line": 2, "origin": 0}],
        "origins": [{"field": "spec.ports[0]"}],
        "removed": [],
        "running_digest": digest(b""),
    }
    package = {"candidates.json": json.dumps({"devices": [item]}).encode(), "candidates/a.cfg": candidate.encode()}
    (found,) = compare("x", package, {"a": now})
    return found


@pytest.mark.parametrize("gone", [0, 1])
def test_the_same_line_of_another_port_is_not_taken_for_it(gone: int) -> None:
    head, second = f"interface Gi{gone + 1}\n", " description camera\n"
    found = status("cisco_ios", IOS, IOS.replace(head + second, head), "description camera")
    assert [(line.text, line.missing, line.around) for line in found.lines] == [
        ("description camera", True, (f"interface Gi{gone + 1}",))
    ]


def test_a_line_of_nested_blocks_names_them_all() -> None:
    found = status("juniper_junos", JUNOS, JUNOS.replace("camera", "store"), "description camera;")
    assert [(line.text, line.missing, line.around) for line in found.lines] == [
        ("description camera;", True, ("interfaces", "ge-0/0/1")),
        ("description store;", False, ("interfaces", "ge-0/0/1")),
    ]
