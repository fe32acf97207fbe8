"""The example campus is one consistent network, of our own making."""

from __future__ import annotations

import re
from functools import cache
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from bot.check import intent_files
from pipeline.guard import Document
from pipeline.guard import read as guarded
from pipeline.inventory import pick
from pipeline.load import load
from schemas.inventory import Device
from tests.unit.bot.campus import CAMPUS
from tests.unit.examples.reading import NETWORKS, Read, read

CONFIGS = {file.stem: file.read_text() for file in sorted((CAMPUS / "configs").glob("*.cfg"))}
INTENTS = intent_files([CAMPUS / "intents"])
INSIDE = IPv4Network("10.0.0.0/8")
OUTSIDE = tuple(map(IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
SECRET = re.compile(
    r"(?<!no )\b(?:auth sha|key|key-string|(?:[a-z]+-)?password|[a-z]+-key|priv aes-128|secret)"
    r" (?:(?:\d+a?|encrypted|sha512) )?(\"?[^\s\d]\S{5,})"
)
End = tuple[str, str]


def _document(path: Path) -> Document:
    document = guarded(path.name, path.read_bytes())
    assert isinstance(document, Document), document
    return document


@cache
def _devices() -> dict[str, Device]:
    path = CAMPUS / "inventory" / "devices.yaml"
    names = [item["name"] for item in _document(path).data["devices"]]
    devices, findings = pick(path.name, path.read_bytes(), names)
    assert findings == ()
    return devices


def _end(end: dict[str, str]) -> End:
    return end["device"], end["interface"]


def _links() -> list[tuple[End, End]]:
    links = _document(CAMPUS / "inventory" / "links.yaml").data["links"]
    return [(_end(link["a"]), _end(link["b"])) for link in links]


LINKS = _links()
FACTS: dict[str, Read] = {name: read(text) for name, text in CONFIGS.items()}
ROUTED = [link for link in LINKS if link[0][1] in FACTS[link[0][0]].addresses]
SWITCHED = [link for link in LINKS if link not in ROUTED]
SESSIONS = [(name, peer) for name, facts in FACTS.items() for peer in sorted(facts.neighbors)]


def _name(value: object) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_the_example_is_of_the_promised_size() -> None:
    platforms = [device.platform for device in _devices().values()]
    assert len(platforms) >= 13
    assert len(set(platforms)) == 6
    assert min(platforms.count(key) for key in ("cisco_ios", "arista_eos", "juniper_junos")) >= 3
    assert len(ROUTED) >= 15
    assert len(SWITCHED) >= 10
    assert len(SESSIONS) >= 30
    short = {name: text.count("\n") for name, text in CONFIGS.items() if text.count("\n") < 250}
    assert set(short) == {"lb-01"}


def test_every_device_has_a_configuration_and_the_other_way_round() -> None:
    assert set(CONFIGS) == set(_devices())


@pytest.mark.parametrize("name", CONFIGS)
def test_the_hostname_is_the_name_of_the_file(name: str) -> None:
    assert FACTS[name].hostname == name


@pytest.mark.parametrize("name", CONFIGS)
def test_the_management_address_and_the_optics_are_on_the_device(name: str) -> None:
    device = _devices()[name]
    assert device.management in {str(address.ip) for address in FACTS[name].addresses.values()}
    assert {optic.interface for optic in device.optics} <= FACTS[name].names


@pytest.mark.parametrize("link", LINKS, ids=_name)
def test_both_ends_of_a_link_exist(link: tuple[End, End]) -> None:
    for device, interface in link:
        assert interface in FACTS[device].names


def test_no_port_has_two_cables() -> None:
    ends = [end for link in LINKS for end in link]
    assert len(ends) == len(set(ends))


@pytest.mark.parametrize("link", ROUTED, ids=_name)
def test_both_ends_of_a_routed_link_share_a_subnet_and_an_ospf_area(link: tuple[End, End]) -> None:
    first, second = (FACTS[device].addresses[interface] for device, interface in link)
    assert first.network == second.network
    assert first.ip != second.ip
    assert first.network.prefixlen in (30, 31)
    areas = [FACTS[device].areas.get(interface) for device, interface in link]
    assert areas[0] == areas[1]


@pytest.mark.parametrize("link", SWITCHED, ids=_name)
def test_both_ends_of_a_trunk_carry_the_same_vlans(link: tuple[End, End]) -> None:
    carried = [_trunk(device, interface) for device, interface in link]
    assert carried[0] == carried[1]


def _trunk(device: str, interface: str) -> frozenset[int]:
    facts = FACTS[device]
    lag = facts.lags.get(interface, "")
    name = next((name for name in facts.names if name.lower() in (f"port-channel{lag}", lag)), interface)
    if name == "Port-Channel1000":  # the peer link of an MLAG pair carries all
        return frozenset(facts.vlans)
    assert facts.trunks[name] <= set(facts.vlans)
    return facts.trunks[name]


@pytest.mark.parametrize("name", CONFIGS)
def test_access_ports_are_in_vlans_that_exist(name: str) -> None:
    assert set(FACTS[name].access.values()) <= set(FACTS[name].vlans)


@pytest.mark.parametrize(
    "pair", [("core-01", "core-02"), ("dist-a-01", "dist-a-02"), ("leaf-01", "leaf-02")], ids=_name
)
def test_a_pair_shares_its_gateways(pair: tuple[str, str]) -> None:
    one, other = (FACTS[name] for name in pair)
    assert one.gateways
    assert one.gateways == other.gateways
    for interface, gateway in one.gateways.items():
        own = {one.addresses[interface].ip, other.addresses[interface].ip, IPv4Address(gateway)}
        assert len(own) == 3
        assert all(address in one.addresses[interface].network for address in own)
        assert one.addresses[interface].network == other.addresses[interface].network


def test_no_address_is_given_twice() -> None:
    given = [str(address.ip) for facts in FACTS.values() for address in facts.addresses.values()]
    assert sorted(given) == sorted(set(given))


@pytest.mark.parametrize(("name", "peer"), SESSIONS)
def test_a_session_has_both_ends_and_they_agree_on_the_as(name: str, peer: str) -> None:
    if IPv4Address(peer) not in INSIDE:
        assert any(IPv4Address(peer) in network for network in OUTSIDE)
        assert any(IPv4Address(peer) in address.network for address in FACTS[name].addresses.values())
        return
    (far,) = (facts for facts in FACTS.values() if peer in {str(a.ip) for a in facts.addresses.values()})
    assert FACTS[name].neighbors[peer] == far.local_as
    own = {str(address.ip) for address in FACTS[name].addresses.values()} & set(far.neighbors)
    assert [far.neighbors[address] for address in own] == [FACTS[name].local_as]


@pytest.mark.parametrize("name", CONFIGS)
def test_no_public_address_or_as_number(name: str) -> None:
    text = CONFIGS[name]
    for word in NETWORKS.findall(text):
        address = IPv4Address(word)
        documented = any(address in network for network in OUTSIDE)
        assert address.is_multicast or documented or not address.is_global, word
    for address in FACTS[name].addresses.values():
        assert any(address.ip in network for network in (INSIDE, *OUTSIDE))
    for word in re.findall(r"(?<![\w:-])(?!2001:db8:)[0-9a-f]{4}:[0-9a-f]{1,4}:[0-9a-f:]*", text):
        pytest.fail(f"{word} is not a documentation address")
    for number in {FACTS[name].local_as, *FACTS[name].neighbors.values()} - {""}:
        assert 64512 <= int(number) <= 65534


@pytest.mark.parametrize("name", CONFIGS)
def test_every_secret_is_an_obvious_placeholder(name: str) -> None:
    secrets = SECRET.findall(CONFIGS[name])
    assert secrets
    assert [value for value in secrets if "EXAMPLE" not in value] == []


@pytest.mark.parametrize("name", ["edge-01", "edge-02"])
def test_the_announced_aggregate_is_covered_by_its_prefix_list(name: str) -> None:
    flat = re.sub(r"[\s{};]+", " ", CONFIGS[name])
    assert re.search(r"aggregate (?:route )?203\.0\.113\.0/24", flat)
    assert "prefix-list CAMPUS-PUBLIC 203.0.113.0/24" in flat


@pytest.mark.parametrize("name", ["core-01", "dist-a-01", "dist-a-02", "leaf-01", "leaf-02", "leaf-03"])
def test_an_announced_network_is_covered_by_its_prefix_list(name: str) -> None:
    networks = re.findall(r"^ +network (\d+\.\d+\.0\.0)", CONFIGS[name], re.MULTILINE)
    covered = re.findall(r"permit (\d+\.\d+\.0\.0)/16", CONFIGS[name])
    assert set(networks) <= set(covered)


def test_every_intent_is_sound_as_a_file_and_names_devices_that_exist() -> None:
    assert len(INTENTS) >= 7
    for path in INTENTS:
        loaded = load(path.as_posix(), path.read_bytes())
        assert loaded.findings == ()
        assert loaded.devices


@pytest.mark.parametrize("path", INTENTS, ids=lambda path: path.stem)
def test_an_intent_speaks_of_things_that_its_devices_have(path: Path) -> None:
    intent = _document(path).data
    first = path.read_text().splitlines()[0]
    schema = f"../../../../schemas/json/intent.{intent['kind']}.json"
    assert first == f"# yaml-language-server: $schema={schema}"
    assert intent["metadata"]["name"] == path.stem
    spec = intent["spec"]
    for ports in (*spec.get("ports", ()), *spec.get("uplinks", ())):
        for interface in (name for ranged in ports["interfaces"] for name in _ports(ranged)):
            assert interface in FACTS[ports["device"]].names
    for rule in spec.get("rules", ()):
        text = CONFIGS[rule["device"]]
        assert re.search(rf"(?:access-list (?:extended )?|filter ){rule['acl']}\b", text)
    for peer in spec.get("peers", ()):
        text = CONFIGS[peer["device"]]
        assert peer["neighbor"] not in FACTS[peer["device"]].neighbors
        for key in ("group", "import_policy", "export_policy"):
            assert re.search(rf"\b{peer.get(key, '')}\b", text)


def _ports(ranged: str) -> list[str]:
    match = re.fullmatch(r"(.*[/a-z])(\d+)-(\d+)", ranged)
    return [f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1)] if match else [ranged]
