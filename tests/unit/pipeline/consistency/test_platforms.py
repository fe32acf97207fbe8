"""Every consistency rule on every platform: two devices that fit together, what breaks it, and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.consistency.judge import consistency
from pipeline.consistency.network import Network, Seen
from pipeline.consistency.read import see
from schemas.inventory import Link, LinkEnd

FOLDER = Path(__file__).parents[3] / "cases" / "consistency" / "platforms"
DATA: dict[str, dict[str, Any]] = {
    file.stem: yaml.safe_load(file.read_text()) for file in sorted(FOLDER.glob("*.yaml"))
}
RULES = (
    "addresses",
    "bgp_authentication",
    "link_mtu",
    "mac_vrf_targets",
    "mlag_pair",
    "next_hop",
    "ospf_mtu",
    "router_ids",
    "services_kept",
    "vlan_in_use",
)
"""What no analyzer sees, and the product looks at itself."""
CASES = [(platform, rule) for platform, data in DATA.items() for rule in data["rules"]]


def network(platform: str, texts: dict[str, str], links: list[list[str]]) -> Network:
    seen: dict[str, Seen] = {}
    for name, text in texts.items():
        found = see(name, platform, f"configs/{name}.cfg", text)
        assert found is not None
        seen[name] = found
    ends = [(LinkEnd(device=a, interface=i), LinkEnd(device=b, interface=j)) for a, i, b, j in links]
    return Network(seen, tuple(Link(a=one, b=two) for one, two in ends))


def texts(data: dict[str, Any], case: dict[str, Any]) -> tuple[dict[str, str], list[list[str]]]:
    if "a" in case:
        return {"a": case["a"]}, []
    return {"a": data["a"], "b": data["b"]}, data["links"]


def edited(before: dict[str, str], change: dict[str, list[list[str]]]) -> dict[str, str]:
    after = dict(before)
    for name, edits in change.items():
        for old, new in edits:
            assert after[name].count(old) >= 1, f"{old!r} is not there"
            after[name] = after[name].replace(old, new, 1)
    return after


@pytest.mark.parametrize(("platform", "rule"), CASES)
def test_what_breaks_it_is_found_and_nothing_else(platform: str, rule: str) -> None:
    data, case = DATA[platform], DATA[platform]["rules"][rule]
    before, links = texts(data, case)
    base = network(platform, before, links)
    assert consistency(base, base).new == ()
    found = consistency(base, network(platform, edited(before, case["finds"]), links)).new
    own = [item.message for item in found if item.rule == f"consistency-{rule.replace('_', '-')}"]
    assert len(own) == len(case["new"]), [item.message for item in found]
    for part in case["new"]:
        assert any(part in message for message in own), own
    assert case.get("others") or len(found) == len(own), [item.message for item in found]


@pytest.mark.parametrize(("platform", "rule"), CASES)
def test_what_fits_together_again_is_no_finding(platform: str, rule: str) -> None:
    data, case = DATA[platform], DATA[platform]["rules"][rule]
    before, links = texts(data, case)
    after = network(platform, edited(before, case["fine"]), links)
    assert consistency(network(platform, before, links), after).new == ()
    assert consistency(after, after).old == ()


def test_a_platform_has_every_rule_or_says_why_not() -> None:
    assert len(DATA) == 6
    for platform, data in DATA.items():
        assert set(data["rules"]) | set(data["not_here"] or {}) == set(RULES), platform
        assert all(data["not_here"].values())
