"""Laws of the model, on generated configurations and commands of every platform."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.device.compare import first_difference
from pipeline.device.grammar import grammar
from pipeline.device.hazards import hazards
from pipeline.device.parse import parse
from pipeline.device.play import enter, play
from pipeline.device.prove import prove
from tests.unit.pipeline.device.walked import behaviour

PLATFORMS = ("arista_eos", "cisco_ios", "cisco_nxos", "cisco_xr", "frr")
NAMES = st.sampled_from(("EDGE", "CUST", "IN", "OUT"))
NUMBER = st.integers(1, 40)
ADDRESS = st.builds("192.0.2.{}".format, st.integers(1, 4))
LEAVES = st.one_of(
    st.builds("description {}".format, NAMES),
    st.builds("mtu {}".format, st.sampled_from((1500, 9000))),
    st.builds("ip address {} 255.255.255.0".format, ADDRESS),
    st.builds("switchport access vlan {}".format, NUMBER),
    st.builds(
        "switchport trunk allowed vlan {}".format, st.sampled_from(("1", "2,4-6", "add 9", "remove 4", "none", "all"))
    ),
    st.builds("neighbor {} remote-as {}".format, ADDRESS, st.integers(64512, 64515)),
    st.builds("neighbor {} description {}".format, ADDRESS, NAMES),
    st.builds("neighbor {} route-map {} in".format, ADDRESS, NAMES),
    st.builds("permit tcp any host {}".format, ADDRESS),
    st.builds("{} deny ip host {} any".format, NUMBER, ADDRESS),
    st.builds("match ip address prefix-list {}".format, NAMES),
    st.builds("frobnicate {}".format, NUMBER),
    st.sampled_from(
        ("shutdown", "no shutdown", "switchport", "no switchport", "remark x", "name N", "vrf forwarding BLUE")
    ),
)
HEADERS = st.one_of(
    st.builds("interface Vlan{}".format, st.integers(1, 3)),
    st.builds("interface Ethernet{}".format, st.integers(1, 3)),
    st.builds("vlan {}".format, st.sampled_from(("5", "6", "5-7", "8,9"))),
    st.builds("ip access-list extended {}".format, NAMES),
    st.builds("ip access-list {}".format, NAMES),
    st.builds("route-map {} permit {}".format, NAMES, st.sampled_from((10, 20))),
    st.just("router bgp 64512"),
    st.just("address-family ipv4 unicast"),
)
GLOBALS = st.one_of(
    st.builds("hostname {}".format, NAMES),
    st.builds("ip route 198.51.100.{} 255.255.255.255 Null0".format, NUMBER),
    st.builds("access-list 10{} permit ip any host {}".format, st.integers(1, 2), ADDRESS),
    st.builds("ip prefix-list {} seq {} permit 192.0.2.0/24".format, NAMES, NUMBER),
    st.builds("ip as-path access-list {} permit ^{}$".format, st.integers(1, 2), NUMBER),
)
COMMANDS = st.one_of(
    HEADERS, LEAVES, GLOBALS, st.just("exit"), st.builds("no {}".format, st.one_of(HEADERS, LEAVES, GLOBALS)),
    st.builds("default {}".format, st.one_of(HEADERS, LEAVES)), st.just("exit-address-family"),
)  # fmt: skip


@st.composite
def configurations(draw: st.DrawFn, platform: str) -> str:
    """Draw what the model itself makes of commands, so that every text is one that a device could show."""
    return play(behaviour(platform), "hostname first\n!\nend\n", draw(st.lists(COMMANDS, max_size=25))).text


lawful = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_the_text_means_what_the_model_means(platform: str, data: st.DataObject) -> None:
    rules = grammar(behaviour(platform))
    model = parse(data.draw(configurations(platform)), rules)
    commands = data.draw(st.lists(COMMANDS, max_size=15))
    enter(model, commands, ())
    text = play(behaviour(platform), model.text, commands).text
    assert first_difference(model, parse(text, rules)) is None
    assert first_difference(parse(text, rules), model) is None


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_nothing_changes_by_no_commands_or_refused_ones(platform: str, data: st.DataObject) -> None:
    text = data.draw(configurations(platform))
    commands = data.draw(st.lists(COMMANDS, max_size=8))
    played = play(behaviour(platform), text, commands)
    assert play(behaviour(platform), text, ()).text == text
    refused = {refusal.step for refusal in played.refused}
    taken = [command for step, command in enumerate(commands, 1) if step not in refused]
    if not any(command.startswith(("exit", "no ", "default ")) for command in commands):
        assert play(behaviour(platform), text, taken).text == played.text


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_any_other_line_in_the_candidate_is_no_proof(platform: str, data: st.DataObject) -> None:
    rules = behaviour(platform)
    text = data.draw(configurations(platform))
    assert prove(rules, text, text, (), ()).verdict == "proved"
    lines = text.split("\n")
    meant = [
        place for place, line in enumerate(lines) if line.startswith((" ", "hostname", "ip ")) and line.strip() != "!"
    ]
    place = data.draw(st.sampled_from(meant))
    gone = "\n".join(lines[:place] + lines[place + 1 :])
    more = "\n".join([*lines[: place + 1], lines[place] + "9", *lines[place + 1 :]])
    if first_difference(parse(gone, grammar(rules)), parse(text, grammar(rules))) is None:
        assert grammar(rules).defaults.find("interface", lines[place].strip(), whole=True)
    else:
        assert prove(rules, text, gone, (), ()).verdict == "not_proved"
    assert prove(rules, text, more, (), ()).verdict == "not_proved"


@pytest.mark.parametrize("platform", PLATFORMS)
@lawful
@given(data=st.data())
def test_hazards_come_in_order_and_within_the_list(platform: str, data: st.DataObject) -> None:
    text = data.draw(configurations(platform))
    commands = data.draw(st.lists(COMMANDS, max_size=15))
    found = hazards(behaviour(platform), text, commands, "rollback", "192.0.2.1")
    assert [item.step for item in found] == sorted(item.step for item in found)
    for item in found:
        assert 1 <= item.step <= len(commands)
        assert item.until == 0 or item.step <= item.until <= len(commands)
        assert item.direction == "rollback"
