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
    assert slot.batch == 1


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


def session(own: str, address: str) -> Wanted:
    peer = BgpNeighbor(local_as="65001", neighbor=address, family="ipv4", remote_as="65002")
    return Wanted(own, peer, ())


def test_a_session_takes_its_two_ends_along_and_nobody_else() -> None:
    edge, other, third = device("e1", "edge"), device("f1", "access"), device("g1", "access", "b")
    elsewhere = Wanted("nobody", AccessPort(interface="Ethernet1", vlan=10), ())
    found = batches(edge, other, third, wanted=(elsewhere, session("e1", "192.0.2.2")))
    assert found == [["e1", "f1"], ["g1"]]
    # The end that says it comes later than the one that it names.
    assert batches(edge, other, third, wanted=(session("f1", "192.0.2.1"),)) == [["e1", "f1"], ["g1"]]
    # Its own address is no session with anybody.
    assert batches(edge, other, third, wanted=(session("e1", "192.0.2.1"),)) == [["e1"], ["f1"], ["g1"]]


def test_both_ends_go_together_where_their_role_had_its_canary() -> None:
    three = device("x3", "access")
    assert batches(ONE, TWO, three, wanted=(session("x2", "192.0.2.3"),)) == [["x1"], ["x2", "x3"]]


def cutting(*names: str) -> tuple[Wanted, ...]:
    filtered = FilterEntry(
        filter="F", family="ipv4", action="deny", protocol="ip", source="any", destination="any"
    ).model_copy(update={"interface": "Ethernet1"})
    return tuple(Wanted(name, filtered, ()) for name in names)


def test_what_is_inner_is_told_by_the_role_not_by_the_name() -> None:
    core, access = device("z", "core"), device("a", "access")
    assert batches(core, access, links=(cable("z", "a"),), wanted=cutting("z", "a")) == [["a"], ["z"]]
    # Removals go from the outside to the inside anyhow.
    assert batches(core, access, links=(cable("z", "a"),), wanted=cutting("z", "a"), removal=True) == [["a"], ["z"]]


def test_every_cable_is_looked_at_and_one_from_a_device_to_itself_changes_nothing() -> None:
    links = (cable("d", "x1"), cable("c", "c"), cable("c", "x1"))
    assert batches(CORE, ONE, links=links, wanted=cutting("c", "x1")) == [["x1"], ["c"]]


def test_a_device_that_does_not_change_has_no_place_in_the_order() -> None:
    assert batches(CORE, links=(cable("c", "x1"),), wanted=cutting("c", "x1")) == [["c"]]


def test_neighbours_of_different_devices_do_not_stand_in_for_each_other() -> None:
    three = device("x3", "access")
    for links in (
        (cable("x2", "d1"), cable("x3", "d2")),
        (cable("d1", "x2"), cable("d2", "x3")),
        (cable("x2", "d1"), cable("d2", "d1")),
    ):
        assert batches(ONE, TWO, three, links=links) == [["x1"], ["x2", "x3"]]
    assert batches(ONE, TWO, three, links=(cable("d1", "x2"), cable("x3", "d1"))) == [["x1"], ["x2"], ["x3"]]
