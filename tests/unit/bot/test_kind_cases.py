"""The kinds on one device of each platform: which commands come of an intent, or which rule blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.files import Folder
from bot.init import init
from bot.propose import propose_intents

FILES = sorted((Path(__file__).parent / "kind_cases").glob("*.yaml"))
CASES = [
    pytest.param(file.stem, said["running"], case, id=f"{file.stem}: {case['kind']} {number}")
    for file in FILES
    for said in (yaml.safe_load(file.read_text(encoding="utf-8")),)
    for number, case in enumerate(said["cases"], start=1)
]


def test_there_are_cases() -> None:
    assert {file.stem for file in FILES} >= {"cisco_nxos", "cisco_xr", "frr"}


@pytest.mark.parametrize(("platform", "running", "case"), CASES)
def test_what_an_intent_becomes(platform: str, running: str, case: dict[str, Any], tmp_path: Path) -> None:
    configs, target = tmp_path / "configs", tmp_path / "network"
    configs.mkdir()
    (configs / "device.cfg").write_text(running)
    init(target, configs)
    assert f"platform: {platform}" in (target / "inventory" / "devices.yaml").read_text()
    intent = {"apiVersion": "gains/v1", "kind": case["kind"], "metadata": {"name": "try", "reason": "try"}}
    (target / "intents" / "try.yaml").write_text(json.dumps({**intent, "spec": case["spec"]}))
    files = Folder(target)
    done = propose_intents(files, files, ["intents/try.yaml"])
    assert done.packages, done.findings
    package = dict(done.packages[0].files)
    devices = json.loads(package["candidates.json"])["devices"]
    found = json.loads(package["validation.json"])["findings"]
    errors = {item["rule"] for item in found if item["severity"] == "error"}
    if "blocked" in case:
        assert errors == {case["blocked"]}
        assert devices == []
        return
    assert errors == set()
    (device,) = devices
    assert device["proof"]["verdict"] == "proved"
    assert "\n".join(device["remediation"]) + "\n" == case["remediation"]
    assert device["changed"]
    assert all(hazard["severity"] != "error" for hazard in device["hazards"])
