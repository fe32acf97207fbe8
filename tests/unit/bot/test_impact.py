"""A change of knowledge or policies says which configurations would differ, in the terminal and on its pull request."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.adapters.git import workspace
from bot.answer import answer
from bot.cli import application
from bot.files import Folder
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from bot.impact import impact
from bot.impact_said import KNOWLEDGE, MARKER
from bot.impact_words import headline, markdown
from bot.knowledge import bundled
from schemas.forge import Check
from tests.fakes.clock import FakeClock
from tests.unit.bot.requested import requested

HOME = Path(__file__).parents[2] / "cases" / "intents"
SOUND = """---
id: ios-ntp-server
version: 2.0.0
platform: cisco_ios
feature: ntp_server
reads: ["ntp server {address} burst", "ntp server {address} {prefer=prefer}"]
references: [house rule 7]
---
ntp server {{ f.address }}{{ " prefer" if f.prefer else " burst" }}
"""
RULE = """apiVersion: gains/v1
kind: policy
id: no-burst
severity: error
title: No server by that address
explanation: It is somebody else's.
fix: Take another one.
references: [house rule 8]
each: added
assert: '!it.text.contains("192.0.2.77")'
message: "{it.text} on {device.name}"
"""
BUNDLED = next(
    f"{one.header.id}@{one.header.version}" for one in bundled(("cisco_ios",)) if one.header.id == "ios-ntp-server"
)
VERSION = BUNDLED.partition("@")[2]
BLUEPRINT, POLICY = "knowledge/blueprints/ntp.j2", "policies/no-burst.yaml"
INTENT = """apiVersion: gains/v1
kind: {kind}
metadata: {{name: {name}, reason: A change that is tried}}
spec: {spec}
"""
INTENTS = {
    "intents/a.yaml": INTENT.format(
        kind="ntp_servers", name="a", spec="{devices: [ios-1], servers: [{address: 192.0.2.77}]}"
    ),
    "intents/deployed.yaml": INTENT.format(
        kind="ntp_servers", name="deployed", spec="{devices: [ios-1], servers: [{address: 192.0.2.1}]}"
    ),
    "intents/elsewhere.yaml": INTENT.format(
        kind="ntp_servers", name="elsewhere", spec="{devices: [eos-1], servers: [{address: 192.0.2.78}]}"
    ),
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = tmp_path / "base"
    shutil.copytree(HOME / "network", root)
    running = root / "configs" / "ios-1.cfg"
    running.write_text(running.read_text().rstrip("\n") + "\nntp server 192.0.2.1\n")
    for path, text in INTENTS.items():
        (root / "intents").mkdir(exist_ok=True)
        (root / path).write_text(text)
    return root


def changed(base: Path, **files: str) -> Path:
    head = base.parent / "head"
    shutil.copytree(base, head)
    for name, text in files.items():
        path = head / {"blueprint": BLUEPRINT, "policy": POLICY}.get(name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return head


def test_what_would_differ_is_said_line_by_line_and_whether_the_network_runs_it(base: Path) -> None:
    found = impact(Folder(base), Folder(changed(base, blueprint=SOUND)))
    assert [(one.file, one.before, one.after) for one in found.items] == [
        (BLUEPRINT, f"bundled {BUNDLED}", "ios-ntp-server@2.0.0")
    ]
    said = {one.file: [(each.device, each.deployed, each.diff) for each in one.devices] for one in found.intents}
    assert said.keys() == {"intents/a.yaml", "intents/deployed.yaml"}
    ((device, deployed, diff),) = said["intents/a.yaml"]
    assert (device, deployed) == ("ios-1", False)
    assert "-ntp server 192.0.2.77" in diff
    assert "+ntp server 192.0.2.77 burst" in diff
    ((device, deployed, diff),) = said["intents/deployed.yaml"]
    assert (device, deployed) == ("ios-1", True)
    assert (found.untouched, [one.rule for one in found.findings]) == (1, ["knowledge-case-missing"])
    assert headline(found) == "3 intents unchanged, 2 configurations would differ"
    assert "the network runs what the intent gives today" in markdown(found)


def test_the_same_knowledge_changes_nothing(base: Path) -> None:
    assert impact(Folder(base), Folder(changed(base))) == impact(Folder(base), Folder(base))
    assert impact(Folder(base), Folder(base)).items == ()


def test_a_rule_shows_what_it_would_block_and_a_waived_one_what_it_would_let_through(base: Path) -> None:
    head = changed(base, policy=RULE)
    found = impact(Folder(base), Folder(head))
    (broken,) = [one for one in found.intents if one.differs]
    assert (broken.file, broken.blocked, broken.devices) == ("intents/a.yaml", "then", ())
    assert broken.breaks == ("no-burst: ntp server 192.0.2.77 on ios-1",)
    assert (found.breaking, len(found.intents), found.untouched) == (1, 3, 0)
    back = impact(Folder(head), Folder(base))
    (mended,) = [one for one in back.intents if one.differs]
    assert (mended.blocked, mended.mends) == ("today", broken.breaks)
    assert back.items[0].after == ""


def test_too_many_intents_and_unreadable_ones_are_counted_not_passed_over(base: Path) -> None:
    (base / "intents" / "b.yaml").write_text("kind: [")
    found = impact(Folder(base), Folder(changed(base, blueprint=SOUND)), most=1)
    assert (len(found.intents), found.left_out, found.unread) == (1, 1, ("intents/b.yaml",))
    assert "1 not looked at" in headline(found)
    assert "intents/b.yaml" in markdown(found)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("f.address", "f.adress", "knowledge-invalid"),
        ("version: 2.0.0", f"version: {VERSION}", "knowledge-version-kept"),
        ("references", "policies: [no-such-rule]\nreferences", "knowledge-invalid"),
    ],
)
def test_what_is_not_sound_is_said(base: Path, old: str, new: str, rule: str) -> None:
    found = impact(Folder(base), Folder(changed(base, blueprint=SOUND.replace(old, new, 1))))
    assert [one.rule for one in found.findings if one.severity == "error"] == [rule]
    assert found.findings[0].place
    assert found.findings[0].place.file == BLUEPRINT


def test_reviewing_an_item_again_needs_no_other_version(base: Path) -> None:
    (base / "knowledge" / "blueprints").mkdir(parents=True)
    (base / BLUEPRINT).write_text(SOUND)
    again = SOUND.replace("references", "reviewed: 2026-11-20\nreview_by: 2027-11-20\nreferences", 1)
    found = impact(Folder(base), Folder(changed(base, blueprint=again)))
    assert ([one.rule for one in found.findings], found.differing) == (["knowledge-case-missing"], 0)


def ran(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(application(), ["knowledge", "impact", *words])
    return result.exit_code, result.output


def test_the_command_compares_with_a_branch_or_a_folder(base: Path) -> None:
    head = changed(base, blueprint=SOUND)
    code, said = ran("--root", str(head), "--before", str(base))
    assert code == 1
    assert "+ntp server 192.0.2.77 burst" in said
    assert ran("--root", str(base), "--before", str(base))[0] == 2
    code, said = ran("--root", str(head))
    assert code == 3
    assert "no checkout" in said
    files = {file.relative_to(base).as_posix(): file.read_bytes() for file in base.rglob("*") if file.is_file()}
    create(head / ".git", files, when=FakeClock().now())
    code, said = ran("--root", str(head), "--json")
    assert code == 1
    assert json.loads(said)["items"][0]["file"] == BLUEPRINT
    code, said = ran("--root", str(head), "--base", "no-such")
    assert code == 3
    assert "no-such" in said


def opened(base: Path, **files: str) -> tuple[LocalForge, str, str]:
    """Answer a pull request with these files; return forge, head and the bot's comment about knowledge."""
    clock = FakeClock()
    there = {file.relative_to(base).as_posix(): file.read_bytes() for file in base.rglob("*") if file.is_file()}
    wanted = {path: text.encode() for path, text in files.items()}
    forge, repository = requested(base.parent, there, wanted, clock)
    head = answer(forge, repository, 1, clock).head_sha
    said = [one.body for one in forge.comments(1) if one.marker == MARKER]
    assert len(said) == 1
    return forge, head, said[0]


def checks(forge: LocalForge, head: str) -> dict[str, Check]:
    return {one.name: one for one in forge.checks(head)}


def test_the_bot_says_it_on_the_pull_request(base: Path) -> None:
    forge, head, said = opened(base, **{BLUEPRINT: SOUND})
    assert "3 intents unchanged, 2 configurations would differ" in said
    assert "+ntp server 192.0.2.77 burst" in said
    check = checks(forge, head)[KNOWLEDGE]
    assert (check.status, check.title) == ("neutral", "3 intents unchanged, 2 configurations would differ")
    assert checks(forge, head)["gains"].status == "neutral"
    answer(forge, workspace(base.parent / "net.git"), 1, FakeClock())
    assert [one.body for one in forge.comments(1) if one.marker == MARKER] == [said], "asked twice it says it once"


def test_what_nothing_rests_on_is_a_success(base: Path) -> None:
    guide = "---\nid: g\nversion: 1.0.0\ntitle: T\nfeatures: [vrf]\nreferences: [r]\n---\nText.\n"
    forge, head, _ = opened(base, **{"knowledge/guides/g.md": guide})
    assert checks(forge, head)[KNOWLEDGE].status == "success"


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (BLUEPRINT, SOUND.replace("f.address", "f.adress", 1), "knowledge-invalid"),
        (BLUEPRINT, SOUND.replace("version: 2.0.0", f"version: {VERSION}"), "knowledge-version-kept"),
        (POLICY, RULE.replace("contains", "contain"), "policy-invalid"),
    ],
)
def test_what_would_block_every_change_once_merged_fails_on_its_line(
    base: Path, path: str, text: str, rule: str
) -> None:
    forge, head, said = opened(base, **{path: text})
    assert rule in said
    found = checks(forge, head)
    assert (found[KNOWLEDGE].status, found["gains"].status) == ("failure", "failure")
    assert found["gains/approval"].status != "success"
    assert {one.path for one in found[KNOWLEDGE].annotations} == {path}
    assert found[KNOWLEDGE].annotations[0].line >= 1


def test_knowledge_and_an_intent_are_no_one_pull_request(base: Path) -> None:
    intent = INTENTS["intents/a.yaml"].replace("name: a", "name: new").replace("77", "79")
    forge, head, _ = opened(base, **{BLUEPRINT: SOUND, "intents/new.yaml": intent})
    check = checks(forge, head)["gains"]
    assert check.status == "failure"
    assert any("pull request of its own" in one.message for one in check.annotations)
    made = workspace(base.parent / "net.git").read(head, "changes/new/candidates.json") or b""
    assert b"192.0.2.79 burst" not in made, "the base's knowledge is what an intent is made with"
