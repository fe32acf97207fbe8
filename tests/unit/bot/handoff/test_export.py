"""Exports: what is in them, what they leave, and which packages they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import application
from bot.commands.export import names
from bot.exports import ansible, anta, nuts, pyats
from bot.handoff import BlockedError, received
from pipeline.errors import InvalidIntentError
from schemas.package import ChangePackage
from tests.unit.bot.campus import Changed, packages
from tests.unit.bot.handoff.packages import written


@pytest.fixture(scope="module")
def package() -> ChangePackage:
    (found,) = packages("cctv-vlan-building-7")
    return found


def test_the_package_says_what_is_wanted(package: ChangePackage, tmp_path: Path) -> None:
    found = received(written(tmp_path, package))
    assert found.digest == package.digest
    by = {one.device: {item["feature"] for item in one.features} for one in found.wanted.devices}
    assert by == {
        "acc-b7-01": {"access_port", "trunk_vlan", "vlan"},
        "dist-a-01": {"trunk_vlan", "vlan"},
        "dist-a-02": {"trunk_vlan", "vlan"},
    }
    assert {one.what for one in found.wanted.promises} == {"access_port", "tagged_port"}


def test_every_form_carries_the_digest_and_says_what_it_leaves(package: ChangePackage, tmp_path: Path) -> None:
    folder = written(tmp_path, package)
    assert set(names()) == {"anta", "ansible", "nornir", "nuts", "pyats"}
    for name in names():
        done = CliRunner().invoke(
            application(("export",)), ["export", name, str(folder), "--out", str(tmp_path / name)]
        )
        assert done.exit_code == 0, done.output
        (file,) = (tmp_path / name).iterdir()
        assert package.digest in file.read_text()
        assert "left for somebody to look at" in done.output
        assert "show spanning-tree vlan 120" in done.output


def test_a_feature_becomes_the_test_of_its_name(package: ChangePackage, tmp_path: Path) -> None:
    found = received(written(tmp_path, package))
    ((_, text),) = anta.write(found).files
    catalog = yaml.safe_load(text)
    tests = [test["VerifyVlanStatus"] for test in catalog["anta.tests.vlan"]]
    assert [(one["vlans"], one["filters"]["tags"]) for one in tests] == [
        ([{"vlan_id": 120, "status": "active"}], [device]) for device in ("dist-a-01", "dist-a-02")
    ]
    assert {one["result_overwrite"]["custom_field"] for one in tests} == {f"gains {package.digest}"}
    ((_, text),) = nuts.write(found).files
    bundles = {one["test_class"]: one["test_data"] for one in yaml.safe_load(text)}
    assert {"host": "acc-b7-01", "vlan_tag": 120, "interface": "GigabitEthernet1/0/14"} in bundles[
        "TestNapalmInterfaceInVlan"
    ]
    ((_, text),) = pyats.write(found).files
    cases = yaml.safe_load(text)
    looks = [look for step in found.plan.steps for look in step.post_checks if look.how == "matches"]
    actions = [
        action["execute"]
        for case in cases.values()
        for section in case["test_sections"]
        for (action,) in section.values()
    ]
    assert [(one["device"], one["command"]) for one in actions] == [(one.device, one.command) for one in looks]


def test_a_playbook_holds_no_command_of_its_own(package: ChangePackage, tmp_path: Path) -> None:
    found = received(written(tmp_path, package))
    ((_, text),) = ansible.write(found).files
    assert "switchport" not in text
    plays = yaml.safe_load(text)
    assert [play["hosts"] for play in plays[1:]] == [step.device for step in found.plan.steps] * 2
    assert all(play["any_errors_fatal"] for play in plays[: len(found.plan.steps) + 1])


@pytest.mark.parametrize("name", ["change-plan.json", "candidates/acc-b7-01.cfg", "rollback/acc-b7-01.cfg"])
def test_a_package_that_somebody_changed_is_refused(package: ChangePackage, tmp_path: Path, name: str) -> None:
    folder = written(tmp_path, package)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(InvalidIntentError, match=name):
        received(folder)


def test_a_file_more_or_less_is_refused(package: ChangePackage, tmp_path: Path) -> None:
    folder = written(tmp_path, package)
    (folder / "more.txt").write_text("x")
    with pytest.raises(InvalidIntentError, match=r"more\.txt"):
        received(folder)
    (folder / "more.txt").unlink()
    (folder / "explain.md").unlink()
    with pytest.raises(InvalidIntentError, match=r"explain\.md"):
        received(folder)


def test_a_change_that_blocks_is_handed_to_nobody(tmp_path: Path) -> None:
    (package,) = packages("wrong-printers-port")
    folder = written(tmp_path, package)
    with pytest.raises(BlockedError):
        received(folder)
    done = CliRunner().invoke(application(("export",)), ["export", "ansible", str(folder)])
    assert (done.exit_code, done.stdout) == (1, "")


def test_a_form_that_there_is_not_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(application(("export",)), ["export", "word", str(tmp_path)])
    assert done.exit_code == 2
    assert "expected one of anta, ansible, nornir, nuts, pyats" in done.output or "expected one of" in done.output


def test_secrets_are_named_and_never_compared(tmp_path: Path) -> None:
    from bot.golden import bundled, golden_set
    from bot.propose import propose_intents

    (case,) = (one for one in golden_set(bundled(), "aaa_servers/good") if one.name == "aaa_servers/good")
    (package,) = propose_intents(case.files, case.files, case.intents).packages
    found = received(written(tmp_path, package))
    ((_, text),) = anta.write(found).files
    assert "<secret:" not in yaml.safe_dump(yaml.safe_load(text))
    assert any("a line with a secret" in one for one in anta.write(found).left)
    done = ansible.write(found)
    assert any(one.startswith("secret ") for one in done.left)
    plays = yaml.safe_load(done.files[0][1])
    assert plays[0]["vars"]["gains_secret_names"]
    typed = json.dumps(plays)
    assert '"no_log": true' in typed


def test_the_package_of_a_changed_network_has_another_digest(package: ChangePackage) -> None:
    text = (Changed().read("configs/core-01.cfg") or b"").decode()
    (other,) = packages("cctv-vlan-building-7", files=Changed().put("configs/core-01.cfg", text + "!\n"))
    assert other.digest != package.digest
