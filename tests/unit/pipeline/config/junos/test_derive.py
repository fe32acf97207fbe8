"""Commands between two Junos configurations, as cases; nothing here is a proof."""

from __future__ import annotations

import pytest

from pipeline.config.junos import derive

POLICY = "policy-options policy-statement P term"
CASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "equal": ("set system host-name a\n", "set system host-name a\n", ()),
    "a comment is no difference": ("system {\n    host-name a;\n}\n", "system {\n    host-name a; ## who\n}\n", ()),
    "one value is replaced in place": (
        "set system host-name a",
        "set system host-name b",
        ("set system host-name b",),
    ),
    "what is not known is deleted before it is set": (
        "set unheard-of a",
        "set unheard-of b",
        ("delete unheard-of a", "set unheard-of b"),
    ),
    "a list keeps its other members": (
        "interfaces { x { unit 0 { family ethernet-switching { vlan { members [ a b ]; } } } } }",
        "interfaces { x { unit 0 { family ethernet-switching { vlan { members [ b c ]; } } } } }",
        (
            "set interfaces x unit 0 family ethernet-switching vlan members c",
            "delete interfaces x unit 0 family ethernet-switching vlan members a",
        ),
    ),
    "a term is inserted before the last": (
        f"set {POLICY} a then accept\nset {POLICY} z then reject\n",
        f"set {POLICY} a then accept\nset {POLICY} m then accept\nset {POLICY} z then reject\n",
        (f"set {POLICY} m then accept", f"insert {POLICY} m before term z"),
    ),
    "the order of a chain of policies is set again from where it differs": (
        "protocols {\n    bgp {\n        import [ A B C ];\n    }\n}\n",
        "protocols {\n    bgp {\n        import [ A C B ];\n    }\n}\n",
        ("delete protocols bgp import B", "set protocols bgp import B"),
    ),
    "the order of members is none": (
        "set vlans v interface [ a b ]",
        "set vlans v interface b\nset vlans v interface a",
        (),
    ),
    "defined before it is used": (
        "set system host-name a",
        "set protocols bgp export P\nset policy-options policy-statement P then accept\nset system host-name a",
        ("set policy-options policy-statement P then accept", "set protocols bgp export P"),
    ),
    "used no longer before it is gone": (
        "set protocols bgp export P\nset policy-options policy-statement P then accept\nset system host-name a",
        "set system host-name a",
        ("delete protocols", "delete policy-options"),
    ),
    "entries of a list are deleted by name": (
        "set interfaces x unit 1 vlan-id 1\nset interfaces x unit 2 vlan-id 2\nset interfaces x mtu 9000",
        "set interfaces x mtu 9000",
        ("delete interfaces x unit 1", "delete interfaces x unit 2"),
    ),
    "deactivated": (
        "interfaces {\n    x {\n        mtu 9000;\n    }\n}\n",
        "interfaces {\n    inactive: x {\n        mtu 9000;\n    }\n}\n",
        ("deactivate interfaces x",),
    ),
    "an inactive leaf is named without its value": (
        "set interfaces x mtu 9000",
        "interfaces {\n    x {\n        inactive: mtu 9000;\n    }\n}\n",
        ("deactivate interfaces x mtu",),
    ),
    "activated": (
        "set interfaces x mtu 9000\ndeactivate interfaces x",
        "set interfaces x mtu 9000",
        ("activate interfaces x",),
    ),
    "quotes are kept and do not count": (
        "set interfaces x description core\nset interfaces y mtu 1",
        'set interfaces x description "core"\nset interfaces y description "a { b"\nset interfaces y mtu 1',
        ('set interfaces y description "a { b"',),
    ),
    "one form against the other": (
        "set interfaces x unit 0 family inet address 192.0.2.1/24",
        "interfaces { x { unit 0 { family inet { address 192.0.2.1/24; } } } }",
        (),
    ),
    "what stands beside the value stays": (
        "set routing-options autonomous-system 64512\nset routing-options autonomous-system loops 2",
        "set routing-options autonomous-system 64513\nset routing-options autonomous-system loops 2",
        ("set routing-options autonomous-system 64513",),
    ),
    "an emptied entry stays": (
        "set interfaces x unit 0 family inet address 192.0.2.1/24",
        "set interfaces x unit 0 family inet",
        ("delete interfaces x unit 0 family inet address 192.0.2.1/24",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_commands(name: str) -> None:
    running, candidate, expected = CASES[name]
    assert derive(running, candidate) == expected


def test_a_thousand_terms_need_one_insert() -> None:
    lines = [f"set {POLICY} t{number} then accept" for number in range(1000)]
    moved = [*lines[:500], lines[-1], *lines[500:-1]]
    assert derive("\n".join(lines), "\n".join(moved)) == (f"insert {POLICY} t999 before term t500",)
