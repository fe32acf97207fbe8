"""Packages on real FRRouting daemons: commands lead to the candidate, the session comes up, the rollback leads back."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.files import Folder
from bot.init import init
from bot.propose import propose_intents
from pipeline.engine import engine
from tests.e2e.frr_lab import HOME, Lab, opened, run, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.frr_lab import Router

pytestmark = pytest.mark.e2e

BASE = """interface gains0
ip address {address}/31
exit
ip route {network} blackhole
route-map PASS permit 10
exit
access-list EXPORT seq 5 permit ip 10.0.0.0 0.255.255.255 any
access-list EXPORT seq 10 deny ip any any
router bgp {asn}
bgp router-id {address}
address-family ipv4 unicast
network {network}
exit-address-family
exit"""
ENDS = {
    "r1": {"address": "192.0.2.0", "network": "198.51.100.0/24", "asn": 64512},
    "r2": {"address": "192.0.2.1", "network": "203.0.113.0/24", "asn": 64513},
}
STEPS = (0.2, *(0.5,) * 60)


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Two routers with a cable between them, each with BGP and without a neighbour."""
    with opened() as made:
        for name in ENDS:
            made.add(name)
        made.cable("r1", "r2", "gains0")
        for name, values in ENDS.items():
            assert made.routers[name].type(BASE.format(**values).split("\n")) == []
        yield made


def package(lab: Lab, target: Path, kind: str, spec: dict[str, Any]) -> dict[str, bytes]:
    """Make a network repository of what the routers run, and the package of an intent."""
    configs = target.parent / f"{target.name}-configs"
    configs.mkdir()
    for name, router in lab.routers.items():
        (configs / f"{name}.cfg").write_text(router.running())
    assert init(target, configs).devices == sorted(lab.routers)
    intent = {"apiVersion": "gains/v1", "kind": kind, "metadata": {"name": "change", "reason": "try"}, "spec": spec}
    (target / "intents" / "change.yaml").write_text(json.dumps(intent))
    files = Folder(target)
    done = propose_intents(files, files, ["intents/change.yaml"])
    assert done.packages, done.findings
    return dict(done.packages[0].files)


def same(shown: str, wanted: str) -> str:
    """Return in which line two configurations differ in what they mean; empty where they do not."""
    proof = engine("frr").prove(shown, wanted, (), ())
    return "" if proof.verdict == "proved" else f"{proof.reason}: {proof.first_difference}"


def devices(made: dict[str, bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made["candidates.json"])["devices"]
    assert found, made["validation.json"].decode()
    return found


def peer_state(router: Router, address: str) -> str:
    peers = json.loads(router.ask("show bgp ipv4 unicast summary json")).get("peers", {})
    return str(peers.get(address, {}).get("state", ""))


def test_a_session_comes_up_with_the_commands_and_goes_with_the_rollback(lab: Lab, tmp_path: Path) -> None:
    policies = {"import_policy": "PASS", "export_policy": "PASS", "max_prefixes": 50}
    peers = [
        {"device": "r1", "neighbor": "192.0.2.1", "remote_as": 64513, "description": "to r2", **policies},
        {"device": "r2", "neighbor": "192.0.2.0", "remote_as": 64512, "description": "to r1", **policies},
    ]
    before = {name: router.running() for name, router in lab.routers.items()}
    made = package(lab, tmp_path / "network", "bgp_peer", {"peers": peers})
    assert {item["device"] for item in devices(made)} == {"r1", "r2"}
    for item in devices(made):
        assert item["proof"]["verdict"] == "proved"
        router = lab.routers[item["device"]]
        assert router.type(item["remediation"]) == []
        assert same(router.running(), made[f"candidates/{item['device']}.cfg"].decode()) == ""
    r1 = lab.routers["r1"]
    wait_for("the session is Established", STEPS, lambda: peer_state(r1, "192.0.2.1") == "Established")
    wait_for(
        "the far end's network is learned",
        STEPS,
        lambda: "192.0.2.1" in r1.ask("show bgp ipv4 unicast 203.0.113.0/24"),
    )
    for item in devices(made):
        router = lab.routers[item["device"]]
        assert router.type(item["rollback"]) == []
        assert router.running() == before[item["device"]], "the rollback leads back to every line as it was"
    assert peer_state(r1, "192.0.2.1") == ""


def test_an_entry_goes_into_an_access_list_and_out_of_it(lab: Lab, tmp_path: Path) -> None:
    rule = {"device": "r1", "acl": "EXPORT", "action": "permit", "protocol": "ip"}
    spec = {"rules": [{**rule, "source": "172.16.0.0/12", "destination": "any"}]}
    router = lab.routers["r1"]
    before = router.running()
    made = package(lab, tmp_path / "network", "acl_rule", spec)
    (item,) = devices(made)
    assert router.type(item["remediation"]) == []
    shown = router.running()
    assert same(shown, made["candidates/r1.cfg"].decode()) == ""
    lines = [line for line in shown.split("\n") if line.startswith("access-list EXPORT")]
    assert [line.split()[4] for line in lines] == ["permit", "permit", "deny"]
    assert router.type(item["rollback"]) == []
    assert router.running() == before


def test_the_native_way_back_leads_back(lab: Lab, tmp_path: Path) -> None:
    if not (HOME / "frr-reload.py").exists():
        pytest.skip("frr-reload.py is not installed: the native way back was NOT tried")
    router = lab.routers["r2"]
    before = router.running()
    saved = tmp_path / "gains-before.conf"
    saved.write_text(router.ask("show running-config no-header"))
    spec = {"peers": [{"device": "r2", "neighbor": "192.0.2.0", "remote_as": 64512, "description": "to r1"}]}
    (item,) = devices(package(lab, tmp_path / "network", "bgp_peer", spec))
    assert router.type(item["remediation"]) == []
    assert router.running() != before
    at = ("--vty_socket", str(router.folder), "--rundir", str(tmp_path), "--confdir", str(tmp_path))
    run(str(HOME / "frr-reload.py"), "--reload", *at, str(saved))
    assert router.running() == before


CONFIGURATIONS = sorted((Path(__file__).parent / "frr_configurations").glob("*.conf"))


def test_every_configuration_is_reached_from_every_other(lab: Lab) -> None:
    """Lead a router through all ordered pairs; after each the router shows what was wanted, as the model said."""
    router = lab.routers["r1"]
    parts = engine("frr")
    texts = {file.stem: file.read_text() for file in CONFIGURATIONS}
    assert len(texts) > 3
    wrong = []
    for a, b in permutations(texts, 2):
        for name in (a, b):
            shown = router.running()
            commands = parts.derive(shown, texts[name])
            proof = parts.prove(shown, texts[name], commands, parts.derive(texts[name], shown))
            complaints = router.type(line for command in commands for line in command.split("\n"))
            difference = same(router.running(), texts[name])
            if proof.verdict != "proved" or complaints or difference:
                wrong.append((a, b, proof.verdict, complaints, difference))
    assert wrong == []
