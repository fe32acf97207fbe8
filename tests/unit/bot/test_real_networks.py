"""Networks that nobody here wrote: begun from their configurations, and the three kinds tried on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.files import Folder
from bot.init import init
from bot.propose import propose_intents
from pipeline.reader import reader
from tests.real_data import NETWORKS

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.package import ChangePackage

FOLDERS = {
    "mix": NETWORKS / "lab-validation" / "mix_vendor_bgp_vrf" / "configs",
    "xr": NETWORKS / "lab-validation" / "iosxr_ibgp_rr_over_ospf" / "configs",
    "example": NETWORKS / "batfish-example" / "live" / "configs",
    "forwarding": NETWORKS / "forwarding-change" / "base" / "configs",
}
SUPPORTED = ("arista_eos", "cisco_ios", "cisco_nxos", "cisco_xr", "frr", "juniper_junos")
pytestmark = pytest.mark.skipif(not NETWORKS.is_dir(), reason="real networks are not beside this checkout")


def begun(name: str, target: Path) -> dict[str, tuple[str, DeviceFacts]]:
    """Return platform and facts of every supported device of a network made from a folder."""
    init(target, FOLDERS[name])
    found = {}
    current = ""
    for line in (target / "inventory" / "devices.yaml").read_text().splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        if key == "name":
            current = value
        if key == "platform" and value in SUPPORTED:
            read = reader(value)
            assert read is not None
            found[current] = (value, read.facts((target / "configs" / f"{current}.cfg").read_text()))
    return found


def package(target: Path, name: str, kind: str, spec: dict[str, Any]) -> ChangePackage:
    intent = {"apiVersion": "gains/v1", "kind": kind, "metadata": {"name": name, "reason": "try"}, "spec": spec}
    (target / "intents" / f"{name}.yaml").write_text(json.dumps(intent))
    files = Folder(target)
    done = propose_intents(files, files, [f"intents/{name}.yaml"])
    assert done.packages, done.findings
    return done.packages[0]


def outcome(made: ChangePackage) -> str:
    """Return proof verdicts, or the rules that blocked."""
    files = dict(made.files)
    devices = json.loads(files["candidates.json"])["devices"]
    if devices:
        return " ".join(sorted({item["proof"]["verdict"] for item in devices}))
    errors = json.loads(files["validation.json"])["findings"]
    return "blocked: " + " ".join(sorted({item["rule"] for item in errors if item["severity"] == "error"}))


def tried(name: str, target: Path) -> dict[str, str]:
    """Try every kind on every device where it can be asked for; return what came of it."""
    out: dict[str, str] = {}
    for device, (platform, facts) in begun(name, target).items():
        short = device.lower()
        if facts.bgp:
            peer = {"device": device, "neighbor": "198.51.100.77", "remote_as": 65099, "description": "tried"}
            out[f"{platform} bgp {device}"] = outcome(package(target, f"bgp-{short}", "bgp_peer", {"peers": [peer]}))
        for known in (item for item in facts.filters if item.family == "ipv4" and item.entries and not item.standard):
            rule = {
                "device": device,
                "acl": known.name,
                "action": "permit",
                "protocol": "tcp",
                "source": "198.51.100.0/24",
                "destination": "203.0.113.9/32",
                "destination_port": 8443,
                "before": int(known.entries[0].id) if known.entries[0].id.isdigit() else known.entries[0].id,
            }
            if "." not in known.name:
                made = package(target, f"acl-{short}", "acl_rule", {"rules": [rule]})
                out[f"{platform} acl {device} {known.name}"] = outcome(made)
        port = next((item.name for item in facts.interfaces if item.mode == "access" and not item.lag), None)
        if port:
            spec = {"vlan": {"id": 3777, "name": "TRIED"}, "ports": [{"device": device, "interfaces": [port]}]}
            out[f"{platform} vlan {device}"] = outcome(package(target, f"vlan-{short}", "access_vlan", spec))
    return out


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_kinds_make_proved_packages_there(name: str, tmp_path: Path) -> None:
    found = tried(name, tmp_path / "network")
    assert found
    assert {key: value for key, value in found.items() if value != "proved"} == {}


def test_six_platforms_are_recognised_or_said(tmp_path: Path) -> None:
    report = init(tmp_path / "network", FOLDERS["mix"])
    text = (tmp_path / "network" / "inventory" / "devices.yaml").read_text()
    for platform in SUPPORTED:
        if platform == "cisco_xr":
            continue  # there is none in that network
        assert f"platform: {platform}" in text
    assert report.devices == ["D-AristaEOS", "D-Cumulus", "D-IOS", "D-IOSXE", "D-JuniperJunos", "D-NXOS"]
    assert not any("no reader" in words for words in report.missing)
