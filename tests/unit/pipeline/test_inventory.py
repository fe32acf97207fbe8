"""Devices are found without parsing the fleet, and as if the fleet had been parsed."""

from __future__ import annotations

import pytest

from pipeline.inventory import pick

HEAD = b"# The devices\ndevices:\n"


def _item(name: str, more: str = "") -> bytes:
    text = (
        f'  - name: {name}\n    platform: cisco_ios\n    os_version: "17.9.4a"\n    role: access\n    site: b7\n{more}'
    )
    return text.encode()


FLEET = HEAD + b"".join(_item(f"acc-{n:03}", "    # the next one\n" if n % 7 == 0 else "") for n in range(50))
FLOW = b"devices: [{name: acc-001, platform: frr, os_version: '8.4', role: edge, site: b1}]\n"


def test_the_named_devices_are_found() -> None:
    devices, findings = pick("inventory/devices.yaml", FLEET, ["acc-007", "acc-049", "nobody"])
    assert (sorted(devices), findings) == (["acc-007", "acc-049"], ())
    assert devices["acc-007"].os_version == "17.9.4a"


def test_flow_style_is_read_whole() -> None:
    devices, findings = pick("d.yaml", FLOW, ["acc-001"])
    assert (devices["acc-001"].platform, findings) == ("frr", ())


@pytest.mark.parametrize("way", ["by item", "whole"])
@pytest.mark.parametrize(
    ("broken", "line", "rule"),
    [
        (_item("bad").replace(b"cisco_ios", b"ios"), 9, "inventory-invalid"),
        (_item("bad", "    colour: red\n"), 13, "inventory-invalid"),
        (_item("bad") + _item("bad"), 13, "inventory-duplicate"),
        (_item("bad", "    role: core\n"), 13, "yaml-unsafe"),
        (_item("bad", "    model: &x a\n"), 13, "yaml-unsafe"),
    ],
)
def test_what_is_wrong_is_said_on_its_line(way: str, broken: bytes, line: int, rule: str) -> None:
    raw = HEAD + _item("one") + broken + _item("two")
    if way == "whole":  # an item that does not begin with its name; one line more here, one less above
        raw = raw.replace(b"  - name: one", b"  - # first\n    name: one").replace(b"# The devices\n", b"")
    _, findings = pick("d.yaml", raw, ["bad"])
    assert [(finding.rule, finding.place.line if finding.place else 0) for finding in findings] == [(rule, line)]


def test_a_key_beside_devices_is_refused() -> None:
    _, findings = pick("d.yaml", FLEET + b"other: 1\n", ["acc-001"])
    assert [finding.rule for finding in findings] == ["inventory-invalid"]


def test_an_item_that_is_not_asked_for_is_not_parsed() -> None:
    raw = FLEET + _item("broken").replace(b"role: access", b"role: [")
    devices, findings = pick("d.yaml", raw, ["acc-001"])
    assert (sorted(devices), findings) == (["acc-001"], ())
