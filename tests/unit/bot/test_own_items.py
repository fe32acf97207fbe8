"""An organisation's snippets and guides: chosen by the same filters, shown where they hold, reviewed in time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.files import Folder
from bot.propose import propose_intents
from bot.review_due import overdue

if TYPE_CHECKING:
    from schemas.package import ChangePackage

HOME = Path(__file__).parents[2] / "cases" / "intents"
BLUEPRINT = """---
id: ios-ntp-server
version: 2.0.0
platform: cisco_ios
feature: ntp_server
reads: ["ntp server {address} [{prefer=prefer}]"]
references: [house rule 7]
---
ntp server {{ f.address }}{% include "own-tail" %}
"""
SNIPPET = """---
id: own-tail-any
version: 1.0.0
fragment: own-tail
references: [house rule 7]
---
 prefer
"""
GUIDE = """---
id: own-time
version: 1.2.0
title: Time
features: [ntp_server]
caveats: ["Logs jump when time is set."]
references: [house rule 8]
---
Ask the watch first.
"""
INTENT = """apiVersion: gains/v1
kind: ntp_servers
metadata: {name: a, reason: A change that is tried}
spec: {devices: [ios-1], servers: [{address: 192.0.2.77, prefer: true}]}
"""


@pytest.fixture
def network(tmp_path: Path) -> Path:
    root = tmp_path / "network"
    shutil.copytree(HOME / "network", root)
    put(root, "intents/a.yaml", INTENT)
    return root


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def made(root: Path) -> ChangePackage:
    (package,) = propose_intents(Folder(root), Folder(root), ["intents/a.yaml"]).packages
    return package


def known(package: ChangePackage) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(dict(package.files)["knowledge.json"])
    return read


def test_the_snippet_that_holds_for_the_device_is_put_in_and_named(network: Path) -> None:
    put(network, "knowledge/blueprints/ntp.j2", BLUEPRINT)
    put(network, "knowledge/snippets/any.j2", SNIPPET)
    narrow = SNIPPET.replace("own-tail-any", "own-tail-core").replace("fragment", "roles: [core]\nfragment")
    put(network, "knowledge/snippets/core.j2", narrow.replace("prefer", "minpoll 6"))
    package = made(network)
    assert not package.blocking
    (used,) = known(package)["used"]
    assert [one["snippet"] for one in used["snippets"]] == ["own-tail-any@1.0.0"]
    assert used["source"].startswith("knowledge/blueprints/ntp.j2")
    assert "ntp server 192.0.2.77 prefer" in dict(package.files)["candidates/ios-1.cfg"].decode()


def test_a_snippet_that_nobody_has_blocks_on_the_blueprint(network: Path) -> None:
    put(network, "knowledge/blueprints/ntp.j2", BLUEPRINT)
    package = made(network)
    assert package.blocking
    (found,) = [one for one in package.findings if one.rule == "knowledge-invalid"]
    assert "there is no such snippet" in found.message
    assert found.place
    assert found.place.file == "knowledge/blueprints/ntp.j2"


def test_a_guide_is_shown_in_plan_and_explain_pack(network: Path) -> None:
    put(network, "knowledge/guides/time.md", GUIDE)
    package = made(network)
    files = dict(package.files)
    assert "Ask the watch first." in files["explain.md"].decode()
    assert "Logs jump when time is set." in files["change-plan.md"].decode()
    assert "own-time@1.2.0" in [one["guide"] for one in known(package)["guides"]]


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ("roles: [core]", "it is for the roles core, ios-1 is distribution"),
        ("status: deprecated", "its status is deprecated"),
        ("platform: cisco_ios\nos_version: '<17'", "it is for <17, ios-1 runs 17.9.4a"),
    ],
)
def test_a_guide_that_does_not_hold_is_rejected_with_why(network: Path, more: str, because: str) -> None:
    put(network, "knowledge/guides/time.md", GUIDE.replace("features", f"{more}\nfeatures"))
    said = known(made(network))
    assert {one["guide"]: one["because"] for one in said["guides_rejected"]}["own-time@1.2.0"] == because


def test_a_guide_of_a_bundled_ones_name_takes_its_place(network: Path) -> None:
    before = [one["guide"].partition("@")[0] for one in known(made(network))["guides"]]
    assert before
    put(network, "knowledge/guides/own.md", GUIDE.replace("id: own-time", f"id: {before[0]}"))
    assert f"{before[0]}@1.2.0" in [one["guide"] for one in known(made(network))["guides"]]


@pytest.mark.parametrize(
    ("rule", "why"), [("no-such-rule", "is not there"), ("ntp-kept", "is switched off"), ("logging-kept", "")]
)
def test_a_blueprint_is_used_only_with_the_rules_that_make_it_safe(network: Path, rule: str, why: str) -> None:
    put(network, "knowledge/blueprints/ntp.j2", BLUEPRINT.replace("references", f"policies: [{rule}]\nreferences"))
    put(network, "knowledge/snippets/any.j2", SNIPPET)
    off = "apiVersion: gains/v1\nkind: policy-parameters\nrules: {ntp-kept: {severity: 'off'}}\n"
    put(network, "policies/parameters.yaml", off)
    package = made(network)
    found = [one.message for one in package.findings if one.rule == "knowledge-unsafe"]
    assert found == ([f"ios-ntp-server@2.0.0 is safe only with the rule {rule}, which {why}"] if why else [])
    assert package.blocking == bool(why)


WINDOW = "window: {not_before: 2026-12-01T22:00:00Z, not_after: 2026-12-02T02:00:00Z}\n"


@pytest.mark.parametrize(
    ("day", "window", "said"),
    [
        ("2026-12-01", WINDOW, "was to be reviewed by 2026-12-01, before the window ends"),
        ("2026-12-02", WINDOW, ""),
        ("2026-12-01", "", ""),
        ("", WINDOW, ""),
    ],
)
def test_a_day_of_review_is_said_in_the_package_where_the_window_ends_later(
    network: Path, day: str, window: str, said: str
) -> None:
    more = f"review_by: {day}\nreferences" if day else "references"
    put(network, "knowledge/blueprints/ntp.j2", BLUEPRINT.replace("references", more))
    put(network, "knowledge/snippets/any.j2", SNIPPET)
    put(network, "intents/a.yaml", INTENT + window)
    package = made(network)
    found = [one.message for one in package.findings if one.rule == "knowledge-review-due" and "ios-ntp" in one.message]
    assert [said in one for one in found] == ([True] if said else [])
    assert not package.blocking, "it is said, and decides nothing"
    late = "ios-ntp-server@2.0.0 was to be reviewed by 2026-12-01; a rests on it"
    assert (late in overdue([package], "2026-12-02")) == (day == "2026-12-01"), "the gate knows the day, window or not"
    assert late not in overdue([package], "2026-12-01")
