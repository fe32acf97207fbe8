"""A difference is read in its place: under the interface, and both ways."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.context_diff import MOST_COMPARED, in_context

BEFORE = """\
vlan 20
 name users
!
interface Gi1
 description a
 switchport access vlan 20
!
interface Gi2
 description b
 switchport access vlan 20
!
"""
AFTER = BEFORE.replace("name users\n!", "name users\n!\nvlan 30\n name cctv\n!").replace("vlan 20\n!\n", "vlan 30\n!\n")


def test_each_line_stands_under_its_block() -> None:
    assert in_context(BEFORE.splitlines(), AFTER.splitlines()) == (
        "+ vlan 30",
        "+  name cctv",
        "  interface Gi1",
        "-  switchport access vlan 20",
        "+  switchport access vlan 30",
        "  interface Gi2",
        "-  switchport access vlan 20",
        "+  switchport access vlan 30",
    )


def test_blocks_in_blocks_are_named_once() -> None:
    before = ["router bgp 1", " vrf a", "  neighbor 192.0.2.1", "   weight 1", "   shutdown", " vrf b", "  x"]
    after = ["router bgp 1", " vrf a", "  neighbor 192.0.2.1", "   weight 2", " vrf b", "  y"]
    assert in_context(before, after) == (
        "  router bgp 1",
        "   vrf a",
        "    neighbor 192.0.2.1",
        "-    weight 1",
        "-    shutdown",
        "+    weight 2",
        "   vrf b",
        "-   x",
        "+   y",
    )


def test_nothing_and_too_much() -> None:
    assert in_context(["a"], ["a"]) == ()
    assert in_context([], ["a", "!"]) == ("+ a",)
    assert in_context(["x"] * MOST_COMPARED, ["y"] * MOST_COMPARED) is None


LINES = st.lists(st.sampled_from(["a", " b", "  c", " d", "e"]), max_size=12)


@given(LINES, LINES)
def test_what_is_lost_and_gained_is_the_difference(before: list[str], after: list[str]) -> None:
    shown = in_context(before, after)
    assert shown is not None
    lost, gained = (Counter(line[2:] for line in shown if line[0] == sign) for sign in "-+")
    assert Counter(before) - lost + gained == Counter(after)
    assert all(shown[at] != shown[at + 1] for at in range(len(shown) - 1) if shown[at][0] == " ")
