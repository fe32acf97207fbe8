"""What is declared is allowed, and no more than that."""

from __future__ import annotations

import pytest

from pipeline.semantic.difference import Difference, allowed, grouped
from schemas.declared import Allowance, Declared, Flows

WEB = Flows(protocol="tcp", destination="192.0.2.80/32", destination_port="443")
PACKET = ("tcp", "198.51.100.1", "192.0.2.80", "50000", "443")
OTHER = ("tcp", "198.51.100.1", "192.0.2.80", "50000", "22")


def flow(sign: str, packet: tuple[str, str, str, str, str]) -> Difference:
    return Difference("flow", "edge-01", "a packet", sign, "(route)", "flow", packet=packet)  # type: ignore[arg-type]


def thing(what: str, name: str, sign: str = "any", device: str = "edge-01") -> Difference:
    return Difference(what, device, name, sign, "words", "rule", others=("192.0.2.9",))  # type: ignore[arg-type]


CASES = [
    (Allowance(what="flow", sign="gain", flows=WEB), flow("gain", PACKET), True),
    (Allowance(what="flow", sign="gain", flows=WEB), flow("lose", PACKET), False),
    (Allowance(what="flow", sign="gain", flows=WEB), flow("gain", OTHER), False),
    (Allowance(what="flow", sign="any"), flow("gain", PACKET), False),
    (Allowance(what="flow", sign="any", flows=Flows()), flow("lose", PACKET), True),
    (Allowance(what="interface", device="EDGE-01", names=("Ethernet*",)), thing("interface", "Ethernet1"), True),
    (Allowance(what="interface", device="edge-02"), thing("interface", "Ethernet1"), False),
    (Allowance(what="interface", names=("Ethernet2",)), thing("interface", "Ethernet1"), False),
    (Allowance(what="session", names=("192.0.2.9",)), thing("session", "192.0.2.1"), True),
    (Allowance(what="route", names=("192.0.2.0/24",)), thing("route", "192.0.2.0/25"), False),
    (Allowance(what="route", names=("192.0.2.0/24",), within=True), thing("route", "192.0.2.0/25"), True),
    (Allowance(what="route", names=("0.0.0.0/0",)), thing("route", "192.0.2.0/25"), False),
    (Allowance(what="route", names=("192.0.2.9/32",), within=True), thing("route", "0.0.0.0/0"), False),
    (Allowance(what="route", sign="change"), thing("route", "192.0.2.0/25", "any"), True),
    (Allowance(what="route", sign="change"), thing("route", "192.0.2.0/25", "lose"), False),
    (Allowance(what="filter", names=("A",), sign="gain", flows=WEB), thing("filter", "A"), True),
    (Allowance(what="filter", names=("A",), sign="gain", flows=WEB), thing("filter", "B"), False),
]


@pytest.mark.parametrize(("allowance", "difference", "expected"), CASES)
def test_an_allowance_covers_what_it_says(allowance: Allowance, difference: Difference, expected: bool) -> None:
    assert (allowed(difference, Declared(allowances=(allowance,))) is not None) is expected


def test_a_filter_that_decides_other_packets_otherwise_is_not_declared() -> None:
    declared = Declared(allowances=(Allowance(what="filter", names=("A",), sign="gain", flows=WEB),))
    inside = Difference("filter", "edge-01", "A", "gain", "words", "filter", packet=PACKET)
    outside = Difference("filter", "edge-01", "A", "gain", "words", "filter", packet=OTHER)
    lost = Difference("filter", "edge-01", "A", "lose", "words", "filter", packet=PACKET)
    assert [allowed(one, declared) is not None for one in (inside, outside, lost)] == [True, False, False]


def test_nothing_is_declared_by_default() -> None:
    assert allowed(thing("route", "192.0.2.0/24"), Declared()) is None


def test_packets_of_one_kind_are_said_once() -> None:
    many = [Difference("flow", f"d{n}", "p", "lose", f"via {n} (route)", "flow", packet=PACKET) for n in range(3)]
    (one,) = grouped(many)
    assert "so do 2 other packets to there, entering at d1, d2" in one.words
