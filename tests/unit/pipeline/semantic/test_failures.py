"""What the loss of a device costs: only what it did not cost before, and only where it was tried."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.semantic.edits import edits
from pipeline.semantic.near import cables, near
from pipeline.semantic.query import Reply, lost
from pipeline.semantic.verdict import conclude, queries
from pipeline.validators.base import Change, Replies
from pipeline.validators.failures import PLUGIN
from schemas.declared import Allowance, Declared, Flows

FLOW = {"ingressNode": "r1", "ipProtocol": "TCP", "srcIp": "192.0.2.1", "dstIp": "198.51.100.1", "dstPort": 443}
EDITS = edits({"configs/r1.cfg": "hostname r1\n"}, {"configs/r1.cfg": "hostname r1\nno ip routing\n"})


def row(before: str, after: str) -> dict[str, Any]:
    traces = [[{"disposition": fate, "hops": []}] for fate in (before, after)]
    return {"Flow": FLOW, "Reference_Traces": traces[0], "Snapshot_Traces": traces[1]}


def change(*failures: str, spared: tuple[str, ...] = (), declared: Declared | None = None) -> Change:
    return Change(EDITS, declared or Declared(), {"configs/r1.cfg": "r1"}, failures=failures, spared=spared)


@pytest.mark.parametrize(
    ("before", "after", "costs"),
    [
        ("ACCEPTED", "NO_ROUTE", True),
        ("NO_ROUTE", "NO_ROUTE", False),
        ("NO_ROUTE", "ACCEPTED", False),
        ("DELIVERED_TO_SUBNET", "DENIED_OUT", True),
    ],
)
def test_only_what_arrived_without_the_device_before_is_a_cost(before: str, after: str, *, costs: bool) -> None:
    asked = {lost("differentialReachability", "r2"): Reply(rows=(row(before, after),))}
    found = PLUGIN.judge(change("r2", spared=("r9",)), Replies(asked))
    assert bool(found.differences) is costs
    assert all("while r2 is down" in one.words and one.sign == "lose" for one in found.differences)
    assert any("r9" in text for text in found.unseen)


def test_an_answer_that_is_missing_is_no_verdict_and_a_declared_loss_is_none() -> None:
    assert PLUGIN.judge(change("r2"), Replies({})).unclear
    asked = {lost("differentialReachability", "r2"): Reply(rows=(row("ACCEPTED", "NO_ROUTE"),))}
    gone = Allowance(what="flow", sign="lose", flows=Flows(destination="198.51.100.0/24"))
    for declared, outcome in ((Declared(), "FAIL"), (Declared(allowances=(gone,)), "PASS")):
        seen = conclude(change("r2", declared=declared), {}, asked)
        assert {one.name: one.outcome for one in seen.validators}["failures"] == outcome


def test_where_no_failure_is_asked_for_it_has_no_verdict() -> None:
    assert "failures" not in {one.name for one in conclude(change(), {}, {}).validators}
    assert not any(query.of == "lost" for query in queries(change()))
    assert any(query.of == "lost" for query in queries(change("r2")))


def test_neighbours_come_first_and_the_rest_is_named() -> None:
    wires = (("a", "x"), ("y", "a"), ("b", "x"), ("p", "q"))
    assert near(("a", "b"), wires, ("a", "b", "p", "q", "x", "y"), 3) == (("x", "y", "a"), ("b", "p", "q"))
    assert near(("a",), wires, ("a", "p"), 0) == ((), ())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"edges": [1]}', '{"edges": [{"node1": {}}]}'])
def test_a_file_that_is_no_cabling_names_no_cables(text: str) -> None:
    assert cables(text) == ()
