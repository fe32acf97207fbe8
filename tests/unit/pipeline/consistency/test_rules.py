"""Every consistency rule has cases as data where it finds something new, and where it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.consistency.judge import consistency, rules
from pipeline.consistency.network import Network, Seen
from pipeline.consistency.read import see
from renderers import secrets
from schemas.inventory import Link, LinkEnd

FOLDER = Path(__file__).parents[3] / "cases" / "consistency"
CASES = [(file.stem, case) for file in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(file.read_text())]


def network(case: dict[str, Any], texts: dict[str, str]) -> Network:
    seen: dict[str, Seen] = {}
    for name, text in texts.items():
        found = see(name, case["platforms"][name], f"configs/{name}.cfg", text)
        if found is None:
            pytest.skip(f"{case['platforms'][name]} has no reader yet")
        seen[name] = found
    links = tuple(
        Link(a=LinkEnd(device=a, interface=i), b=LinkEnd(device=b, interface=j)) for a, i, b, j in case.get("links", ())
    )
    return Network(seen, links)


def changed(case: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    before = {name: case[name] for name in case["platforms"]}
    after = dict(before)
    for name, edits in case["change"].items():
        for old, new in edits:
            assert old in after[name], f"{case['case']}: {old!r} is not there to be replaced"
            after[name] = after[name].replace(old, new, 1)
    return before, after


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule}: {case['case']}" for rule, case in CASES])
def test_a_rule_finds_what_a_change_breaks_and_nothing_else(rule: str, case: dict[str, Any]) -> None:
    before, after = changed(case)
    one, two = network(case, before), network(case, after)
    found = consistency(one, two)
    own = [item for item in found.new if item.rule == f"consistency-{rule.replace('_', '-')}"]
    messages = [item.message for item in own]
    assert len(messages) == len(case["new"]), messages
    for part in case["new"]:
        assert any(part in message for message in messages), messages
    assert all(item.place is not None and item.hint for item in own)
    if not case.get("others"):
        assert [item.rule for item in found.new if item not in own] == []
    again = consistency(two, two)
    assert again.new == (), "what is there on both sides is not new"
    assert set(messages) - {item.message for item in again.old} <= {
        message for message in messages if rule in ("vlan_in_use", "services_kept", "default_route_kept")
    }, "a state that does not fit is still said to be there"


def test_every_rule_has_a_case_on_either_side() -> None:
    assert CASES
    for name in rules():
        finds = [bool(case["new"]) for rule, case in CASES if rule == name]
        assert True in finds, f"{name}: no case where it finds something"
        assert False in finds, f"{name}: no case where it finds nothing"
    assert {rule for rule, _ in CASES} == set(rules())


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["7", "02050D480809"], "cisco"),
        (["7", "0804746F24292932"], "EXAMPLE"),
        (["0", "EXAMPLE"], "EXAMPLE"),
        (["x"], "x"),
    ],
)
def test_forms_that_hide_nothing_are_compared(words: list[str], word: str) -> None:
    assert secrets.cisco(words) == secrets.plain(word)
    assert word not in secrets.cisco(words).print


@pytest.mark.parametrize("words", [["7", "zz"], ["7", "0"], ["6", "abc"], []])
def test_forms_that_are_not_read_are_said(words: list[str]) -> None:
    assert secrets.cisco(words).state == "unknown"


def test_the_form_of_junos_is_read_back() -> None:
    assert secrets.junos("$9$QzF3Fn91RcyrKwYm5T3CAB1R") == secrets.plain("EXAMPLE")
    assert secrets.junos("EXAMPLE") == secrets.plain("EXAMPLE")
    assert secrets.junos("$9$EXAMPLE.bgp.NotARealKey").state == "unknown"
    assert secrets.junos("$8$x").state == "unknown"
