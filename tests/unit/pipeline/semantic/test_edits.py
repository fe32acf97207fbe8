"""What counts as a change: words, comments and the order of what has no order do not; everything else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.semantic.edits import edits

IOS = """\
! Last configuration change at 10:00:00 UTC
hostname core-01
!
banner motd ^C
 interface GigabitEthernet9/9
^C
!
interface GigabitEthernet0/1
 description to dist-01
 ip address 192.0.2.1 255.255.255.252
 no shutdown
!
interface GigabitEthernet0/2
 ip address 192.0.2.5 255.255.255.252
 shutdown
!
router bgp 64512
 neighbor 192.0.2.2 remote-as 64513
 neighbor 192.0.2.2 description the peer
 address-family ipv4
  neighbor 192.0.2.2 activate
 exit-address-family
!
ip access-list extended EDGE
 remark the web
 permit tcp any host 192.0.2.80 eq 443
 deny   ip any any
!
ip prefix-list OWN seq 5 permit 192.0.2.0/24
ip prefix-list OWN seq 10 permit 198.51.100.0/24
access-list 10 permit 192.0.2.0 0.0.0.255
access-list 10 deny any
end
"""

JUNOS = """\
system {
    host-name edge-01;
}
/* a comment */
interfaces {
    ge-0/0/0 {
        description "to the peer";
        unit 0 {
            family inet {
                address 192.0.2.1/30;
            }
        }
    }
}
policy-options {
    policy-statement OUT {
        term a {
            then accept;
        }
        term b {
            then reject;
        }
    }
}
"""

TERM_A = "        term a {\n            then accept;\n        }\n"
TERM_B = "        term b {\n            then reject;\n        }\n"

HARMLESS = {
    "a comment": (IOS, "!\nrouter bgp", "!\n! a comment\nrouter bgp"),
    "a made header": (IOS, "Last configuration change at 10", "Last configuration change at 11"),
    "a description": (IOS, "description to dist-01", "description to dist-02"),
    "a description gone": (IOS, " description to dist-01\n", ""),
    "a peer's description": (IOS, "description the peer", "description another name"),
    "a remark": (IOS, "remark the web", "remark the world wide web"),
    "a banner": (IOS, " interface GigabitEthernet9/9\n", " shutdown everything\n"),
    "blanks": (IOS, "deny   ip any any", "deny ip any any"),
    "order of numbered lists": (
        IOS,
        "ip prefix-list OWN seq 5 permit 192.0.2.0/24\nip prefix-list OWN seq 10 permit 198.51.100.0/24\n",
        "ip prefix-list OWN seq 10 permit 198.51.100.0/24\nip prefix-list OWN seq 5 permit 192.0.2.0/24\n",
    ),
    "a comment of Junos": (JUNOS, "/* a comment */", "/* another\n comment */"),
    "a description of Junos": (JUNOS, '"to the peer"', '"to another peer"'),
}

MEANT = {
    "a moved shutdown": (IOS, " no shutdown\n!\n", " shutdown\n!\n"),
    "an address": (IOS, "192.0.2.1 255", "192.0.2.9 255"),
    "order of an access list": (
        IOS,
        " permit tcp any host 192.0.2.80 eq 443\n deny   ip any any\n",
        " deny   ip any any\n permit tcp any host 192.0.2.80 eq 443\n",
    ),
    "order of a numbered access list": (
        IOS,
        "access-list 10 permit 192.0.2.0 0.0.0.255\naccess-list 10 deny any\n",
        "access-list 10 deny any\naccess-list 10 permit 192.0.2.0 0.0.0.255\n",
    ),
    "a line of a family": (IOS, "  neighbor 192.0.2.2 activate\n", ""),
    "a hint to the parser": (IOS, "! Last configuration", "!RANCID-CONTENT-TYPE: arista\n! Last configuration"),
    "an inactive statement": (JUNOS, "                address", "                inactive: address"),
    "order of terms": (
        JUNOS,
        TERM_A + TERM_B,
        TERM_B + TERM_A,
    ),
}


def changed(text: str, old: str, new: str) -> tuple[dict[str, str], dict[str, str]]:
    assert text.count(old) == 1, "the case must hit exactly one place"
    return {"configs/a.cfg": text}, {"configs/a.cfg": text.replace(old, new)}


@pytest.mark.parametrize("case", HARMLESS)
def test_words_are_no_change(case: str) -> None:
    found = edits(*changed(*HARMLESS[case]))
    assert found.lines == ()
    assert found.reworded == ("configs/a.cfg",)


@pytest.mark.parametrize("case", MEANT)
def test_what_a_device_is_told_is_a_change(case: str) -> None:
    assert edits(*changed(*MEANT[case])).files == ("configs/a.cfg",)


def test_two_interfaces_change_places() -> None:
    one = IOS[IOS.index("interface GigabitEthernet0/1") : IOS.index("interface GigabitEthernet0/2")]
    two = IOS[IOS.index("interface GigabitEthernet0/2") : IOS.index("router bgp")]
    assert edits({"configs/a.cfg": IOS}, {"configs/a.cfg": IOS.replace(one + two, two + one)}).lines == ()


def test_a_line_that_moves_to_another_interface_is_said_on_both_sides() -> None:
    moved = IOS.replace(" shutdown\n!\nrouter", "!\nrouter").replace(" no shutdown\n", " no shutdown\n shutdown\n")
    said = [str(edit) for edit in edits({"configs/a.cfg": IOS}, {"configs/a.cfg": moved}).lines]
    assert [text.split(": ", 1)[1] for text in said] == [
        "- interface GigabitEthernet0/2 / shutdown",
        "+ interface GigabitEthernet0/1 / shutdown",
    ]


@pytest.mark.parametrize("path", ["configs/new.cfg", "batfish/layer1_topology.json", "hosts/h.json"])
def test_a_file_that_comes_or_goes_is_a_change(path: str) -> None:
    assert edits({}, {path: ""}).files == (path,)
    assert edits({path: "{}"}, {}).files == (path,)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([line for line in IOS.split("\n") if line and not line.startswith("banner")])))
def test_a_text_differs_from_itself_in_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert edits({"configs/a.cfg": text}, {"configs/a.cfg": text}).lines == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=30), st.integers(min_value=0, max_value=30))
def test_what_is_an_edit_forth_is_one_back(one: int, two: int) -> None:
    lines = IOS.split("\n")
    lines[one], lines[two] = lines[two], lines[one]
    before, after = {"configs/a.cfg": IOS}, {"configs/a.cfg": "\n".join(lines)}
    there, back = edits(before, after).lines, edits(after, before).lines
    # Which of two lines that changed places is said to have moved is a matter of taste, and may differ.
    assert bool(there) == bool(back)
    assert {e.path for e in there} == {e.path for e in back}
