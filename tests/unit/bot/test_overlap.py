"""Open pull requests name the lines that both change, the same way seen from either."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.overlap import Overlap, Reach, overlaps, sent, words

PLACES = [("interface Ethernet1",), ("router bgp 64512",), ()]
COMMANDS = [
    "switchport access vlan 10",
    "switchport access vlan 20",
    "no shutdown",
    "shutdown",
    "set a b c",
    "delete a b c",
]
lines = st.frozensets(
    st.tuples(
        st.sampled_from(["d-1", "d-2"]),
        st.builds(lambda place, last: (*place, last), st.sampled_from(PLACES), st.sampled_from(COMMANDS)),
    ),
    max_size=6,
)
reaches = st.builds(Reach, st.frozensets(st.sampled_from(["d-1", "d-2", "120 of pool cctv"]), min_size=1), lines)


def candidates(device: str, text: str) -> bytes:
    return json.dumps({"devices": [{"device": device, "remediation": text.splitlines()}]}).encode()


@given(reaches, reaches)
@settings(max_examples=60, deadline=None)
def test_seen_from_there_it_is_the_mirror_image(one: Reach, other: Reach) -> None:
    here, there = overlaps(one, {7: other}), overlaps(other, {7: one})
    assert {number: found.mirrored() for number, found in here.items()} == there
    for found in here.values():
        assert set(found.same) == one.lines & other.lines
        assert all((name, mine) in one.lines and (name, theirs) in other.lines for name, mine, theirs in found.contrary)


PORT = "interface Gi1/0/1\n switchport access vlan {}\n exit\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (PORT.format(10), PORT.format(10), "(sw: both `interface Gi1/0/1 / switchport access vlan 10`)"),
        (
            PORT.format(10),
            PORT.format(20),
            "(sw: `interface Gi1/0/1 / switchport access vlan 10` here, "
            "`interface Gi1/0/1 / switchport access vlan 20` there)",
        ),
        (
            "no ntp server 192.0.2.1\n",
            "ntp server 192.0.2.1\n",
            "(sw: `no ntp server 192.0.2.1` here, `ntp server 192.0.2.1` there)",
        ),
        ("ntp server 192.0.2.1\n", "ntp server 192.0.2.2\n", ""),
        (PORT.format(10), PORT.format(10).replace("1/0/1", "1/0/2"), ""),
        (
            "set vlans A vlan-id 10\n",
            "delete vlans A vlan-id 10\n",
            "(sw: `set vlans A vlan-id 10` here, `delete vlans A vlan-id 10` there)",
        ),
        (
            "set interfaces ae1 unit 0 family ethernet-switching vlan members A\n",
            "set interfaces ae1 unit 0 family ethernet-switching vlan members B\n",
            "",
        ),
        (
            'set interfaces ge-0/0/1 description "desk 1"\n',
            'set interfaces ge-0/0/1 description "a camera"\n',
            '(sw: `set interfaces ge-0/0/1 description "desk 1"` here, '
            '`set interfaces ge-0/0/1 description "a camera"` there)',
        ),
    ],
)
def test_lines_that_both_change_are_named(mine: str, theirs: str, said: str) -> None:
    one, other = (Reach(frozenset({"sw"}), sent(candidates("sw", text))) for text in (mine, theirs))
    assert words(overlaps(one, {7: other})) == (f"overlaps with #7 on sw {said}".rstrip(),)


def test_what_is_on_other_devices_or_cannot_be_read_is_no_overlap() -> None:
    one = Reach(frozenset({"sw"}), sent(candidates("sw", PORT.format(10))))
    elsewhere = Reach(frozenset({"sx"}), sent(candidates("sx", PORT.format(10))))
    assert overlaps(one, {7: elsewhere}) == {}
    assert overlaps(one, {7: Reach(frozenset({"sw"}), sent(b"no"))}) == {7: Overlap(("sw",))}


def test_many_lines_are_counted() -> None:
    text = "".join(PORT.format(10).replace("1/0/1", f"1/0/{number}") for number in range(1, 9))
    reach = Reach(frozenset({"sw"}), sent(candidates("sw", text)))
    (said,) = words(overlaps(reach, {7: reach}))
    assert said.endswith("; and 3 more)")
