"""Leave to change one property of a thing is no leave to change another: what is smuggled in beside it is found."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.registry import validators
from pipeline.semantic.difference import Difference, allowed
from pipeline.semantic.edits import edits
from pipeline.semantic.query import Query, Reply, parsed
from pipeline.semantic.tables import spread
from pipeline.validators.base import Change, Judged, Replies
from schemas.declared import Allowance, Declared

FILE = "configs/leaf-01.cfg"
SERVERS = Allowance(what="service", device="leaf-01", names=("ntpServers",), only=("=192.0.2.61",))
ROUTES = Allowance(what="static_route", device="leaf-01", names=("default",), only=("new", "*=192.0.2.0/24", "*=0"))
PORT = Allowance(what="interface", device="leaf-01", names=("Ethernet1",), only=("mtu=*",))
POLICY = Allowance(what="policy", device="leaf-01", names=("IN",), only=("*=own", "*=50"))


def row(path: list[str], before: str, after: str, *said: str) -> dict[str, Any]:
    return {"file": FILE, "path": path, "before": before, "after": after, "said": list(said)}


def judge(*rows: dict[str, Any], query: Query | None = None, name: str = "model") -> Judged:
    asked = query or parsed("viModel", "model")
    change = Change(edits({FILE: "hostname leaf-01\n"}, {FILE: "hostname leaf-01\nx\n"}), Declared(), {FILE: "leaf-01"})
    return validators()[name].judge(change, Replies({asked: Reply(rows=rows)}))


def undeclared(found: Judged, *allowances: Allowance) -> list[str]:
    declared = Declared(allowances=allowances)
    return [f"{one.what} {one.name}" for one in found.differences if allowed(one, declared) is None]


CASES = [
    ("its own server", row(["ntpServers"], "[]", '["192.0.2.61"]', "192.0.2.61"), SERVERS, True),
    ("a second server", row(["ntpServers"], "[]", "[]", "192.0.2.61", "198.18.0.1"), SERVERS, False),
    ("a server that goes", row(["ntpServers"], "[]", "[]", "-192.0.2.60", "192.0.2.61"), SERVERS, False),
    (
        "its own static route",
        row(["vrfs", "default", "staticRoutes"], "[]", "[{}]", "192.0.2.0/24", "0"),
        ROUTES,
        True,
    ),
    (
        "a second static route",
        row(["vrfs", "default", "staticRoutes"], "[]", "[{}]", "192.0.2.0/24", "198.18.0.0/15", "0", "0"),
        ROUTES,
        False,
    ),
    ("its own frame size", row(["interfaces", "Ethernet1", "mtu"], "1500", "9000", "-1500", "9000"), PORT, True),
    ("a filter on the port", row(["interfaces", "Ethernet1", "incomingFilter"], "", '"A"', "A"), PORT, False),
    ("another port", row(["interfaces", "Ethernet2", "mtu"], "1500", "9000", "-1500", "9000"), PORT, False),
    (
        "its own term",
        row(["routingPolicies", "IN", "statements"], "[]", "[{}]", "OWN", "50"),
        POLICY,
        True,
    ),
    (
        "another preference",
        row(["routingPolicies", "IN", "statements"], "[{}]", "[{}]", "-200", "300", "50", "OWN"),
        POLICY,
        False,
    ),
    ("terms in another order", row(["routingPolicies", "IN", "statements"], "[1, 2]", "[2, 1]"), POLICY, False),
]


@pytest.mark.parametrize(("name", "said", "allowance", "fine"), CASES, ids=[case[0] for case in CASES])
def test_only_what_is_declared_of_a_thing_may_change(
    name: str, said: dict[str, Any], allowance: Allowance, fine: bool
) -> None:
    assert (undeclared(judge(said), allowance) == []) is fine, name


def test_several_declarations_together_cover_what_none_covers_alone() -> None:
    both = row(["ntpServers"], "[]", '["192.0.2.61", "192.0.2.62"]', "192.0.2.61", "192.0.2.62")
    other = SERVERS.model_copy(update={"only": ("=192.0.2.62",)})
    assert undeclared(judge(both), SERVERS) == ["service ntpServers"]
    assert undeclared(judge(both), SERVERS, other) == []


def test_a_clause_that_moves_inside_its_policy_is_no_difference_and_what_it_says_is() -> None:
    rows = (
        row(["routingPolicies", "IN", "statements"], "[{}]", "[{}]", "-~IN~SEQ:10~", "~IN~SEQ:5~"),
        row(["routingPolicies", "~IN~SEQ:10~"], "{}", "", "-200", "-~IN~SEQ:10~"),
        row(["routingPolicies", "~IN~SEQ:5~"], "", "{}", "200", "OWN", "~IN~SEQ:5~"),
    )
    assert undeclared(judge(*rows), POLICY) == []
    (found,) = judge(*rows).differences
    assert found.aspects == ("statements=own",)


def test_the_analyzers_own_helpers_are_about_nothing() -> None:
    name = "~deny~all~bgp~redistribution~policy~"
    assert judge(row(["routingPolicies", name], "{}", "", f"-{name}")).differences == ()


def test_generated_policies_belong_to_their_process_or_session() -> None:
    found = judge(
        row(["routingPolicies", "~BGP_REDISTRIBUTION_POLICY:GUEST~"], "", "{}", "10.99.0.0/16"),
        row(["routeFilterLists", "~OSPF_SUMMARY_FILTER:default:10~"], "", "{}"),
        row(["routingPolicies", "~BGP_PEER_EXPORT_POLICY:default:192.0.2.1/32~"], "", "{}"),
    )
    assert [(one.what, one.name) for one in found.differences] == [
        ("process", "bgpProcess GUEST"),
        ("process", "ospfProcesses default"),
        ("session", "192.0.2.1"),
    ]


ROUTE = {
    "Node": "leaf-01",
    "VRF": "default",
    "Network": "192.0.2.0/24",
    "Entry_Presence": "Only in Snapshot",
    "Snapshot_Next_Hop": "x",
}


@pytest.mark.parametrize(("protocol", "fine"), [("ospf", True), ("ospfIA", True), ("bgp", False), ("static", False)])
def test_routes_of_another_protocol_are_not_declared(protocol: str, fine: bool) -> None:
    query = validators()["routes"].ask(Change(edits({}, {}), Declared(), {}))[0]
    found = judge({**ROUTE, "Snapshot_Protocol": protocol}, query=query, name="routes")
    by_cost = Allowance(what="route", sign="change", only=("ospf*",))
    assert (undeclared(found, by_cost) == []) is fine


def test_packets_follow_routes_that_are_declared_by_their_protocol() -> None:
    query = validators()["routes"].ask(Change(edits({}, {}), Declared(), {}))[0]
    declared = Declared(allowances=(Allowance(what="route", sign="change", only=("ospf*",), origin="spec"),))
    change = Change(edits({}, {}), declared, {})
    replies = Replies({query: Reply(rows=({**ROUTE, "Snapshot_Protocol": "ospf"},))})
    (leave,) = validators()["routes"].judge(change, replies).allowances
    assert (leave.what, leave.sign, leave.flows and leave.flows.destination) == ("flow", "gain", "192.0.2.0/24")
    replies = Replies({query: Reply(rows=({**ROUTE, "Snapshot_Protocol": "static"},))})
    assert validators()["routes"].judge(change, replies).allowances == ()


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        ("10,20-22", "Allowed_VLANs", ("10", "20", "21", "22")),
        ("16-24", "lengthRange", ("16-24",)),
        ("a, b and c", "Interfaces", ("a", "b", "c")),
        ("", "Allowed_VLANs", ()),
    ],
)
def test_lists_and_ranges_are_compared_item_by_item(value: str, key: str, expected: tuple[str, ...]) -> None:
    assert spread(value, key) == expected


def test_a_thing_that_is_new_is_said_once_by_its_name() -> None:
    new = Difference("interface", "leaf-01", "Loopback1", "gain", "w", "r", aspects=("new",))
    assert allowed(new, Declared(allowances=(Allowance(what="interface", names=("Loopback1",)),)))
    assert not allowed(new, Declared(allowances=(Allowance(what="interface", names=("Loopback1",), only=("mtu=*",)),)))
