"""Picking cables is the same as parsing the whole file and looking."""

from __future__ import annotations

import json

import pytest

from pipeline.links import pick
from tests.unit.bot.campus import CAMPUS

RAW = (CAMPUS / "inventory" / "links.yaml").read_bytes()


@pytest.mark.parametrize("names", [("core-01",), ("acc-b7-01", "acc-b7-02"), ("lb-01",), ("nobody",), ()])
def test_block_style_and_flow_style_give_the_same(names: tuple[str, ...]) -> None:
    found, wrong = pick("links.yaml", RAW, names)
    every, _ = pick("links.yaml", RAW, {word for line in RAW.decode().split() for word in [line.strip(",}")]})
    expected = tuple(link for link in every if {link.a.device, link.b.device} & set(names))
    flow = json.dumps({"links": [link.model_dump(mode="json") for link in every]}).encode()
    assert found == expected
    assert pick("links.yaml", flow, names)[0] == expected
    assert wrong == ()


def test_a_broken_item_is_said_on_its_line() -> None:
    raw = b"links:\n  - a: {device: x, interface: e1}\n    b: {device: y}\n"
    found, wrong = pick("links.yaml", raw, ["x"])
    assert found == ()
    assert [item.place.line for item in wrong if item.place] == [2]


def test_part_of_a_name_is_not_the_name() -> None:
    raw = b"links:\n  - a: {device: core-011, interface: e1}\n    b: {device: y, interface: e1}\n"
    assert pick("links.yaml", raw, ["core-01"]) == ((), ())
