"""Values in the forms that people write: AS numbers in both notations, short names, ranges, and no secrets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.propose import Proposed, propose_intents
from pipeline.intents.as_numbers import as_number, as_shown
from pipeline.load import load
from pipeline.registry import kinds
from schemas.facts import BgpFacts
from tests.unit.pipeline.intents.test_cases import CASES, HOME, Network, proposed

GOOD = {f"{case.parent.name}/{case.name}": case for case in CASES if case.name.startswith("good")}
HASHED = "$6$rounds$abcdefghijklmnopqrstuvwxyz"
PEERS = {
    "ios-1": "198.51.100.2",
    "eos-1": "198.51.100.6",
    "nxos-1": "198.51.100.18",
    "xr-1": "198.51.100.22",
    "frr-1": "198.51.100.30",
    "junos-1": "198.51.100.10",
}
SHORT = (
    (r"^GigabitEthernet(?=\d)", "Gi"),
    (r"^[Pp]ort-[Cc]hannel(?=\d)", "Po"),
    (r"^Ethernet(?=\d)", "Et"),
    (r"^[Ll]oopback(?=\d)", "lo"),
    (r"^Bundle-Ether(?=\d)", "Bu"),
)


def dumped(document: Any) -> bytes:
    """Return an intent as a file; instants as intents write them."""

    def instant(value: datetime) -> str:
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")

    return json.dumps(document, default=instant).encode()


def commands(done: Proposed) -> dict[str, Any]:
    return {
        item["device"]: item["remediation"]
        for package in done.packages
        for item in json.loads(dict(package.files)["candidates.json"])["devices"]
    }


def test_both_notations_of_an_as_number_are_one_number() -> None:
    assert as_number("1.10") == as_number(65546) == as_number("65546") == 65546
    assert as_number("external") is None
    assert as_number("") is None
    assert as_shown("1.10", None) == as_shown(65546, BgpFacts(local_as="64512")) == "65546"
    assert as_shown(65546, BgpFacts(local_as="1.9")) == as_shown("1.10", BgpFacts(local_as="1.9")) == "1.10"
    assert as_shown("0.64512", BgpFacts(local_as="1.9")) == "64512"


@pytest.mark.parametrize("device", PEERS)
def test_a_peer_that_is_there_in_the_other_notation_changes_nothing(device: str) -> None:
    address = PEERS[device]
    spec = {"peers": [{"device": device, "neighbor": address.rpartition(".")[0] + ".200", "remote_as": 65546}]}
    intent = {"apiVersion": "gains/v1", "kind": "bgp_peer", "metadata": {"name": "good", "reason": "try"}}
    case = HOME / "bgp_peer"
    files = Network(case)

    def made(asn: int | str, **more: bytes) -> Proposed:
        spec["peers"][0]["remote_as"] = asn
        raw = json.dumps({**intent, "spec": spec}).encode()
        there = Network(case, **{"intents/good.yaml": raw}, **more)
        return propose_intents(there, there, ["intents/good.yaml"])

    assert files.read(f"configs/{device}.cfg")
    first = made(65546)
    assert "65546" in json.dumps(commands(first)), first.packages
    texts = dict(first.packages[0].files)
    again = made("1.10", **{f"configs/{device}.cfg": texts[f"candidates/{device}.cfg"]})
    assert commands(again) == {device: []}


def shortened(value: Any) -> Any:
    match value:
        case dict():
            return {name: shortened(item) for name, item in value.items()}
        case list():
            return [shortened(item) for item in value]
        case str():
            for pattern, short in SHORT:
                value = re.sub(pattern, short, value)
            return value
        case _:
            return value


LONG = [name for name, case in GOOD.items() if any((case / "intents").glob("*.yaml"))]


@pytest.mark.parametrize("name", LONG)
def test_short_names_mean_the_same(name: str) -> None:
    case = GOOD[name]
    files = sorted((case / "intents").glob("*.yaml"))
    changed = {}
    for file in files:
        document = yaml.safe_load(file.read_text())
        short = {**document, "spec": shortened(document["spec"])}
        if short != document:
            changed[f"intents/{file.name}"] = dumped(short)
    if changed:
        assert commands(proposed(case, **changed)) == commands(proposed(case))


def texts(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    match value:
        case str():
            yield above
        case dict():
            for key, item in value.items():
                yield from texts(item, (*above, key))
        case list():
            for index, item in enumerate(value):
                yield from texts(item, (*above, index))
        case _:
            return


FIRST: dict[str, Path] = {}
for _case in GOOD.values():
    FIRST.setdefault(_case.parent.name, _case)


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_no_kind_takes_a_secret_or_repeats_it(kind: str) -> None:
    (file, *_) = sorted((FIRST[kind] / "intents").glob("*.yaml"))
    document = yaml.safe_load(file.read_text())
    assert set(FIRST) >= set(kinds()) - {
        *("free_text", "acl_rule", "bgp_peer", "port_sleep", "lag_member_sleep", "unused_ports_off"),
    }
    for path in texts(document["spec"]):
        changed = deepcopy(document)
        inner = changed["spec"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = HASHED
        found = load(f"intents/{file.name}", dumped(changed))
        assert found.spec is None, path
        assert found.findings
        assert HASHED not in repr(found.findings), path


def test_a_short_name_of_two_ports_is_asked_back() -> None:
    case = HOME / "interface_settings" / "good"
    running = (Network(case).read("configs/ios-1.cfg") or b"").decode()
    more = "interface TenGigabitEthernet1/1/1\n no switchport\n!\ninterface TwentyFiveGigE1/1/1\n no switchport\n!\n"
    running = running.replace("interface Vlan10\n", f"{more}interface Vlan10\n", 1)
    intent = {
        "apiVersion": "gains/v1",
        "kind": "interface_settings",
        "metadata": {"name": "good", "reason": "try"},
        "spec": {"interfaces": [{"device": "ios-1", "interfaces": ["T1/1/1"]}], "description": "x"},
    }
    (file,) = (case / "intents").glob("*.yaml")
    name = f"intents/{file.name}"
    done = proposed(case, **{name: json.dumps(intent).encode(), "configs/ios-1.cfg": running.encode()})
    (finding,) = [item for item in done.packages[0].findings if item.rule == "interface-ambiguous"]
    assert "TenGigabitEthernet1/1/1 or TwentyFiveGigE1/1/1" in finding.message
    assert finding.message.endswith("which one is meant?")
    intent["spec"] = {"interfaces": [{"device": "ios-1", "interfaces": ["Te1/1/1"]}], "description": "x"}
    done = proposed(case, **{name: json.dumps(intent).encode(), "configs/ios-1.cfg": running.encode()})
    assert commands(done)["ios-1"][0] == "interface TenGigabitEthernet1/1/1"
