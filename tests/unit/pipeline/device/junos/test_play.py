"""The model of a Junos device: what each command does, what it refuses, and what a proof says."""

from __future__ import annotations

import pytest

from pipeline.device.junos import play, prove

POLICY = "policy-options policy-statement P term"
TERMS = f"set {POLICY} a then accept\nset {POLICY} b then reject\n"
PLAYED = {
    "a leaf with one value is replaced": (
        "set system host-name a\n",
        ("set system host-name b",),
        "set system host-name b\n",
    ),
    "what is not known to hold one value holds both": (
        "set odd a\n",
        ("set odd b",),
        "set odd a\nset odd b\n",
    ),
    "a value and what stands beside it": (
        "set routing-options autonomous-system 64512\nset routing-options autonomous-system loops 2\n",
        ("set routing-options autonomous-system 64513",),
        "set routing-options autonomous-system loops 2\nset routing-options autonomous-system 64513\n",
    ),
    "reject pushes out accept": (TERMS, (f"set {POLICY} a then reject",), TERMS.replace("accept", "reject")),
    "a list in brackets": (
        "set system host-name a\n",
        ("set protocols bgp import [ A B ]",),
        "set system host-name a\nset protocols bgp import A\nset protocols bgp import B\n",
    ),
    "emptied blocks go": ("set a b c\nset d e\n", ("delete a b c",), "set d e\n"),
    "emptied entries stay": (TERMS, (f"delete {POLICY} a then accept",), TERMS.replace(" a then accept", " a")),
    "a new term comes last": (TERMS, (f"set {POLICY} n then accept",), TERMS + f"set {POLICY} n then accept\n"),
    "insert before": (
        TERMS,
        (f"insert {POLICY} b before term a",),
        "".join(reversed(TERMS.splitlines(keepends=True))),
    ),
    "insert after": (
        TERMS,
        (f"insert {POLICY} a after term b",),
        "".join(reversed(TERMS.splitlines(keepends=True))),
    ),
    "deactivate": (
        "set interfaces x mtu 9000\n",
        ("deactivate interfaces x mtu",),
        "set interfaces x mtu 9000\ndeactivate interfaces x mtu\n",
    ),
    "activate": ("set interfaces x mtu 9000\ndeactivate interfaces x\n", ("activate interfaces x",), None),
    "quotes": ("set a b\n", ('set a b description "x { y"',), 'set a b description "x { y"\n'),
}


@pytest.mark.parametrize("name", PLAYED)
def test_what_a_command_does(name: str) -> None:
    running, commands, expected = PLAYED[name]
    played = play(running, commands)
    assert played.refused == ()
    assert played.text == (expected if expected is not None else running.split("deactivate")[0])


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("delete system", "statement not found: system"),
        (f"delete {POLICY} a then reject", "statement not found"),
        (f"delete {POLICY}", "name is missing"),
        (f"insert {POLICY} a before term nowhere", "statement not found"),
        (f"insert {POLICY} a before rule b", "another list"),
        (f"insert {POLICY} a before term a", "itself"),
        (f"insert {POLICY} a then accept before b", "ordered"),
        ("activate system", "statement not found"),
        ("show configuration", "not modelled"),
        ("set", "verb and a path"),
    ],
)
def test_what_the_device_refuses(command: str, reason: str) -> None:
    played = play(TERMS, (command, f"set {POLICY} z then accept"))
    assert [one.step for one in played.refused] == [1]
    assert reason in played.refused[0].reason
    assert played.text == TERMS + f"set {POLICY} z then accept\n"


def test_a_protected_statement_is_not_changed() -> None:
    played = play(TERMS, (f"protect {POLICY} a", f"delete {POLICY} a", f"unprotect {POLICY} a", f"delete {POLICY} a"))
    assert [one.step for one in played.refused] == [2]
    assert played.text == f"set {POLICY} b then reject\n"


def test_braces_are_written_the_way_they_are_read() -> None:
    text = """\
system {
    host-name a;
}
interfaces {
    inactive: ge-0/0/0 {
        description "x; y";
        unit 0 {
            family inet {
                address 192.0.2.1/31;
            }
        }
    }
}
protocols {
    bgp {
        import [ A B ];
        group G {
            neighbor 192.0.2.0;
        }
    }
}
"""
    assert play(text, ()).text == text


NOT_PROVED = {
    "nothing is played": (TERMS, TERMS + "set a b\n", (), (), "a / b", ""),
    "too much": (TERMS, TERMS, ("set a b",), ("delete a b",), "", "a / b"),
    "wrong order": (
        TERMS,
        "".join(reversed(TERMS.splitlines(keepends=True))),
        (),
        (),
        "policy-options / policy-statement / P / term / b",
        "policy-options / policy-statement / P / term / a",
    ),
    "still inactive": (
        "set a b\ndeactivate a\n",
        "set a b\n",
        (),
        (),
        "a (active)",
        "a (inactive)",
    ),
}


@pytest.mark.parametrize("name", NOT_PROVED)
def test_what_is_not_proved_names_the_first_difference(name: str) -> None:
    running, candidate, remediation, rollback, expected, actual = NOT_PROVED[name]
    proof = prove(running, candidate, remediation, rollback)
    assert proof.verdict == "not_proved"
    assert proof.first_difference is not None
    assert (proof.first_difference.expected, proof.first_difference.actual) == (expected, actual)
    assert proof.first_difference.direction == "remediation"


def test_a_mark_on_a_value_is_a_mark_on_its_leaf() -> None:
    running = "interfaces {\n    x {\n        mtu 9000;\n    }\n}\n"
    candidate = running.replace("mtu", "inactive: mtu")
    there, back = ("deactivate interfaces x mtu",), ("activate interfaces x mtu",)
    assert prove(running, candidate, there, back).verdict == "proved"
    assert prove(candidate, running, back, there).verdict == "proved"
    assert prove(running, candidate, ("deactivate interfaces x",), back).verdict == "not_proved"


def test_a_wrong_rollback_is_not_proved() -> None:
    proof = prove("set a b\nset c d\n", "set a b\n", ("delete c",), ())
    assert proof.first_difference is not None
    assert proof.first_difference.direction == "rollback"
    assert prove("set a b\nset c d\n", "set a b\n", ("delete c",), ("set c d",)).verdict == "proved"


def test_a_refused_command_is_not_proved_even_where_the_end_is_right() -> None:
    proof = prove("set a b\n", "set a b\nset c d\n", ("set c d", "delete e"), ("delete c",))
    assert proof.first_difference is not None
    assert proof.first_difference.step == 2
    assert "not found" in proof.reason


@pytest.mark.parametrize("text", ["system {\n", "system {\n}\n}\n", 'a "b;\n', "{ a; }\n"])
def test_what_cannot_be_read_is_not_provable(text: str) -> None:
    proof = prove(text, "set a b\n", (), ())
    assert proof.verdict == "not_provable"
    assert proof.reason
