"""Guides are chosen by hard filters, then by how specific they are, then by their words; what is not, is told why."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline.front import guide
from pipeline.guides import MOST, Sought, choose
from schemas.finding import Finding
from schemas.inventory import Device
from schemas.knowledge import Guide

DEVICE = Device(name="sw-1", platform="cisco_ios", os_version="17.9.4", role="access", site="s")


def made(name: str, text: str = "", **more: str) -> Guide:
    said = {"features": "[vlan]", "title": f"About {name}", **more}
    lines = "".join(f"{key}: {value}\n" for key, value in said.items())
    found = guide(f"{name}.md", f"---\nid: {name}\nversion: 1.0.0\n{lines}references: [RFC]\n---\n{text}\n".encode())
    assert isinstance(found, Guide), found
    return found


def sought(**more: object) -> Sought:
    said: dict[str, object] = {"kind": "access_vlan", "reason": "cameras on every floor", "devices": {"sw-1": DEVICE}}
    return Sought(**{**said, "asked": {"sw-1": frozenset({"vlan", "access_port"})}, **more})  # type: ignore[arg-type]


def names(*known: Guide, **more: object) -> list[str]:
    return [one.guide.header.id for one in choose(known, sought(**more))[0]]


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"platform": "arista_eos"}, "it is for arista_eos"),
        ({"vendor": "juniper"}, "it is for devices of juniper"),
        ({"os_version": '"<17.9"'}, "it is for <17.9, sw-1 runs 17.9.4"),
        ({"roles": "[core]"}, "it is for the roles core, sw-1 is access"),
        ({"status": "draft"}, "its status is draft"),
        ({"kinds": "[trunk_port]"}, "it is for the kinds trunk_port"),
        ({"requires": "[vrf]"}, "it is for changes with vrf, too"),
        ({"conflicts": "[access_port]"}, "it is not for changes with access_port"),
    ],
)
def test_a_filter_rejects_and_says_why(more: dict[str, str], because: str) -> None:
    shown, rejected = choose([made("a", **more)], sought())
    assert (shown, [why for _, why in rejected]) == ((), [because])


def test_what_is_about_something_else_is_not_even_rejected() -> None:
    assert choose([made("a", features="[bgp_neighbor]")], sought()) == ((), ())


def test_the_more_specific_comes_first_then_the_words_then_the_name() -> None:
    known = [
        made("plain-b"),
        made("plain-a"),
        made("cameras", "Cameras lose their address; cameras on a floor."),
        made("maker", vendor="cisco"),
        made("system", platform="cisco_ios"),
        made("version", platform="cisco_ios", os_version='">=17"'),
    ]
    expected = ["version", "system", "maker", "cameras", "plain-a", "plain-b"]
    assert names(*known) == expected
    assert all(names(*order) == expected for order in list(permutations(known))[::97])
    role = made("role", roles="[access]")
    shown, rejected = choose([*known, role], sought())
    assert [one.guide.header.id for one in shown] == ["role", *expected[: MOST - 1]]
    assert [(one.header.id, "fit better" in why) for one, why in rejected] == [("plain-b", True)]


def test_a_guide_for_kinds_is_for_every_device_of_the_change() -> None:
    assert names(made("a", features="[]", kinds="[access_vlan]")) == ["a"]
    assert names(made("a", features="[]", kinds="[access_vlan]"), kind="trunk_port") == []


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"nothing", 1, "begins with front matter"),
        (b"---\nid: a\nversion: 1\n---\n", 3, "version"),
        (b"---\nid: a\nversion: 1.0.0\ntitle: t\nreferences: [r]\n---\n", 2, "a guide about everything"),
        (
            b"---\nid: a\nversion: 1.0.0\ntitle: t\nfeatures: [vlan]\nreview_by: 2026-02-30\nreferences: [r]\n---\n",
            2,
            "day is out of range",
        ),
        (
            b"---\nid: a\nversion: 1.0.0\ntitle: t\nfeatures: [vlan]\nplatform: cisco_ios\nvendor: arista\n"
            b"references: [r]\n---\n",
            2,
            "cisco_ios is of cisco, not of arista",
        ),
        (
            b"---\nid: a\nversion: 1.0.0\ntitle: t\nfeatures: [vlan]\nreferences: [r]\n---\ntext\n\n# Heading\n",
            10,
            "third level",
        ),
    ],
)
def test_a_mistake_is_said_with_its_line(raw: bytes, line: int, said: str) -> None:
    found = guide("knowledge/guides/a.md", raw)
    assert isinstance(found, Finding)
    assert said in found.message
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("knowledge/guides/a.md", line)
