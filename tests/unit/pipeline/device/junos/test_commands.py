"""Commands of Junos in their odd corners: values that replace, marks, inserts, what is protected, what is emptied.

Junos CLI User Guide: `delete` removes a statement and what is below it, `insert` moves an entry of an ordered list,
`deactivate` keeps a statement out of the commit, `protect` refuses changes of a statement and of what is below it.
"""

from __future__ import annotations

import pytest

from pipeline.device.junos import play

FILTER = "firewall family inet filter F term"
TAKEN = {
    "a value in quotes is the same as without": (
        'set snmp location "x"\n',
        ("delete snmp location x", 'set snmp contact "y"', "deactivate snmp contact y"),
        'set snmp contact "y"\ndeactivate snmp contact\n',
    ),
    "a mark on a value is one on its leaf, and on a list it is one on the value": (
        "set interfaces x mtu 9000\nset protocols bgp import A\n",
        ("deactivate interfaces x mtu 9000", "deactivate protocols bgp import A"),
        "set interfaces x mtu 9000\nset protocols bgp import A\n"
        "deactivate interfaces x mtu\ndeactivate protocols bgp import A\n",
    ),
    "a mark goes where none was, and nothing happens": (
        "set interfaces x mtu 9000\n",
        ("activate interfaces x", "unprotect interfaces x mtu", "deactivate interfaces"),
        "set interfaces x mtu 9000\ndeactivate interfaces\n",
    ),
    "several values go at once": (
        "set protocols bgp import A\nset protocols bgp import B\nset protocols bgp import C\n",
        ("delete protocols bgp import [ A C ]",),
        "set protocols bgp import B\n",
    ),
    "the last entry of a list stays as a name, and goes by it": (
        "set interfaces x unit 0 family inet address 192.0.2.1/31\n",
        ("delete interfaces x unit 0 family inet address 192.0.2.1/31", "delete interfaces x unit 0 family inet"),
        "set interfaces x unit 0\n",
    ),
    "a filter on an interface is no entry": (
        "set interfaces x unit 0 family inet filter input F\nset interfaces x unit 0 family inet filter output G\n",
        ("delete interfaces x unit 0 family inet filter",),
        "set interfaces x unit 0 family inet\n",
    ),
    "a condition about families is no list of families": (
        "set policy-options policy-statement P term a from family inet\n"
        "set policy-options policy-statement P term a then accept\n",
        ("delete policy-options policy-statement P term a from family",),
        "set policy-options policy-statement P term a then accept\n",
    ),
    "a prefix list in a condition goes without the condition": (
        "set policy-options policy-statement P term a from prefix-list A\n"
        "set policy-options policy-statement P term a from prefix-list B\n",
        ("delete policy-options policy-statement P term a from prefix-list",),
        "set policy-options policy-statement P term a\n",
    ),
    "what pushes each other out does so in its own block alone": (
        f"set {FILTER} a then accept\nset {FILTER} b then accept\nset {FILTER} a then count C\n",
        (f"set {FILTER} a then discard", f"set {FILTER} b then log"),
        f"set {FILTER} a then count C\nset {FILTER} a then discard\n"
        f"set {FILTER} b then accept\nset {FILTER} b then log\n",
    ),
    "words that push each other out elsewhere are plain here": (
        "set odd accept\n",
        ("set odd reject",),
        "set odd accept\nset odd reject\n",
    ),
    "a next hop pushes discard out": (
        "set routing-options static route 0.0.0.0/0 discard\nset routing-options static route 0.0.0.0/0 tag 5\n",
        ("set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1",),
        "set routing-options static route 0.0.0.0/0 tag 5\n"
        "set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1\n",
    ),
    "a value that is set again changes nothing, and is shown as it was typed last": (
        "set snmp location x\n",
        ('set snmp location "x"',),
        'set snmp location "x"\n',
    ),
    "what stands beside a value stays when the value is replaced, and the value when that comes": (
        "set routing-options autonomous-system 64512\n",
        (
            "set routing-options autonomous-system loops 2",
            "set routing-options autonomous-system 64513",
            "set routing-options autonomous-system 64514 loops 3",
        ),
        "set routing-options autonomous-system loops 2\nset routing-options autonomous-system 64514 loops 3\n",
    ),
    "an entry moves behind another, over several": (
        f"set {FILTER} a then accept\nset {FILTER} b then accept\nset {FILTER} c then accept\n",
        (f"insert {FILTER} a after c", f"insert {FILTER} c before term b"),
        f"set {FILTER} c then accept\nset {FILTER} b then accept\nset {FILTER} a then accept\n",
    ),
    "values of an ordered list move too": (
        "set protocols bgp import A\nset protocols bgp import B\n",
        ("insert protocols bgp import B before A",),
        "set protocols bgp import B\nset protocols bgp import A\n",
    ),
    "comments and empty lines among commands": (
        "set snmp location x\n",
        ("", "   ", "# a note", "set snmp location y"),
        "set snmp location y\n",
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_commands_do(name: str) -> None:
    running, commands, expected = TAKEN[name]
    played = play(running, commands)
    assert played.refused == ()
    assert played.text == expected


REFUSED = {
    "set in what is protected": (
        "set system services ssh\nprotect system services\n",
        "set system services telnet",
        "the statement is protected",
    ),
    "delete in what is protected": (
        "set system services ssh\nprotect system\n",
        "delete system services ssh",
        "the statement is protected",
    ),
    "insert in what is protected": (
        f"set {FILTER} a then accept\nset {FILTER} b then accept\nprotect firewall\n",
        f"insert {FILTER} b before a",
        "the statement is protected",
    ),
    "set on what is protected itself": (
        "set system host-name a\nprotect system host-name\n",
        "set system host-name b",
        "the statement is protected",
    ),
    "insert without a place": (f"set {FILTER} a then accept\n", f"insert {FILTER} a", "`before` or `after`"),
    "insert at a list of another name": (
        f"set {FILTER} a then accept\nset {FILTER} b then accept\n",
        f"insert {FILTER} b before rule a",
        "'rule' is another list than 'term'",
    ),
    "insert where no order counts": (
        "set interfaces x mtu 9000\nset interfaces y mtu 9000\n",
        "insert interfaces y before x",
        "interfaces is not known to be ordered by the user",
    ),
    "insert of what is not there": (
        f"set {FILTER} a then accept\n",
        f"insert {FILTER} b before a",
        f"statement not found: {FILTER} b",
    ),
    "insert before what is not there": (
        f"set {FILTER} a then accept\n",
        f"insert {FILTER} a before c",
        f"statement not found: {FILTER} c",
    ),
    "insert before itself": (
        f"set {FILTER} a then accept\n",
        f"insert {FILTER} a before a",
        "an entry cannot stand before or after itself",
    ),
    "delete of what is not there says how far the path goes": (
        "set system host-name a\n",
        "delete system services ssh",
        "statement not found: system services",
    ),
    "delete of a list without a name": (
        "set interfaces x unit 0 family inet\n",
        "delete interfaces x unit 0 family",
        "an entry's name is missing after 'family'",
    ),
    "a verb alone": ("set system host-name a\n", "delete", "a command needs a verb and a path"),
    "another verb": ("set system host-name a\n", "rename system x to y", "'rename' is not modelled"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_and_changes_nothing(name: str) -> None:
    running, command, reason = REFUSED[name]
    played = play(running, ("set snmp location here", command, "delete snmp"))
    assert [(one.step, one.command) for one in played.refused] == [(2, command)]
    assert reason in played.refused[0].reason
    assert played.text == running


def test_braces_are_written_in_the_layout_of_the_device() -> None:
    text = """\
version 21.4;
system {
    services {
        ssh;
        netconf {
            ssh;
        }
    }
}
interfaces {
    ge-0/0/0 {
        gigether-options {
            802.3ad ae0;
        }
    }
    inactive: lo0 {
        unit 0 {
            family inet {
                filter {
                    input-list [ A B ];
                    output F;
                }
                address 192.0.2.1/32;
                address 192.0.2.2/32;
            }
            family iso;
        }
    }
}
policy-options {
    prefix-list NETS {
        192.0.2.0/24;
        198.51.100.0/24;
    }
    policy-statement P {
        term a {
            from {
                protocol [ bgp static ];
                community C;
            }
            then accept;
        }
        term b {
            then {
                metric 5;
                reject;
            }
        }
    }
    inactive: protect: policy-statement Q {
        then reject;
    }
}
protocols {
    bgp {
        group G {
            import A;
            export [ B C ];
            neighbor 192.0.2.1 {
                description "far end";
                peer-as 64513;
            }
            neighbor 192.0.2.2;
        }
    }
}
"""
    assert play(text, ()).text == text
