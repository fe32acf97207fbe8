"""The diagrams agree with reading entries from the top; what is not understood is never called equal."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.packets.compare import Change, compare, permits, reach, shadowed
from pipeline.packets.decide import decide, holds
from pipeline.packets.space import Space
from renderers.blocks import blocks
from renderers.filter_groups import groups
from renderers.ios_filters import entries
from renderers.juniper_junos import reader as junos
from schemas.facts import FilterEntryFacts, FilterFacts
from schemas.packets import Packet, PacketMatch

SPANS = st.sampled_from([(), ((22, 22),), ((20, 25), (80, 80)), ((1024, 65535),), ((0, 21), (23, 65535))])
PLACES = st.sampled_from(
    [(), ("10.0.0.0/24",), ("10.0.0.0/8", "!10.0.0.0/24"), ("10.0.0.1 0.0.255.0",), ("10.1.0.0/16", "10.0.0.1/32")]
)
MATCHES = st.builds(
    PacketMatch,
    protocols=st.sampled_from([(), ((6, 6),), ((17, 17),), ((1, 1),), ((6, 17),), ((47, 47),)]),
    sources=PLACES,
    destinations=PLACES,
    source_ports=SPANS,
    destination_ports=SPANS,
    tcp_flags=st.sampled_from([(), ((16, 16), (4, 4)), ((18, 2),)]),
    icmp_types=st.sampled_from([(), ((8, 8),), ((0, 3),)]),
    icmp_codes=st.sampled_from([(), ((0, 0),)]),
    dscp=st.sampled_from([(), ((46, 46),)]),
)
ADDRESSES = st.sampled_from(["10.0.0.1", "10.0.0.2", "10.0.7.1", "10.1.0.9", "192.0.2.1"])
PACKETS = st.builds(
    Packet,
    protocol=st.sampled_from([1, 6, 17, 47]),
    source=ADDRESSES,
    destination=ADDRESSES,
    source_port=st.sampled_from([21, 22, 24, 80, 50000]),
    destination_port=st.sampled_from([21, 22, 24, 80, 50000]),
    tcp_flags=st.sampled_from([0, 2, 16, 18, 4]),
    icmp_type=st.sampled_from([0, 3, 8]),
    icmp_code=st.sampled_from([0, 1]),
    dscp=st.sampled_from([0, 46]),
)


def listed(*said: tuple[Literal["permit", "deny"], PacketMatch]) -> FilterFacts:
    return FilterFacts(
        name="F",
        family="ipv4",
        entries=tuple(
            FilterEntryFacts(
                id=str(10 * number),
                line=number,
                text=f"entry {number}",
                understood=False,
                decides=how,
                matches=(match,),
            )
            for number, (how, match) in enumerate(said, start=1)
        ),
    )


ACTIONS: tuple[Literal["permit", "deny"], ...] = ("permit", "deny")
FILTERS = st.lists(st.tuples(st.sampled_from(ACTIONS), MATCHES), min_size=1, max_size=5).map(lambda said: listed(*said))


def as_match(packet: Packet) -> PacketMatch:
    """Return a match that holds the packet and those that differ only in what its protocol has not."""
    of: dict[str, Any] = {"protocols": ((packet.protocol,) * 2,), "dscp": ((packet.dscp,) * 2,)}
    of |= {"sources": (f"{packet.source}/32",), "destinations": (f"{packet.destination}/32",)}
    if packet.protocol in (6, 17):
        of |= {"source_ports": ((packet.source_port,) * 2,), "destination_ports": ((packet.destination_port,) * 2,)}
    if packet.protocol == 6:
        of["tcp_flags"] = ((255, packet.tcp_flags),)
    if packet.protocol == 1:
        of |= {"icmp_types": ((packet.icmp_type,) * 2,), "icmp_codes": ((packet.icmp_code,) * 2,)}
    return PacketMatch(**of)


@given(FILTERS, st.lists(PACKETS, min_size=20, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_filter_holds_the_packets_that_reading_from_the_top_permits(
    known: FilterFacts, packets: list[Packet]
) -> None:
    space = Space("ipv4")
    whole = permits(space, known)
    for packet in packets:
        inside = space.match(as_match(packet)) & whole != space.none
        assert inside == decide(known, packet)[0], packet


@given(FILTERS, FILTERS, st.lists(PACKETS, min_size=20, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_witness_is_decided_differently_and_equal_filters_decide_alike(
    one: FilterFacts, other: FilterFacts, packets: list[Packet]
) -> None:
    found = compare(one, other)
    assert found.outcome in ("equal", "different")
    for witness, before in ((found.permitted, False), (found.refused, True)):
        if witness is not None:
            assert (decide(one, witness.packet)[0], decide(other, witness.packet)[0]) == (before, not before)
    if found.outcome == "equal":
        assert all(decide(one, packet)[0] == decide(other, packet)[0] for packet in packets)
    else:
        assert found.permitted or found.refused


@given(FILTERS)
@settings(max_examples=40, deadline=None)
def test_an_entry_that_is_shadowed_can_go_without_a_difference(known: FilterFacts) -> None:
    dead = shadowed(known)
    rest = tuple(entry for entry in known.entries if entry.id not in dead)
    if rest:
        assert compare(known, known.model_copy(update={"entries": rest})).outcome == "equal"
    if known.entries[0].id not in dead:
        assert len(dead) < len(known.entries)


def ios(*lines: str, family: Literal["ipv4", "ipv6"] = "ipv4", more: str = "") -> FilterFacts:
    text = (
        more + ("ip" if family == "ipv4" else "ipv6") + " access-list extended X\n" + "".join(f" {x}\n" for x in lines)
    )
    whole = blocks(text)
    found, _ = entries(whole[-1].body, family, "extended", groups(whole))
    return FilterFacts(name="X", family=family, entries=found)


WEB = "permit tcp 10.0.0.0 0.0.0.255 any eq 443"
REST = "deny ip any any"


def one(protocol: int, **more: Any) -> Packet:
    said: dict[str, Any] = {"protocol": protocol, "source": "10.0.0.1", "destination": "10.0.0.2"}
    return Packet(**said | more)


@pytest.mark.parametrize(
    ("line", "packet"),
    [
        ("permit tcp any any established", one(6, tcp_flags=16)),
        ("permit tcp any any ack", one(6, tcp_flags=16)),
        ("permit tcp any any match-all +syn -ack", one(6, tcp_flags=2)),
        ("permit icmp any any echo-reply", one(1)),
        ("permit icmp any any 3 4", one(1, icmp_type=3, icmp_code=4)),
        ("permit ip any any dscp ef", one(47, dscp=46)),
        ("permit tcp any any neq 22", one(6, destination_port=23)),
        ("permit udp any any eq 53 123", one(17, destination_port=123)),
        ("permit ip 10.0.5.0 255.255.0.255 any", one(50, source="1.2.5.4")),
        ("permit ip any host 192.0.2.1", one(50, destination="192.0.2.1")),
    ],
)
def test_what_an_entry_says_beyond_the_neutral_fields_is_read(line: str, packet: Packet) -> None:
    known = ios(line, REST)
    assert decide(known, packet)[0], known.entries
    other = packet.model_copy(
        update={
            "tcp_flags": 1,
            "icmp_type": 77,
            "dscp": 0,
            "destination_port": 22,
            "source": "1.2.6.9",
            "destination": "9.9.9.9",
        }
    )
    assert not decide(known, other)[0]
    assert compare(known, known).outcome == "equal"
    changed = compare(known, ios(REST))
    assert changed.outcome == "different"
    assert changed.refused is not None


@pytest.mark.parametrize(
    "line",
    [
        "permit ip any any time-range NIGHT",
        "permit tcp any any fragments",
        "permit tcp object-group A any",
        "evaluate MIRROR",
    ],
)
def test_what_is_not_understood_is_never_equal(line: str) -> None:
    known = ios(WEB, line, REST)
    found = compare(known, known)
    assert found.outcome == "inconclusive"
    assert found.unclear


def test_a_difference_that_holds_whatever_is_not_understood_is_said() -> None:
    night = "permit udp any any time-range NIGHT"
    found = compare(ios(night, REST), ios(night, WEB, REST))
    assert found.outcome == "different"
    assert "tcp from 10.0.0." in str(found.permitted)
    assert compare(ios(WEB, night, REST), ios(WEB, REST)).outcome == "inconclusive"


def test_groups_are_resolved() -> None:
    group = (
        "object-group network SERVERS\n host 192.0.2.1\n 192.0.2.64 255.255.255.192\n range 198.51.100.1 198.51.100.2\n"
    )
    service = "object-group service WEB\n tcp eq 443\n tcp source gt 1023 eq 80\n icmp\n"
    one = ios("permit tcp any object-group SERVERS eq 443", more=group)
    same = ios(
        "permit tcp any host 192.0.2.1 eq 443",
        "permit tcp any 192.0.2.64 0.0.0.63 eq 443",
        "permit tcp any host 198.51.100.1 eq 443",
        "permit tcp any host 198.51.100.2 eq 443",
    )
    assert compare(one, same).outcome == "equal"
    two = ios("permit object-group WEB any any", more=service)
    assert (
        compare(
            two, ios("permit icmp any any", "permit tcp any any eq 443", "permit tcp any gt 1023 any eq 80")
        ).outcome
        == "equal"
    )
    assert compare(one, two).outcome == "different"


def test_only_what_is_meant_may_change_and_only_its_direction() -> None:
    base, wide = ios(REST), ios("permit tcp 10.0.0.0 0.0.1.255 any eq 443", REST)
    meant = PacketMatch(protocols=((6, 6),), sources=("10.0.0.0/24",), destination_ports=((443, 443),))
    assert compare(base, ios(WEB, REST), [Change(meant, permits=True)]).outcome == "equal"
    beyond = compare(base, wide, [Change(meant, permits=True)])
    assert beyond.permitted is not None
    assert beyond.permitted.packet.source.startswith("10.0.1.")
    assert compare(base, ios(WEB, REST), [Change(meant, permits=False)]).outcome == "different"


def test_a_flow_that_entries_decide_together_reaches_no_further() -> None:
    halves = ios("deny ip 10.0.0.0 0.0.0.127 any", "permit ip 10.0.0.128 0.0.0.127 any")
    assert reach(halves, PacketMatch(sources=("10.0.0.0/24",))) is None
    left = reach(halves, PacketMatch(sources=("10.0.0.0/23",)))
    assert left is not None
    assert left.source.startswith("10.0.1.")


def test_ipv6_has_types_and_long_addresses() -> None:
    one = ios("permit icmp any any nd-ns", "deny ipv6 any any", family="ipv6")
    other = ios("permit icmp any any nd-ns", "permit tcp 2001:db8:1::/48 any eq 22", "deny ipv6 any any", family="ipv6")
    found = compare(one, other)
    assert str(found.permitted).startswith("tcp from 2001:db8:1:")


JUNOS = """firewall {{ family inet {{ filter F {{ {body} }} }} }}
policy-options {{ prefix-list SERVERS {{ 192.0.2.0/24; 198.51.100.0/24; }} prefix-list PATH {{ apply-path "x"; }} }}
"""


def of_junos(body: str, after: str = "") -> FilterFacts:
    return junos.read_facts(JUNOS.format(body=body) + after).filters[0]


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("term A { from { protocol [ tcp udp ]; port 53; } then accept; }",
         "term A { from { protocol [ tcp udp ]; source-port 53; } then accept; } "
         "term B { from { protocol [ tcp udp ]; destination-port 53; } then accept; }"),
        ("term A { from { source-prefix-list { SERVERS; } } then accept; }",
         "term A { from { source-address { 192.0.2.0/24; 198.51.100.0/24; } } then { count x; } }"),
        ("term A { from { protocol tcp; tcp-established; } then accept; }",
         'term A { from { protocol tcp; tcp-flags "(ack | rst)"; } then accept; }'),
        ("term A { from { source-address { 10.0.0.0/8; 10.1.0.0/16 except; } } then accept; }",
         "term A { from { source-address { 10.1.0.0/16; } } then discard; } "
         "term B { from { source-address { 10.0.0.0/8; } } then accept; }"),
        ("term N { then { count all; next term; } } term A { then accept; }", "term A { then accept; }"),
        ("term A { from { protocol icmp; icmp-type echo-request; } then accept; }",
         "term A { from { protocol icmp; icmp-type 8; } then accept; }"),
    ],
)  # fmt: skip
def test_terms_of_junos_that_say_the_same(body: str, same: str) -> None:
    assert compare(of_junos(body), of_junos(same)).outcome == "equal"
    assert compare(of_junos(body), of_junos("term Z { then reject; }")).outcome == "different"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("term A { from { source-prefix-list { PATH; } } then accept; }", ""),
        ("term A { from { is-fragment; } then accept; }", ""),
        ("term A { then { policer SLOW; next term; } }", ""),
        ("term A { apply-groups MORE; then accept; }", ""),
        ("apply-groups MORE; term A { then accept; }", ""),
        (
            "term A { then accept; }",
            "groups { G { firewall { family inet { filter <*> { term <*> { then log; } } } } } }\napply-groups G;\n",
        ),
    ],
)
def test_terms_of_junos_that_nobody_understands(body: str, after: str) -> None:
    known = of_junos(body, after)
    assert compare(known, known).outcome == "inconclusive"
    assert not any(entry.understood for entry in known.entries)


def test_a_limit_of_rate_is_no_difference_but_another_one_is_not_equal() -> None:
    slow = of_junos("term A { from { protocol icmp; } then { policer SLOW; accept; } }")
    fast = of_junos("term A { from { protocol icmp; } then { policer FAST; accept; } }")
    assert compare(slow, slow).outcome == "equal"
    assert compare(slow, fast).outcome == "inconclusive"


def test_a_condition_that_was_not_translated_never_holds_by_itself() -> None:
    odd = PacketMatch(opaque=("time-range NIGHT",))
    assert not holds(odd, Packet(protocol=6, source="10.0.0.1", destination="10.0.0.2"), "ipv4")
