"""Two texts without what they share: what is left of both, and that a proof on what is left is a proof on all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.device.junos.compare import first_difference
from pipeline.device.junos.model import MARK
from pipeline.device.junos.play import load, prove, run
from pipeline.device.junos.shorten import shorten

BRACES = """\
system {
    host-name a;
    services {
        ssh;
    }
}
interfaces {
    ge-0/0/0 {
        mtu 9000;
        unit 0 {
            family inet {
                address 192.0.2.1/31;
            }
        }
    }
    ge-0/0/1 {
        mtu 9000;
    }
}
snmp {
    location x;
}
"""
SET = """\
set system host-name a
set system services ssh
set interfaces ge-0/0/0 mtu 9000
set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/31
set interfaces ge-0/0/1 mtu 9000
set snmp location x
deactivate snmp
"""


def marked(text: str) -> str:
    return text.replace("…", MARK)


def test_blocks_that_are_equal_become_one_line_each() -> None:
    one, two = shorten(BRACES, BRACES.replace("mtu 9000", "mtu 1500", 1))
    expected = """\
system { …; }
interfaces {
    ge-0/0/0 {
        mtu 9000;
        unit 0 { …; }
    }
    ge-0/0/1 { …; }
}
snmp { …; }
"""
    assert one == marked(expected)
    assert two == marked(expected.replace("9000", "1500"))


def test_lines_that_are_equal_become_their_first_words() -> None:
    one, two = shorten(SET, SET.replace("mtu 9000", "mtu 1500", 1))
    expected = """\
set system …
set interfaces ge-0/0/0 mtu 9000
set interfaces ge-0/0/0 unit …
set interfaces ge-0/0/1 …
set snmp …
deactivate snmp"""
    assert one == marked(expected)
    assert two == marked(expected.replace("9000", "1500"))


def test_a_line_that_others_begin_like_stays() -> None:
    """`mtu` alone, and an interface's first words, are the beginnings of lines that differ."""
    one, _ = shorten("set a b\nset a b c\nset z\nset y x\n", "set a b\nset a b d\nset z\nset y x\n")
    assert one.split("\n") == ["set a b", "set a b c", "set z", marked("set y …")]


def test_a_line_goes_from_the_end_or_comes_at_the_beginning() -> None:
    short = shorten("set a b c\nset x y z\n", "set a b c\nset x y z\nset q r s\n")
    assert short == (marked("set a …\nset x …"), marked("set a …\nset x …\nset q r s"))
    short = shorten("set a b c\nset x y z\n", "set q r s\nset a b c\nset x y z\n")
    assert short == (marked("set a …\nset x …"), marked("set q r s\nset a …\nset x …"))


def test_a_mark_that_differs_stays_with_what_it_is_about() -> None:
    one, two = shorten(SET, SET.replace("deactivate snmp\n", ""))
    assert one.split("\n")[-2:] == [marked("set snmp location …"), "deactivate snmp"]
    assert two.split("\n")[-1] == marked("set snmp location …")


@pytest.mark.parametrize(
    ("one", "two"),
    [(SET, SET), (SET, BRACES), (BRACES, SET), (BRACES, BRACES), ("", SET), (BRACES, "")],
)
def test_texts_that_are_equal_or_of_two_forms_stay_as_they_are(one: str, two: str) -> None:
    assert shorten(one, two) == (one, two)


def test_a_block_that_one_text_opens_twice_stays_whole() -> None:
    twice = BRACES + "snmp {\n    contact y;\n}\n"
    one, two = shorten(twice, BRACES)
    assert one.count("snmp {\n") == 2
    assert "snmp {\n    location x;\n}" in two
    assert marked("system { …; }") in one


WORDS = st.sampled_from(("a", "b", "c", "d"))
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=8)


@given(LINES, LINES, LINES)
def test_what_is_proved_of_the_short_texts_holds_for_the_long_ones(
    shared: list[str], mine: list[str], theirs: list[str]
) -> None:
    running = "".join(f"set {line}\n" for line in [*mine, *shared])
    candidate = "".join(f"set {line}\n" for line in [*shared, *theirs])
    commands = tuple(f"set {line}" for line in theirs)
    short = prove(running, candidate, commands, ())
    root = load(running)
    refused = run(root, commands)
    ends = not refused and first_difference(load(candidate), root) is None
    assert ends or short.verdict != "proved"
    left, right = shorten(running, candidate)
    differ = first_difference(load(left), load(right)) is not None
    assert differ == (first_difference(load(running), load(candidate)) is not None)
