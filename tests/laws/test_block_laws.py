"""Laws of the engine on generated configurations of NX-OS, IOS XR and FRR: circular, idempotent, minimal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.engine import engine

PLATFORMS = ("cisco_nxos", "cisco_xr", "frr")
NAMES = st.sampled_from(("ALPHA", "BETA", "GAMMA"))
ASN = st.sampled_from((64513, 64514))
lawful = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def block(header: str, lines: list[str], indent: str, close: str = "") -> str:
    """Return a block as a device shows it."""
    return "\n".join([header, *(indent + line for line in lines), *([close] if close else [])]) + "\n"


def some(*lines: str) -> st.SearchStrategy[list[str]]:
    """Draw some of the lines, in their order."""
    return st.lists(st.sampled_from(range(len(lines))), unique=True, max_size=len(lines)).map(
        lambda chosen: [lines[at] for at in sorted(chosen)]
    )


@st.composite
def nxos(draw: st.DrawFn) -> str:
    """Draw a configuration of NX-OS."""
    text = f"hostname {draw(st.sampled_from(('a', 'b')))}\n"
    text += "".join(f"feature {name}\n" for name in draw(some("lacp", "udld")))
    vlans = sorted(draw(st.sets(st.integers(2, 12), max_size=6)))
    text += f"vlan {','.join(map(str, [1, *vlans]))}\n"
    text += "".join(block(f"vlan {vlan}", [f"name {draw(NAMES)}"], "  ") for vlan in vlans[:2])
    numbers = sorted(draw(st.sets(st.integers(1, 8), max_size=5)))
    entries = [f"{10 * at} permit ip 192.0.2.{at}/32 any" for at in numbers]
    text += block("ip access-list EDGE", entries, "  ") if entries else ""
    for number in draw(st.sets(st.integers(1, 3), max_size=3)):
        lines = draw(some("description far", "switchport access vlan 10", "mtu 9216", "shutdown"))
        text += block(f"interface Ethernet1/{number}", lines, "  ")
    neighbors = "".join(
        block(
            f"  neighbor 192.0.2.{number}",
            [f"remote-as {draw(ASN)}", *draw(some("description far", "update-source loopback0"))],
            "    ",
        )
        for number in sorted(draw(st.sets(st.integers(1, 4), max_size=3)))
    )
    return text + f"router bgp 64512\n  address-family ipv4 unicast\n{neighbors}"


@st.composite
def xr(draw: st.DrawFn) -> str:
    """Draw a configuration of IOS XR."""
    text = f"hostname {draw(st.sampled_from(('a', 'b')))}\n"
    for name in draw(st.sets(NAMES, max_size=2)):
        text += block(f"prefix-set {name}", [f"192.0.2.{draw(st.integers(1, 3))}/32"], "  ", "end-set") + "!\n"
    for name in draw(st.sets(NAMES, max_size=2)):
        text += block(f"route-policy {name}", [draw(st.sampled_from(("pass", "drop")))], "  ", "end-policy") + "!\n"
    numbers = sorted(draw(st.sets(st.integers(1, 8), max_size=5)))
    entries = [f"{10 * at} permit ipv4 host 192.0.2.{at} any" for at in numbers]
    text += block("ipv4 access-list EDGE", entries, " ", "!") if entries else ""
    for number in draw(st.sets(st.integers(0, 2), max_size=3)):
        lines = draw(some("description far", f"mtu {draw(st.sampled_from((1500, 9216)))}", "shutdown"))
        text += block(f"interface GigabitEthernet0/0/0/{number}", lines, " ", "!") if lines else ""
    neighbors = "".join(
        f" neighbor 192.0.2.{number}\n  remote-as {draw(ASN)}\n"
        f"  address-family ipv4 unicast\n   route-policy {draw(NAMES)} in\n  !\n !\n"
        for number in sorted(draw(st.sets(st.integers(1, 4), max_size=3)))
    )
    return text + f"router bgp 64512\n address-family ipv4 unicast\n !\n{neighbors}!\nend\n"


@st.composite
def frr(draw: st.DrawFn) -> str:
    """Draw a configuration of FRR."""
    text = "frr version 8.4.4\n!\n"
    for number in draw(st.sets(st.integers(1, 2), max_size=2)):
        lines = draw(some("description far", f"ip address 192.0.2.{number}/24", "ip ospf cost 10"))
        text += block(f"interface eth{number}", lines, " ", "exit") + "!\n" if lines else ""
    peers = sorted(draw(st.sets(st.integers(1, 4), max_size=3)))
    grouped = draw(st.booleans())
    session = [] if not grouped else ["neighbor UP peer-group", f"neighbor UP remote-as {draw(ASN)}"]
    families = []
    for peer in peers:
        made = st.sampled_from(["remote-as 64513", "remote-as 64514", *(["peer-group UP"] if grouped else [])])
        session.append(f"neighbor 192.0.2.{peer} {draw(made)}")
        session += [f"neighbor 192.0.2.{peer} {line}" for line in draw(some("description far", "update-source lo"))]
        families += [f"neighbor 192.0.2.{peer} route-map {name} in" for name in draw(st.lists(NAMES, max_size=1))]
    inner = [" address-family ipv4 unicast", *(f"  {line}" for line in families), " exit-address-family"]
    text += "\n".join(
        ["router bgp 64512", *(f" {line}" for line in session), *(inner if families else []), "exit\n!\n"]
    )
    for number in sorted(draw(st.sets(st.integers(1, 6), max_size=4))):
        text += f"ip prefix-list OWN seq {5 * number} permit 192.0.2.{draw(st.integers(1, 3))}/32\n"
    for name in sorted(draw(st.sets(NAMES, max_size=2))):
        lines = draw(some("match ip address prefix-list OWN", "set as-path prepend 64512", "set metric 5"))
        text += block(f"route-map {name} permit 10", lines, " ", "exit") + "!\n"
    return f"{text}end\n"


CONFIGURATIONS = {"cisco_nxos": nxos(), "cisco_xr": xr(), "frr": frr()}


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_the_way_there_and_back_is_proved(platform: str, data: st.DataObject) -> None:
    parts = engine(platform)
    running, candidate = data.draw(CONFIGURATIONS[platform]), data.draw(CONFIGURATIONS[platform])
    there, back = parts.derive(running, candidate), parts.derive(candidate, running)
    proof = parts.prove(running, candidate, there, back)
    assert proof.verdict == "proved", proof
    reached = parts.play(running, there)
    assert not reached.refused
    assert parts.derive(candidate, candidate) == ()


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_no_command_is_spare(platform: str, data: st.DataObject) -> None:
    parts = engine(platform)
    running, candidate = data.draw(CONFIGURATIONS[platform]), data.draw(CONFIGURATIONS[platform])
    there, back = parts.derive(running, candidate), parts.derive(candidate, running)
    plain = [at for at, command in enumerate(there) if not command.strip().startswith("exit")]
    if not plain:
        return
    lost = data.draw(st.sampled_from(plain))
    fewer = [command for at, command in enumerate(there) if at != lost]
    assert parts.prove(running, candidate, fewer, back).verdict != "proved", there[lost]
