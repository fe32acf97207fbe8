"""Blueprints are chosen by hard filters: platform, feature, version, role."""

from __future__ import annotations

import pytest

from pipeline.front import blueprint
from pipeline.ground import choose, holds
from schemas.finding import Finding
from schemas.inventory import Device
from schemas.knowledge import Blueprint


def made(name: str, **more: str) -> Blueprint:
    said = {"version": "1.0.0", "os_version": "any", "roles": "[]", "platform": "cisco_ios", "feature": "vlan", **more}
    front = "".join(
        f"{key}: {value!r}\n" if key == "os_version" else f"{key}: {value}\n" for key, value in said.items()
    )
    found = blueprint(f"{name}.j2", f"---\nid: {name}\n{front}references: [a manual]\n---\nvlan\n".encode())
    assert isinstance(found, Blueprint), found
    return found


DEVICE = Device(name="a", platform="cisco_ios", os_version="15.2(7)E8", role="access", site="s")


@pytest.mark.parametrize(
    ("condition", "version", "expected"),
    [
        ("any", "x", True),
        (">=15.2", "15.2(7)E8", True),
        (">=15.10", "15.2(7)E8", False),
        (">=15.2 <17", "17.9.4a", False),
        ("<17.9.4", "17.9.3", True),
    ],
)
def test_versions_are_compared_number_by_number(condition: str, version: str, expected: bool) -> None:
    assert holds(condition, version) is expected


@pytest.mark.parametrize(
    "more", [{"platform": "arista_eos"}, {"feature": "trunk_vlan"}, {"os_version": ">=16"}, {"roles": "[core]"}]
)
def test_what_does_not_hold_is_never_chosen(more: dict[str, str]) -> None:
    assert choose([made("a", **more)], DEVICE, "vlan") is None


def test_one_for_the_role_comes_before_one_for_all_and_the_highest_version_wins() -> None:
    old, new, own = made("a"), made("a", version="1.10.0"), made("b", roles="[access]")
    assert choose([new, old], DEVICE, "vlan") == new
    assert choose([own, new, old], DEVICE, "vlan") == own


@pytest.mark.parametrize("raw", [b"vlan 1\n", b"---\nid: a\n---\nx\n", b"---\nid: [\n---\nx\n"])
def test_a_broken_blueprint_is_a_finding(raw: bytes) -> None:
    assert isinstance(blueprint("a.j2", raw), Finding)
