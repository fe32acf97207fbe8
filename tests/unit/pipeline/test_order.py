"""In which order devices are changed, and which may be changed together."""

from __future__ import annotations

from pipeline.intents.base import Wanted
from pipeline.order import Change, slots
from schemas.features.bgp import BgpNeighbor
from schemas.features.filters import FilterEntry
from schemas.features.switching import AccessPort
from schemas.inventory import Device, Link, LinkEnd


def device(name: str, role: str, site: str = "a") -> Device:
    return Device(name=name, platform="cisco_ios", os_version="17.9", role=role, site=site)


def cable(one: str, other: str) -> Link:
    a, b = (LinkEnd(device=name, interface="Ethernet1") for name in (one, other))
    return Link(a=a, b=b)


def batches(
    *devices: Device, links: tuple[Link, ...] = (), wanted: tuple[Wanted, ...] = (), removal: bool = False
) -> list[list[str]]:
    addresses = {one.name: frozenset({f"192.0.2.{number}"}) for number, one in enumerate(devices, start=1)}
    change = Change({one.name: one for one in devices}, wanted, links, addresses, removal)
    found: dict[int, list[str]] = {}
    for slot in slots(change):
        found.setdefault(slot.batch, []).append(slot.device)
    return [found[number] for number in sorted(found)]


CORE, DIST, ONE, TWO = device("c", "core"), device("d", "distribution"), device("x1", "access"), device("x2", "access")


def test_the_core_comes_first_for_additions_and_last_for_removals() -> None:
    assert batches(ONE, CORE, DIST) == [["c"], ["d"], ["x1"]]
    assert batches(ONE, CORE, DIST, removal=True) == [["x1"], ["d"], ["c"]]


def test_the_first_of_a_role_goes_alone_and_then_a_batch_a_site() -> None:
    many = [device(f"x{number}", "access", "a" if number < 4 else "b") for number in range(1, 7)]
    assert batches(*many) == [["x1"], ["x2", "x3"], ["x4", "x5", "x6"]]
    slot = slots(Change({one.name: one for one in many}, (), (), {}))[0]
    assert slot.canary


def test_two_that_stand_in_for_each_other_are_never_in_one_batch() -> None:
    three = device("x3", "access")
    links = (cable("x2", "d"), cable("x3", "d"))
    assert batches(ONE, TWO, three) == [["x1"], ["x2", "x3"]]
    assert batches(ONE, TWO, three, links=links) == [["x1"], ["x2"], ["x3"]]


def test_both_ends_of_a_session_go_together() -> None:
    peer = BgpNeighbor(local_as="65001", neighbor="192.0.2.2", family="ipv4", remote_as="65002")
    edge, other = device("e1", "edge"), device("f1", "access", "b")
    assert batches(edge, other, wanted=(Wanted("e1", peer, ()),)) == [["e1", "f1"]]


def test_the_far_end_goes_first_where_a_cable_may_be_cut() -> None:
    filtered = FilterEntry(
        filter="F", family="ipv4", action="deny", protocol="ip", source="any", destination="any"
    ).model_copy(update={"interface": "Ethernet1"})
    joined = AccessPort(interface="Ethernet1", vlan=10)
    links = (cable("c", "x1"),)
    cutting = tuple(Wanted(name, filtered, ()) for name in ("c", "x1"))
    harmless = tuple(Wanted(name, joined, ()) for name in ("c", "x1"))
    assert batches(CORE, ONE, links=links, wanted=cutting) == [["x1"], ["c"]]
    assert batches(CORE, ONE, links=links, wanted=harmless) == [["c"], ["x1"]]
    assert batches(CORE, ONE, links=links, wanted=cutting[:1]) == [["c"], ["x1"]]


def test_every_device_has_exactly_one_turn() -> None:
    many = [device(f"x{number}", ("core", "access", "other")[number % 3], "ab"[number % 2]) for number in range(30)]
    found = [name for batch in batches(*many) for name in batch]
    assert sorted(found) == sorted(one.name for one in many)
