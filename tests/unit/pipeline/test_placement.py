"""Where entries of packet filters go, and what their flows are, by properties over small worlds."""

from __future__ import annotations

from itertools import product
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.flow import Flow, flow, flow_of
from pipeline.packets.placing import contested
from pipeline.placement import Doubt, covering, explicit, natural, place
from schemas.facts import FilterEntryFacts

ADDRESSES = ("10.0.0.1", "10.0.1.1", "10.1.0.1")
PREFIXES = ("any", "10.0.0.0/24", "10.0.0.0/16", "10.0.1.1/32")
PORTS = ("", "22", "20-25", "80")
flows = st.builds(
    flow,
    st.sampled_from(["ip", "tcp", "udp"]),
    st.sampled_from(PREFIXES),
    st.sampled_from(PREFIXES),
    st.sampled_from(PORTS),
    st.sampled_from(PORTS),
).filter(lambda one: one.protocol != "ip" or (one.source_ports, one.destination_ports) == ((0, 65535), (0, 65535)))
PACKETS = [
    flow(protocol, f"{source}/32", f"{destination}/32", sport, dport)
    for protocol, source, destination, sport, dport in product(
        ("tcp", "udp"), ADDRESSES, ADDRESSES, ("22", "80", "9"), ("22", "24", "80")
    )
]


def packets(of: Flow) -> set[Flow]:
    return {packet for packet in PACKETS if of.covers(packet)}


@given(flows, flows)
def test_what_covers_holds_every_packet_and_what_meets_holds_the_common_ones(one: Flow, other: Flow) -> None:
    if one.covers(other):
        assert packets(other) <= packets(one)
    common = one.meets(other)
    assert (packets(common) if common else set()) == packets(one) & packets(other)


def entries(*said: tuple[str, Literal["permit", "deny"], str]) -> tuple[FilterEntryFacts, ...]:
    return tuple(
        FilterEntryFacts(
            id=number,
            line=1,
            text=f"{number} {action} {source}",
            understood=True,
            action=action,
            protocol="ip" if source == "any" else "tcp",
            source=source,
            destination="any",
        )
        for number, action, source in said
    )


CLOSED = entries(("10", "permit", "10.0.0.0/24"), ("20", "deny", "any"))


def test_the_natural_place_is_before_the_entry_that_closes() -> None:
    assert natural(CLOSED, flow("tcp", "10.9.0.0/24", "any"), "permit") == 1


def test_where_the_place_decides_there_is_a_question_with_a_packet() -> None:
    found = natural(CLOSED, flow("tcp", "10.0.0.0/25", "any"), "deny")
    assert isinstance(found, Doubt)
    assert "for example tcp from 10.0.0." in found.message
    assert "before: 10" in found.hint
    assert "after: 10" in found.hint


def test_no_question_is_asked_where_an_earlier_entry_has_decided_the_same_packets() -> None:
    decided = entries(("10", "deny", "10.0.0.0/24"), ("20", "permit", "10.0.0.0/25"), ("30", "deny", "any"))
    assert natural(decided, flow("tcp", "10.0.0.0/25", "any"), "deny") == 2


def test_the_packet_of_the_question_is_one_that_the_places_decide_differently() -> None:
    known = entries(("10", "deny", "10.0.0.0/25"), ("20", "permit", "10.0.0.0/24"), ("30", "deny", "any"))
    found = natural(known, flow("tcp", "10.0.0.0/24", "any"), "deny")
    assert isinstance(found, Doubt)
    assert "entry 20" in found.message
    assert "from 10.0.0.1" in found.message
    assert int(found.message.split("from 10.0.0.")[1].split()[0]) >= 128, "the lower half is decided by entry 10"


@given(
    st.lists(st.tuples(st.sampled_from(["permit", "deny"]), flows), max_size=4),
    flows,
    st.sampled_from(["permit", "deny"]),
)
@settings(max_examples=30, deadline=None)
def test_without_a_question_the_place_decides_nothing(
    said: list[tuple[Literal["permit", "deny"], Flow]], wanted: Flow, action: Literal["permit", "deny"]
) -> None:
    known = [
        FilterEntryFacts(
            id=str(number),
            line=1,
            text=f"entry {number}",
            understood=True,
            action=how,
            protocol=one.protocol,
            source=str(one.source or "any"),
            destination=str(one.destination or "any"),
            source_port="" if one.source_ports == (0, 65535) else "-".join(map(str, one.source_ports)),
            destination_port="" if one.destination_ports == (0, 65535) else "-".join(map(str, one.destination_ports)),
        )
        for number, (how, one) in enumerate(said)
    ]

    def decided(at: int, packet: Flow) -> str:
        listed = [(entry.action, flow_of(entry)) for entry in known]
        listed.insert(at, (action, wanted))
        return next((how for how, one in listed if one.covers(packet)), "")

    place_or_doubt = contested(known, wanted, permits=action == "permit", family="ipv4")
    differs = any(decided(at, packet) != decided(len(known), packet) for at in range(len(known)) for packet in PACKETS)
    assert not differs or place_or_doubt


def test_what_could_not_be_read_gets_no_place_by_itself() -> None:
    unread = FilterEntryFacts(id="5", line=1, text="permit tcp any any time-range X", understood=False)
    assert isinstance(natural((unread, *CLOSED), flow("tcp", "10.9.0.0/24", "any"), "permit"), Doubt)


@pytest.mark.parametrize(
    ("before", "after", "index"), [("10", "", 0), ("20", "", 1), ("", "10", 1), ("", "20", 2), ("20", "10", 1)]
)
def test_what_is_said_is_done(before: str, after: str, index: int) -> None:
    assert explicit(CLOSED, before, after) == index


def test_a_name_that_is_not_there_and_a_place_that_is_none_are_said() -> None:
    assert isinstance(explicit(CLOSED, "30", ""), Doubt)
    assert isinstance(explicit(CLOSED, "10", "20"), Doubt)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6, unique=True), st.integers(0, 6), st.booleans())
def test_the_number_lies_between_its_neighbours(numbers: list[int], index: int, hidden: bool) -> None:
    numbers.sort()
    index = min(index, len(numbers))
    listed = entries(*((str(number), "permit", "10.0.0.0/24") for number in numbers))
    found = place(listed, index, hidden=hidden)
    now = [10 * count for count in range(1, len(numbers) + 1)] if found.renumber else numbers
    assert found.sequence not in now
    assert sorted([*now, found.sequence]).index(found.sequence) == index


def test_the_first_entry_that_holds_the_whole_flow_covers_it() -> None:
    found = covering(CLOSED, flow("tcp", "10.0.0.0/25", "any"))
    assert found is not None
    assert found.id == "10"
    assert covering(CLOSED[:1], flow("tcp", "10.9.0.0/24", "any")) is None
