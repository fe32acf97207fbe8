"""Values from pools, through the whole job: given, reserved by merging, given back, and said where they meet."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from bot.cli import application
from bot.files import Folder
from bot.overlap import Overlap, Reach, overlaps
from bot.package_files import write
from bot.propose import Proposed, propose_intents
from bot.touched import allocated
from pipeline.registry import kinds
from tests.unit.bot.campus import CAMPUS

POOLS = """pools:
  - {name: cctv, vlans: ["120-124", 130], without: [124]}
  - {name: p2p, prefixes: [10.10.0.0/16], without: [10.10.0.0/24]}
  - {name: vni, numbers: ["10000-10001"]}
"""
ACCESS = {"ports": [{"device": "acc-b7-01", "interfaces": ["GigabitEthernet1/0/10"]}]}


@pytest.fixture
def network(tmp_path: Path) -> Path:
    for folder in ("inventory", "configs"):
        shutil.copytree(CAMPUS / folder, tmp_path / folder)
    (tmp_path / "inventory" / "pools.yaml").write_text(POOLS)
    (tmp_path / "intents").mkdir()
    (tmp_path / "changes").mkdir()
    return tmp_path


def intent(network: Path, name: str, kind: str, spec: dict[str, Any]) -> str:
    said = {"apiVersion": "gains/v1", "kind": kind, "metadata": {"name": name, "reason": "try"}, "spec": spec}
    (network / "intents" / f"{name}.yaml").write_text(yaml.safe_dump(said))
    return f"intents/{name}.yaml"


def access(network: Path, name: str, port: int, vlan: Any = None) -> str:
    ports = [{"device": "acc-b7-01", "interfaces": [f"GigabitEthernet1/0/{port}"]}]
    return intent(network, name, "access_vlan", {"vlan": vlan or {"pool": "cctv"}, "ports": ports})


def made(network: Path, *paths: str) -> Proposed:
    return propose_intents(Folder(network), Folder(network), paths)


def merge(network: Path, path: str) -> dict[str, bytes]:
    done = made(network, path)
    (package,) = done.packages
    write(network / "changes" / package.intent, package)
    return dict(package.files)


def values(files: dict[str, bytes]) -> list[str]:
    return [one["value"] for one in json.loads(files["allocations.json"])["reserved"]]


def test_a_value_is_given_reserved_by_merging_and_given_back_by_retiring(network: Path) -> None:
    first = merge(network, access(network, "one", 10))
    assert values(first) == ["120"]
    assert "switchport access vlan 120" in first["candidates.json"].decode()
    assert "| `spec.vlan` | cctv | 120 |" in first["explain.md"].decode()
    second = merge(network, access(network, "two", 11))
    assert values(second) == ["121"]
    assert values(merge(network, "intents/one.yaml")) == ["120"], "what was reserved stays"
    merge(network, intent(network, "away", "retire", {"intent": "one"}))
    assert values(merge(network, access(network, "three", 12))) == ["120"]
    late = made(network, "intents/one.yaml")
    assert [item.rule for item in late.findings] == ["pool-released"]


def test_two_of_one_pull_request_and_what_a_device_has_already(network: Path) -> None:
    config = network / "configs" / "acc-b7-01.cfg"
    config.write_text(config.read_text().replace("!\ninterface", "!\nvlan 120\n name OLD\n!\ninterface", 1))
    done = made(network, access(network, "b", 11, {"id": {"pool": "cctv"}, "name": "B"}), access(network, "a", 10))
    assert {one.intent: values(dict(one.files)) for one in done.packages} == {"a": ["121"], "b": ["122"]}


def test_both_ends_of_a_link_share_a_prefix_by_a_label(network: Path) -> None:
    def use(host: int) -> dict[str, Any]:
        return {"pool": "p2p", "size": 31, "label": "link", "host": host}

    ends = [
        {"device": "dist-a-01", "interface": "Loopback77", "ipv4": use(0)},
        {"device": "dist-a-02", "interface": "Loopback77", "ipv4": use(1)},
    ]
    done = made(network, intent(network, "link", "l3_interface", {"interfaces": ends}))
    assert done.packages, done.findings
    files = dict(done.packages[0].files)
    (net,) = values(files)
    text = files["candidates.json"].decode()
    first = net.removesuffix("/31")
    head, _, last = first.rpartition(".")
    assert f"ip address {first}/31" in text
    assert f"ip address {head}.{int(last) + 1}/31" in text


@pytest.mark.parametrize(
    ("vlan", "rule", "said"),
    [
        ({"pool": "camera"}, "pool-unknown", "there: cctv, p2p, vni"),
        ({"pool": "p2p"}, "pool-invalid", "pool p2p gives a prefix"),
        ({"pool": "cctv", "size": 31}, "pool-invalid", "pool cctv gives a vlan"),
        ({"pool": "cctv", "host": 1}, "pool-invalid", "picks one address"),
        ({"pool": "cctv", "extra": 1}, "pool-invalid", "extra"),
        ({"pool": "p2p", "size": 31}, "intent-invalid", "spec.vlan"),
    ],
)
def test_what_cannot_be_given_is_said_where_it_stands(network: Path, vlan: Any, rule: str, said: str) -> None:
    done = made(network, access(network, "x", 10, vlan))
    assert not done.packages
    assert {item.rule for item in done.findings} == {rule}
    assert said in done.findings[0].message
    assert done.findings[0].place is not None
    assert done.findings[0].place.line > 1


@pytest.mark.parametrize(
    "text",
    [
        "pools: [{name: cctv}]",
        "pools: [{name: cctv, vlans: [5000]}]",
        "pools: [{name: cctv, prefixes: [10.0.0.0/8, '2001:db8::/32']}]",
        "pools: [{name: cctv, vlans: [3]}, {name: cctv, vlans: [4]}]",
        "pool: []",
        "pools: {",
    ],
)
def test_a_wrong_file_of_pools_blocks_whoever_needs_it(network: Path, text: str) -> None:
    (network / "inventory" / "pools.yaml").write_text(text)
    done = made(network, access(network, "x", 10))
    assert done.blocking
    assert not done.packages
    assert all(item.place is not None and item.place.file == "inventory/pools.yaml" for item in done.findings)
    assert made(network, access(network, "y", 10, {"id": 120})).packages, "nobody else is stopped by it"


def test_open_pull_requests_that_are_given_the_same_are_named(network: Path) -> None:
    paths = (access(network, "a", 10), access(network, "b", 11))
    mine, other = (allocated(dict(made(network, path).packages[0].files)["allocations.json"]) for path in paths)
    assert overlaps(Reach(mine), {7: Reach(other)}) == {7: Overlap(("120 of pool cctv",))}
    assert allocated(b"{}") == allocated(b"no") == frozenset()


def test_pools_are_told(network: Path) -> None:
    merge(network, access(network, "one", 10))
    result = CliRunner().invoke(application(), ["pools", "--root", str(network)])
    assert result.exit_code == 0, result.output
    assert "cctv: 1 given; next 121\n  120  <- one, spec.vlan\n" in result.output
    assert CliRunner().invoke(application(), ["pools", "nosuch", "--root", str(network)]).exit_code == 2


def test_editors_accept_a_pool_where_a_value_may_come_from_one() -> None:
    schema = kinds()["access_vlan"].schema()
    for good in ({"pool": "cctv"}, {"id": {"pool": "cctv"}}, {"id": 120}, 120):
        Draft202012Validator(schema).validate({"vlan": good, **ACCESS})
    bad = {"vlan": {"id": 120}, "ports": [{"device": {"pool": "cctv"}, "interfaces": ["Gi1/0/1"]}]}
    assert not Draft202012Validator(schema).is_valid(bad)
