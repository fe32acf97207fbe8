"""A name says nothing to a packet, what it stands for does; a line that replaces another must make a difference."""

from __future__ import annotations

import json

import pytest

from pipeline.semantic.alike import one_name
from pipeline.semantic.edits import edits
from pipeline.semantic.model import reduced
from pipeline.semantic.network import Networks, network
from pipeline.semantic.query import Reply, computed, parsed
from pipeline.semantic.renamed import with_one_name
from pipeline.semantic.spelling import spelled_otherwise
from pipeline.semantic.swaps import swaps
from pipeline.semantic.variants import plan
from pipeline.validators.base import Change, Replies
from pipeline.validators.model import PLUGIN
from schemas.declared import Declared

Flat = dict[tuple[str, ...], str]
OPEN, SHUT = '[{"action": "PERMIT"}]', '[{"action": "DENY"}]'


def flat(used: str, policy: str = "", **lists: str) -> Flat:
    """Return a model of one interface that uses a filter, and of filters and prefix lists (`p_...`) by name."""
    found: Flat = {("interfaces", "e1", "incomingFilter"): json.dumps(used)}
    for name, lines in lists.items():
        kind = "routeFilterLists" if name.startswith("p_") else "ipAccessLists"
        found[kind, name.removeprefix("p_"), "lines"] = lines
        found[kind, name.removeprefix("p_"), "name"] = json.dumps(name.removeprefix("p_"))
    if policy:
        found["routingPolicies", policy, "statements"] = json.dumps([{"prefixSet": {"name": "A"}}])
        found["routingPolicies", policy, "name"] = json.dumps(policy)
        found["vrfs", "default", "bgp", "export"] = json.dumps([policy])
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (flat("A", A=OPEN), flat("B", B=OPEN)),
        (flat("A", A=OPEN, C=SHUT), flat("B", B=OPEN, C=SHUT)),
        (flat("A", A=OPEN), flat("B", A=OPEN, B=OPEN)),
        (flat("A", A=OPEN, B=OPEN), flat("B", B=OPEN)),
        (flat("A", A=OPEN, p_A=OPEN), flat("B", B=OPEN, p_A=OPEN)),
        (flat("X", "A", X=OPEN, p_A=OPEN), flat("X", "B", X=OPEN, p_A=OPEN)),
    ],
    ids=[
        "renamed",
        "beside another",
        "one becomes two",
        "two become one",
        "a list of that name stays",
        "a policy, too",
    ],
)
def test_names_alone_are_no_difference(before: Flat, after: Flat) -> None:
    one, two, groups = one_name(before, after)
    assert one == two
    assert groups


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (flat("A", A=OPEN), flat("A", B=OPEN)),
        (flat("A", A=OPEN), flat("B", B=SHUT)),
        (flat("A", A=OPEN, B=SHUT), flat("B", A=OPEN, B=SHUT)),
        (flat("A", A=OPEN, B=SHUT), flat("A", A=SHUT, B=OPEN)),
        (flat("A", A=OPEN, C=SHUT), flat("C", B=OPEN, C=SHUT)),
        (flat("B", A=OPEN), flat("B", B=OPEN)),
        (flat("A", A=OPEN, p_A=SHUT), flat("B", B=OPEN, p_B=OPEN)),
    ],
    ids=["use left", "other content", "other use", "contents exchanged", "use of another", "undefined", "another kind"],
)
def test_what_a_name_stands_for_is_a_difference(before: Flat, after: Flat) -> None:
    one, two, _ = one_name(before, after)
    assert one != two


def test_answers_get_the_one_name_on_each_side_for_its_own_device() -> None:
    model = Reply(rows=({"file": "configs/r1.cfg", "alike": ["ipAccessLists", ["A"], ["B"]]},))
    row = {"Snapshot_Incoming_Filter_Name": "B", "Reference_Incoming_Filter_Name": "A", "Snapshot_MTU": "B"}
    asked = computed("interfaceProperties", "change")
    replies = {
        parsed("viModel", "model"): model,
        asked: Reply(rows=tuple({"Interface": {"hostname": name, "interface": "e1"}, **row} for name in ("r1", "r2"))),
    }
    mine, others = with_one_name(replies, {"configs/r1.cfg": "r1"})[asked].rows
    assert mine["Snapshot_Incoming_Filter_Name"] == mine["Reference_Incoming_Filter_Name"] == "B (before: A)"
    assert mine["Snapshot_MTU"] == "B"
    assert others["Snapshot_Incoming_Filter_Name"] == "B"


BASE = """\
version 15.7
service timestamps log datetime msec
hostname r1
interface Ethernet3
 channel-group 1 mode active
ip access-list extended X
 permit tcp any any eq www
end
"""
FILE = "configs/r1.cfg"


def changed(old: str, new: str) -> Networks:
    assert old in BASE
    return Networks(network({FILE: BASE}), network({FILE: BASE.replace(old, new)}))


def unheld(networks: Networks, *, swapped: bool) -> list[str]:
    """Judge a model that misses every line left out; `swapped`: whether it misses the line that was replaced, too."""
    nodes = {}
    for one in plan(networks):
        whole = not one.against or (one.swapped is not None and not swapped)
        nodes[one.name] = {"name": one.name, "configurationFormat": "X", "held": "all" if whole else "less"}
    reply = reduced(networks, Reply(rows=({"model": {"nodes": nodes}},)))
    before, after = networks.base.files[FILE], networks.candidate.files[FILE]
    change = Change(
        edits(networks.base.files, networks.candidate.files), Declared(), {FILE: "r1"}, {"r1": (before, after)}
    )
    return [one.text for one in PLUGIN.judge(change, Replies({parsed("viModel", "model"): reply})).unheld]


def test_a_line_in_place_of_another_is_held_only_where_the_model_tells_them_apart() -> None:
    mode = changed("mode active", "mode on")
    assert unheld(mode, swapped=True) == []
    assert unheld(mode, swapped=False) == ["channel-group 1 mode active", "channel-group 1 mode on"]


def test_another_spelling_of_the_same_entry_needs_no_telling_apart_and_a_new_word_does() -> None:
    assert unheld(changed("eq www", "eq 80"), swapped=False) == []
    assert len(unheld(changed("eq www", "eq www log"), swapped=False)) == 2
    assert len(unheld(changed("eq www", "eq 443"), swapped=False)) == 2


def test_numbers_of_entries_alone_are_no_swap_and_lines_of_other_places_are_none() -> None:
    before = {FILE: "ip access-list X\n 10 permit ip any any\ninterface e1\n mtu 1500\n"}
    after = {FILE: "ip access-list X\n 20 permit ip any any\ninterface e2\n mtu 9000\n"}
    assert [(one.text, two.text) for one, two in swaps(edits(before, after).lines)] == [
        ("interface e1", "interface e2")
    ]


@pytest.mark.parametrize(("one", "two", "same"), [("71-72", "71,72", True), ("71-72", "71-73", False)])
def test_vlans_in_another_spelling(one: str, two: str, *, same: bool) -> None:
    text = "interface e1\n switchport trunk allowed vlan {}\n"
    ((removed, added),) = swaps(edits({FILE: text.format(one)}, {FILE: text.format(two)}).lines)
    assert spelled_otherwise(removed, added, ("", "")) is same
