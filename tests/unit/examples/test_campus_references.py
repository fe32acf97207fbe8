"""In the example campus everything that a configuration refers to by name is defined there, and nearly all is used."""

from __future__ import annotations

import re

import pytest

from tests.unit.examples.reading import statements
from tests.unit.examples.test_campus import CONFIGS

# (what it is, where it is defined, where it is referred to); a reference may name several things.
BLOCKS = (
    (
        "filter",
        r"^(?:ip|ipv4) access-list (?:extended |standard )?(\S+)$",
        r"(?:ip|ipv4) access-group (\S+)|access-class (?:ingress )?(\S+)|v3 priv read ALL-RO access (\S+)",
    ),
    (
        "prefix list",
        r"^(?:ip prefix-list|prefix-set) (\S+)",
        r"match ip address prefix-list (.+)|destination in (\S+) then|neighbor \S+ prefix-list (\S+) in",
    ),
    (
        "policy",
        r"^(?:route-map|route-policy) (\S+)",
        r"^ .*(?:route-map|route-policy) (\S+)(?: in| out)?$",
    ),
    ("community set", r"^community-set (\S+)", r"set community ([A-Z]\S+)"),
    ("traffic policy", r"^policy-map (\S+)", r"service-policy (?:input|output) (?!system-)(\S+)"),
    ("traffic class", r"^class-map match-\w+ (\S+)", r"^ class (?!class-default)(\S+)"),
    ("key chain", r"^key chain (\S+)", r"key-chain (\S+)"),
    ("tracking policy", r"^device-tracking policy (\S+)", r"device-tracking attach-policy (\S+)"),
    ("server group", r"^aaa group server \S+ (\S+)", r"^aaa (?:auth|acc)\w+ .*group ((?!tacacs)\S+)"),
    ("SNMP view", r"^snmp-server view (\S+)", r"v3 priv read (\S+)"),
    ("VRF", r"^(?:vrf definition|vrf instance|vrf context|vrf) (\S+)$", r"^ +vrf (?:forwarding |member )?(\S+)$"),
    (
        "peer group",
        r"neighbor (\S+) peer[ -]group$|template peer (\S+)|neighbor-group ([A-Z]\S+)$",
        r"peer[ -]group (\S+)|inherit peer (\S+)|use neighbor-group (\S+)",
    ),
    ("VLAN", r"^vlan (\d+)$", r"^interface Vlan(?!1$)(\d+)$|switchport access vlan (\d+)"),
)
JUNOS = (
    ("filter", r"^firewall family \S+ filter (\S+) ", r" filter (?:input|output) (\S+)$"),
    (
        "prefix list",
        r"^policy-options prefix-list (\S+)",
        r" from (?:source-|destination-)?prefix-list(?:-filter)? (\S+)",
    ),
    ("policy", r"^policy-options policy-statement (\S+)", r" (?:import|export) (\S+)$"),
    ("community", r"^policy-options community (\S+)", r" community (?:add|delete) (\S+)"),
    ("path pattern", r"^policy-options as-path (\S+)", r" from as-path (\S+)"),
    ("policer", r"^firewall policer (\S+)", r" then policer (\S+)"),
    ("VLAN", r"^vlans (\S+)", r" vlan members \[? ?([^\]]+?) ?\]?$|^switch-options .* vlan (\S+)"),
    ("storm profile", r"^forwarding-options storm-control-profiles (\S+)", r" storm-control (\S+)$"),
    ("class of users", r"^system login class (\S+)", r"^system login user \S+ class (?!super-user)(\S+)"),
)
# Left over from earlier days, as in any network: defined and not used.
UNUSED = {
    ("core-01", "NETCONF-NMS"),
    ("core-02", "NETCONF-NMS"),
}
CASES = [
    (name, what, defined, referred)
    for name, text in CONFIGS.items()
    for what, defined, referred in (JUNOS if "host-name" in text else BLOCKS)
]


def _named(pattern: str, text: str) -> set[str]:
    """Return the words of the groups that matched."""
    matches = re.finditer(pattern, text, re.MULTILINE)
    return {word for match in matches for group in match.groups() if group for word in group.split()}


@pytest.mark.parametrize(("name", "what", "defined", "referred"), CASES, ids=lambda value: str(value)[:16])
def test_what_is_referred_to_exists(name: str, what: str, defined: str, referred: str) -> None:
    text = "\n".join(statements(CONFIGS[name])) if "host-name" in CONFIGS[name] else CONFIGS[name]
    assert _named(referred, text) - _named(defined, text) == set()


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_defined_is_used(name: str) -> None:
    junos = "host-name" in CONFIGS[name]
    text = "\n".join(statements(CONFIGS[name])) if junos else CONFIGS[name]
    idle = {
        (name, word)
        for what, defined, referred in (JUNOS if junos else BLOCKS)
        if what not in ("VLAN", "server group", "SNMP view")
        for word in _named(defined, text) - _named(referred, text)
    }
    assert idle == {entry for entry in UNUSED if entry[0] == name}


def test_each_pattern_finds_something_somewhere() -> None:
    for patterns, junos in ((BLOCKS, False), (JUNOS, True)):
        texts = ["\n".join(statements(t)) if junos else t for t in CONFIGS.values() if ("host-name" in t) is junos]
        for what, defined, referred in patterns:
            assert any(_named(defined, text) for text in texts), what
            assert any(_named(referred, text) for text in texts), what
