"""`gains check` as a person runs it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import application
from pipeline.registry import kinds
from tests.unit.bot.campus import CAMPUS, packages

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
apiVersion: gains/v1
kind: access_vlan
metadata:
  name: cctv
  reason: New cameras
spec:
  vlan: {id: 120}
  ports: [{device: acc-b7-01, interfaces: [GigabitEthernet1/0/10-14]}]
window: {not_before: 2026-12-01T22:00:00Z, not_after: 2026-12-02T02:00:00Z}
expect: []
"""

WRONG = {
    "unknown field": (GOOD + "extra: 1\n", 11, "extra"),
    "name is not the stem": (GOOD.replace("name: cctv", "name: other"), 4, "stem"),
    "a newline in the reason": (GOOD.replace("New cameras", '"a\\nreload"'), 5, "metadata.reason"),
    "window ends before it begins": (GOOD.replace("2026-12-02", "2026-11-02"), 9, "window"),
    "no kind": (GOOD.replace("kind: access_vlan\n", ""), 1, "kind"),
    "another version": (GOOD.replace("gains/v1", "gains/v9"), 1, "apiVersion"),
    "text where a mapping is wanted": (GOOD.replace("{id: 120}", "x"), 7, "spec.vlan"),
    "not a mapping": ("- a\n", 1, "mapping"),
    "empty": ("", 1, "mapping"),
}


def test_a_good_intent_is_clean_and_the_scope_is_said(tmp_path: Path) -> None:
    (tmp_path / "cctv.yaml").write_text(GOOD)
    result = CliRunner().invoke(application(), ["check", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "1 files, 0 findings" in result.output
    assert "no verdict; NOT looked at: only its own text" in result.output


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_intent_is_named_on_its_line(tmp_path: Path, name: str) -> None:
    text, line, word = WRONG[name]
    file = tmp_path / "cctv.yaml"
    file.write_text(text)
    result = CliRunner().invoke(application(), ["check", str(file), "--json"])
    assert result.exit_code == 1, result.output
    first = json.loads(result.output)["findings"][0]
    assert (first["place"]["line"], word in first["message"]) == (line, True), first


def test_nothing_to_check_is_not_success(tmp_path: Path) -> None:
    assert CliRunner().invoke(application(), ["check", str(tmp_path)]).exit_code == 2


def test_an_unknown_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "cctv.yaml").write_text(GOOD.replace("access_vlan", "os"))
    result = CliRunner().invoke(application(), ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert f"expected one of {', '.join(kinds())}" in result.output


def test_schema_lists_and_prints() -> None:
    runner = CliRunner()
    assert "acl_rule" in runner.invoke(application(), ["schema"]).output
    assert json.loads(runner.invoke(application(), ["schema", "bgp_peer"]).output)["additionalProperties"] is False
    assert runner.invoke(application(), ["schema", "os"]).exit_code == 2


def test_devices_must_be_in_the_inventory(tmp_path: Path) -> None:
    for folder, file, text in (
        ("intents", "cctv.yaml", GOOD),
        (
            "inventory",
            "devices.yaml",
            "devices:\n  - name: acc-b7-02\n    platform: frr\n    os_version: '8.4'\n    role: a\n    site: b\n",
        ),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text(text)
    result = CliRunner().invoke(application(), ["check", str(tmp_path / "intents")])
    assert result.exit_code == 1
    assert "'acc-b7-01' is not in the inventory" in result.output


def test_it_judges_as_the_bot_would_and_writes_nothing(tmp_path: Path) -> None:
    shutil.copytree(CAMPUS, tmp_path / "network")
    before = sorted(tmp_path.rglob("*"))
    good, wrong = (
        tmp_path / "network" / "intents" / f"{name}.yaml" for name in ("cctv-vlan-building-7", "wrong-printers-port")
    )
    result = CliRunner().invoke(application(), ["check", str(good)])
    assert result.exit_code == 0, result.output
    assert f"{good}: INCONCLUSIVE" in result.output
    assert "NOT looked at: " in result.output
    result = CliRunner().invoke(application(), ["check", "--json", str(good), str(wrong)])
    assert result.exit_code == 1
    said = json.loads(result.output)
    assert {item["intent"]: item["blocking"] for item in said["intents"]} == {
        "cctv-vlan-building-7": False,
        "wrong-printers-port": True,
    }
    error = next(item for item in said["findings"] if item["severity"] == "error")
    assert error["place"]["file"] == str(wrong)
    assert said["intents"][0]["manifest_digest"].startswith("sha256:")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_the_check_says_is_what_the_bot_packs(tmp_path: Path) -> None:
    shutil.copytree(CAMPUS, tmp_path / "network")
    intent = tmp_path / "network" / "intents" / "transit-peer-north.yaml"
    checked = json.loads(CliRunner().invoke(application(), ["check", "--json", str(intent)]).output)
    (package,) = packages("transit-peer-north")
    assert checked["intents"][0]["manifest_digest"] == package.digest


def test_a_path_that_is_not_there_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cctv.yaml").write_text(GOOD)
    result = CliRunner().invoke(application(), ["check", str(tmp_path), str(tmp_path / "gone")])
    assert result.exit_code == 2
    assert "gone" in result.output


def test_a_file_with_another_suffix_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cctv.yaml").write_text(GOOD)
    (tmp_path / "other.yml").write_text("a: 1")
    result = CliRunner().invoke(application(), ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "other.yml:1:1: error: intent files end in .yaml" in result.output
