"""Laws of derived commands on generated configurations: there and back, nothing twice, nothing spare, order."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.diff import compare
from pipeline.engine import engine

PLATFORMS = ("arista_eos", "cisco_ios")
LEAVES = ("exit", "end", "ip access-list resequence")
law = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERED = re.compile(r"^ +\d+ (?:permit|deny) ", re.MULTILINE)
PLAIN = re.compile(r"^ +(?:permit|deny) ", re.MULTILINE)
NAME = st.sampled_from(("EDGE", "CUST", "OUT"))
HOST = st.integers(1, 6).map("192.0.2.{}".format)


@st.composite
def interface(draw: st.DrawFn, platform: str) -> list[str]:
    mask = "/24" if platform == "arista_eos" else " 255.255.255.0"
    filtered = "ip access-group {} in".format
    lines = [
        draw(st.sampled_from(("description a", "description b", ""))),
        draw(st.sampled_from(("mtu 9000", "mtu 9100", ""))),
        draw(st.sampled_from(("shutdown", ""))),
        draw(st.sampled_from((f"ip address 192.0.2.{draw(st.integers(1, 9))}{mask}", ""))),
        draw(st.one_of(NAME.map(filtered), st.just(""))),
        draw(st.sampled_from(("switchport trunk allowed vlan 10,20", "switchport trunk allowed vlan 20-30", ""))),
        draw(st.sampled_from(("frobnicate 1", "frobnicate 2", ""))),
    ]
    return [line for line in lines if line]


@st.composite
def entries(draw: st.DrawFn, platform: str) -> list[str]:
    hosts = draw(st.lists(HOST, min_size=1, max_size=5, unique=True))
    lines = [f"permit tcp any host {host}" for host in hosts]
    if platform == "arista_eos" or draw(st.booleans()):
        return [f"{10 * number} {line}" for number, line in enumerate(lines, 1)]
    return lines


@st.composite
def bgp(draw: st.DrawFn) -> list[str]:
    lines = []
    for host in draw(st.lists(HOST, max_size=3, unique=True)):
        lines.append(f"neighbor {host} remote-as {draw(st.integers(64601, 64603))}")
        if draw(st.booleans()):
            lines.append(f"neighbor {host} description {draw(NAME)}")
        if draw(st.booleans()):
            lines.append(f"neighbor {host} route-map {draw(NAME)} {draw(st.sampled_from(('in', 'out')))}")
    return lines


@st.composite
def configuration(draw: st.DrawFn, platform: str) -> list[tuple[str, list[str]]]:
    """Draw top-level blocks: header, and what stands below."""
    blocks: list[tuple[str, list[str]]] = [(f"hostname {draw(NAME)}", [])]
    ports = draw(st.lists(st.integers(1, 4), max_size=3, unique=True))
    blocks += [(f"interface Vlan{number}", draw(interface(platform))) for number in ports]
    vlans = draw(st.lists(st.integers(5, 8), max_size=3, unique=True))
    blocks += [(f"vlan {number}", draw(st.lists(NAME.map("name {}".format), max_size=1))) for number in vlans]
    word = "ip access-list " if platform == "arista_eos" else "ip access-list extended "
    blocks += [(word + name, draw(entries(platform))) for name in draw(st.lists(NAME, max_size=2, unique=True))]
    for name in draw(st.lists(NAME, max_size=2, unique=True)):
        sets = st.sampled_from(("set metric 5", "set metric 6", "set local-preference 50"))
        blocks.append((f"route-map {name} permit 10", [draw(sets)]))
    if draw(st.booleans()):
        blocks.append(("router bgp 64512", draw(bgp())))
    blocks += [(f"logging host {host}", []) for host in draw(st.lists(HOST, max_size=2, unique=True))]
    return blocks


def text(blocks: list[tuple[str, list[str]]]) -> str:
    return "".join(f"{header}\n" + "".join(f"   {line}\n" for line in below) + "!\n" for header, below in blocks)


@pytest.mark.parametrize("platform", PLATFORMS)
@law
@given(data=st.data())
def test_there_and_back_and_nothing_twice(platform: str, data: st.DataObject) -> None:
    running, candidate = (text(data.draw(configuration(platform))) for _ in range(2))
    there = compare(platform, running, candidate)
    assert there.proof.verdict == "proved", (running, candidate, there)
    assert compare(platform, candidate, running).remediation == there.rollback
    assert compare(platform, candidate, candidate).remediation == ()
    assert bool(there.remediation) == bool(there.rollback)


@pytest.mark.parametrize("platform", PLATFORMS)
@law
@given(data=st.data())
def test_without_any_one_command_it_is_not_proved(platform: str, data: st.DataObject) -> None:
    running, candidate = (text(data.draw(configuration(platform))) for _ in range(2))
    # A device shows the numbers of its lists always or never; from one form to the other a list is written anew.
    assume(not (NUMBERED.search(running + candidate) and PLAIN.search(running + candidate)))
    there = compare(platform, running, candidate)
    steps = [step for step, line in enumerate(there.remediation) if not line.strip().startswith(LEAVES)]
    if not steps:
        return
    lost = data.draw(st.sampled_from(steps))
    fewer = [line for step, line in enumerate(there.remediation) if step != lost]
    proof = engine(platform).prove(running, candidate, fewer, there.rollback)
    assert proof.verdict != "proved", (running, candidate, there.remediation[lost])


@pytest.mark.parametrize("platform", PLATFORMS)
@law
@given(data=st.data())
def test_the_order_of_blocks_does_not_count(platform: str, data: st.DataObject) -> None:
    running = text(data.draw(configuration(platform)))
    blocks = data.draw(configuration(platform))
    shuffled = text(data.draw(st.permutations(blocks)))
    one, two = compare(platform, running, text(blocks)), compare(platform, running, shuffled)
    assert two.proof.verdict == "proved"
    assert sorted(one.remediation) == sorted(two.remediation)
    assert compare(platform, text(blocks), shuffled).remediation == ()


@pytest.mark.parametrize("platform", PLATFORMS)
@law
@given(data=st.data())
def test_nothing_dangles_on_the_way_that_does_not_at_its_ends(platform: str, data: st.DataObject) -> None:
    """The orderer's law: what is bound at a step without being there stays so to the end, or was so before."""
    running, candidate = (text(data.draw(configuration(platform))) for _ in range(2))
    found = compare(platform, running, candidate).hazards
    passing = [one for one in found if one.rule == "hazard-dangling-reference" and one.until]
    assert passing == [], (running, candidate)
