"""Lines of merged intents: what would change them is found before the merge, and taking one back leaves the others'."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.files import Folder
from bot.ledger import claims
from bot.package_files import write
from bot.propose import propose_intents
from schemas.package import ChangePackage

NETWORK = Path(__file__).parents[2] / "cases" / "intents" / "network"
GIGABIT = "GigabitEthernet1/0/"


class Repository:
    """A network repository whose merges reach the devices at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(NETWORK, root)
        (root / "intents").mkdir()

    def plan(self, name: str, kind: str, spec: dict[str, Any], **more: Any) -> ChangePackage:
        """Return the package of an intent."""
        about = {"name": name, "reason": "try", **more}
        said = {"apiVersion": "gains/v1", "kind": kind, "metadata": about, "spec": spec}
        (self.root / "intents" / f"{name}.yaml").write_text(yaml.safe_dump(said))
        done = propose_intents(Folder(self.root), Folder(self.root), [f"intents/{name}.yaml"])
        assert done.packages, done.findings
        return done.packages[0]

    def merge(self, name: str, kind: str, spec: dict[str, Any], **more: Any) -> ChangePackage:
        """Merge it and carry it out."""
        package = self.plan(name, kind, spec, **more)
        assert not package.blocking, package.findings
        write(self.root / "changes" / name, package)
        for path, raw in package.files:
            if path.startswith("candidates/"):
                (self.root / "configs" / path.removeprefix("candidates/")).write_bytes(raw)
        return package

    def edit(self, device: str, old: str, new: str) -> None:
        """Change a running configuration by hand."""
        file = self.root / "configs" / f"{device}.cfg"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))

    def text(self, device: str) -> str:
        """Return a running configuration."""
        return (self.root / "configs" / f"{device}.cfg").read_text()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "network")


def said(package: ChangePackage, rule: str) -> list[str]:
    return [item.message for item in package.findings if item.rule == rule]


def commands(package: ChangePackage, device: str) -> list[str]:
    devices = json.loads(dict(package.files)["candidates.json"])["devices"]
    return next((item["remediation"] for item in devices if item["device"] == device), [])


def access(vlan: int, *ports: str, device: str = "ios-1", **more: Any) -> dict[str, Any]:
    return {"vlan": {"id": vlan, "name": f"V{vlan}"}, "ports": [{"device": device, "interfaces": list(ports)}], **more}


SHARED = [
    ("ios-1", f"{GIGABIT}2", f"{GIGABIT}3", "vlan 150", "name V150"),
    ("eos-1", "Ethernet2", "Ethernet3", "vlan 150", "name V150"),
    ("nxos-1", "Ethernet1/2", "Ethernet1/3", "vlan 150", "name V150"),
    ("junos-1", "ge-0/0/1", "ge-0/0/2", "V150", "vlan-id 150;"),
    ("junos-2", "ge-0/0/1", "ge-0/0/2", "vlans V150", "vlan-id 150"),
]


@pytest.mark.parametrize(("device", "one", "other", "header", "line"), SHARED)
def test_retire_leaves_what_another_merged_intent_asks_for_too(
    repository: Repository, device: str, one: str, other: str, header: str, line: str
) -> None:
    repository.merge("first", "access_vlan", access(150, one, device=device))
    second = repository.merge("second", "access_vlan", access(150, other, device=device))
    assert any("first asks for" in text and "150" in text for text in said(second, "owned-together"))
    package = repository.merge("away", "retire", {"intent": "first"})
    assert any("second asks for" in text for text in said(package, "retire-keeps")), package.findings
    assert header in repository.text(device)
    assert line in repository.text(device)
    # With the second gone as well nobody needs it any more.
    last = repository.merge("away-too", "retire", {"intent": "second"})
    assert said(last, "retire-keeps") == []


def test_what_a_block_was_given_by_others_stays_with_the_block(repository: Repository) -> None:
    gateway = {"vlan": 30, "devices": [{"device": "ios-1", "address": "10.30.0.1/24"}]}
    repository.merge("doors", "vlan_gateway", gateway)
    repository.edit("ios-1", "interface Vlan30\n", "interface Vlan30\n ip helper-address 192.0.2.99\n")
    package = repository.plan("away", "retire", {"intent": "doors"})
    assert any("interface Vlan30" in text and "lines of others" in text for text in said(package, "retire-keeps"))
    done = commands(package, "ios-1")
    assert "no interface Vlan30" not in done
    assert " no ip address 10.30.0.1 255.255.255.0" in done or " no ip address" in done
    back = repository.plan("back", "revert", {"intent": "doors"})
    assert back.blocking
    conflicts = said(back, "revert-conflict")
    assert any("ip helper-address 192.0.2.99" in text and "go with it" in text for text in conflicts)
    assert commands(back, "ios-1") == []


def test_revert_refuses_what_another_merged_intent_asks_for_too(repository: Repository) -> None:
    repository.merge("first", "access_vlan", access(150, f"{GIGABIT}2"))
    repository.merge("second", "access_vlan", access(150, f"{GIGABIT}3"))
    package = repository.plan("back", "revert", {"intent": "first"})
    assert package.blocking
    assert any("asked for by second, too" in text for text in said(package, "revert-conflict"))


def test_what_would_change_a_merged_intents_line_is_found_before_the_merge(repository: Repository) -> None:
    repository.merge("cameras", "access_vlan", access(150, f"{GIGABIT}2"))
    package = repository.plan("doors", "access_vlan", access(160, f"{GIGABIT}2"))
    assert package.blocking
    (finding,) = [item for item in package.findings if item.rule == "owned-by-another"]
    assert finding.device == "ios-1"
    assert f"interface {GIGABIT}2 / switchport access vlan 150" in finding.message
    assert "merged intent cameras" in finding.message
    assert str(finding.place).startswith("intents/doors.yaml:")
    assert "supersedes: [cameras]" in finding.hint
    allowed = repository.merge("doors", "access_vlan", access(160, f"{GIGABIT}2"), supersedes=["cameras"])
    assert said(allowed, "owned-by-another") == []
    assert len(said(allowed, "superseded")) == 1
    # The line is now the newer one's, and the older one's retirement does not touch it.
    package = repository.merge("away", "retire", {"intent": "cameras"})
    assert "switchport access vlan 160" in repository.text("ios-1")


def test_one_more_vlan_of_a_trunk_is_no_contradiction(repository: Repository) -> None:
    uplinks: dict[str, Any] = {"uplinks": [{"device": "ios-1", "interfaces": ["Port-channel1"]}]}
    repository.merge("first", "access_vlan", access(150, f"{GIGABIT}2", **uplinks))
    second = repository.merge("second", "access_vlan", access(160, f"{GIGABIT}3", **uplinks))
    assert said(second, "owned-by-another") == []
    repository.merge("away", "retire", {"intent": "first"})
    text = repository.text("ios-1")
    assert ",160" in text
    assert "150" not in text


def test_a_sleeping_port_is_a_warning_and_a_wrong_name_is_said(repository: Repository) -> None:
    settings = {"interfaces": [{"device": "ios-1", "interfaces": [f"{GIGABIT}2"]}], "enabled": False}
    repository.merge("closed", "interface_settings", settings)
    spec = {"ports": [{"device": "ios-1", "interfaces": [f"{GIGABIT}2"]}]}
    package = repository.plan("wake", "port_wake", spec, supersedes=["nobody"])
    assert any("no merged intent nobody" in text for text in said(package, "supersedes-nothing"))
    severities = {item.severity for item in package.findings if item.rule == "owned-by-another"}
    assert severities == {"warning"}


def test_an_intent_that_was_taken_back_owns_nothing_until_that_is_taken_back(repository: Repository) -> None:
    repository.merge("cameras", "access_vlan", access(150, f"{GIGABIT}2"))
    files = Folder(repository.root)
    assert {one.intent for one in claims(files, ["ios-1"])} == {"cameras"}
    repository.merge("away", "revert", {"intent": "cameras"})
    assert "cameras" not in {one.intent for one in claims(files, ["ios-1"])}
    repository.merge("again", "revert", {"intent": "away"})
    assert "switchport access vlan 150" in repository.text("ios-1")
    assert "cameras" in {one.intent for one in claims(files, ["ios-1"])}


def test_members_of_texts_of_ios_xr_are_owned_one_by_one(repository: Repository) -> None:
    def entry(prefix: str) -> dict[str, Any]:
        return {"lists": [{"device": "xr-1", "name": "OWN", "entries": [{"prefix": prefix}]}]}

    def term(number: int) -> dict[str, Any]:
        return {"policies": [{"device": "xr-1", "name": "IN", "terms": [{"sequence": number, "action": "deny"}]}]}

    repository.merge("first", "prefix_list", entry("10.10.0.0/16"))
    repository.merge("second", "prefix_list", entry("10.20.0.0/16"))
    repository.merge("third", "prefix_list", entry("10.30.0.0/16"))
    repository.merge("fourth", "prefix_list", entry("10.10.0.0/16"))
    repository.merge("away", "retire", {"intent": "second"})
    assert "prefix-set OWN\n  10.10.0.0/16,\n  10.30.0.0/16\nend-set" in repository.text("xr-1")
    kept = repository.merge("away-first", "retire", {"intent": "first"})
    assert any("10.10.0.0/16" in text and "fourth" in text for text in said(kept, "retire-keeps"))
    assert "prefix-set OWN\n  10.10.0.0/16,\n  10.30.0.0/16\nend-set" in repository.text("xr-1")
    repository.merge("terms", "route_policy", term(10))
    repository.merge("more-terms", "route_policy", term(20))
    repository.merge("away-terms", "retire", {"intent": "terms"})
    assert "route-policy IN\n  # term 20\n  drop\nend-policy" in repository.text("xr-1")
    repository.merge("back", "revert", {"intent": "away-terms"})
    assert "route-policy IN\n  # term 10\n  drop\n  # term 20\n  drop\nend-policy" in repository.text("xr-1")


POOLS = "pools:\n  - {name: doors, vlans: ['150-151']}\n"


@pytest.mark.parametrize("kind", ["revert", "retire"])
def test_values_of_a_pool_are_given_back_with_the_lines(repository: Repository, kind: str) -> None:
    (repository.root / "inventory" / "pools.yaml").write_text(POOLS)

    def from_pool(port: str) -> dict[str, Any]:
        return {"vlan": {"pool": "doors"}, "ports": [{"device": "ios-1", "interfaces": [port]}]}

    repository.merge("first", "access_vlan", from_pool(f"{GIGABIT}2"))
    assert "switchport access vlan 150" in repository.text("ios-1")
    back = repository.merge("back", kind, {"intent": "first"})
    assert json.loads(dict(back.files)["allocations.json"])["released"] == ["first"]
    assert "vlan 150" not in repository.text("ios-1")
    repository.merge("second", "access_vlan", from_pool(f"{GIGABIT}3"))
    assert "switchport access vlan 150" in repository.text("ios-1")


def test_revert_says_both_lines_where_somebody_changed_it_since(repository: Repository) -> None:
    repository.merge("cameras", "access_vlan", access(150, f"{GIGABIT}2"))
    repository.edit("ios-1", "switchport access vlan 150", "switchport access vlan 30")
    package = repository.plan("back", "revert", {"intent": "cameras"})
    assert package.blocking
    conflicts = said(package, "revert-conflict")
    assert any("switchport access vlan 150" in text and "switchport access vlan 30" in text for text in conflicts)
    repository.edit("ios-1", "switchport access vlan 30", "switchport access vlan 150")
    repository.edit("ios-1", "hostname ios-1", "hostname ios-1\nno ip http server")
    package = repository.merge("back", "revert", {"intent": "cameras"})
    assert "switchport access vlan 10" in "\n".join(commands(package, "ios-1"))
    assert "no ip http server" in repository.text("ios-1"), "what others did elsewhere stays"


def test_the_follow_up_of_an_emergency_asks_for_the_same_in_peace(repository: Repository) -> None:
    spec = {
        "incident": "INC0042",
        "cause": "cameras are blind since noon",
        "review_by": "2026-12-02T12:00:00Z",
        "kind": "access_vlan",
        "spec": access(150, f"{GIGABIT}2"),
    }
    repository.merge("cameras", "access_vlan", access(160, f"{GIGABIT}2"))
    hurried = repository.merge("blind", "emergency", spec)
    assert [item.severity for item in hurried.findings if item.rule == "owned-by-another"] == ["warning"]
    written = dict(hurried.files)["follow-up.yaml"]
    document = yaml.safe_load(written)
    name = document["metadata"]["name"]
    after = repository.plan(name, document["kind"], document["spec"])
    assert not after.blocking
    assert commands(after, "ios-1") == []
    assert any("merged intent blind asks for" in text for text in said(after, "owned-together"))
    repository.merge(name, document["kind"], document["spec"])
    gone = repository.plan("over", "retire", {"intent": "blind"})
    assert any(f"{name} asks for" in text for text in said(gone, "retire-keeps"))
    assert "switchport access vlan 150" not in "\n".join(commands(gone, "ios-1"))
