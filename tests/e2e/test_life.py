"""A change's whole life through `gains serve` on every forge: webhooks alone drive it, from push to network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.gate import APPROVAL
from schemas.forge import NewPull, NewReview
from tests.contracts.rigs import github_hub
from tests.contracts.test_whole_life import CAMPUS, INTENT, PACKAGE, brought, campus
from tests.e2e.lives import LIVES, Life, gains, served
from tests.e2e.serve_process import until
from tests.github.openapi import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from schemas.forge import PullRequest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def said(life: Life, number: int, marker: str = "gains") -> str:
    """Return the bot's comment of that kind."""
    desk = life.rig.forge("bot")
    found = [
        one for one in desk.comments(number) if one.marker.split(" ")[0] == marker and one.author.is_same(desk.account)
    ]
    assert len(found) <= 1, [one.body for one in found]
    return found[0].body if found else ""


def until_said(life: Life, number: int, words: str, marker: str = "gains") -> str:
    until(lambda: words in said(life, number, marker))
    return said(life, number, marker)


def review(life: Life, number: int, *logins: str) -> None:
    """Approve the head as it is, and tell the server where the forge does not."""
    for login in logins:
        desk = life.rig.forge(login)
        desk.add_review(number, NewReview(state="approved", head_sha=desk.pull(number).head_sha))
        life.told(number)


def collected(life: Life, branch: str, device: str, change: Callable[[bytes], bytes] = lambda text: text) -> None:
    """Bring running configurations to the base branch, as whoever collects them does: what was approved, or not."""
    repository = life.rig.repository
    devices = json.loads(repository.read(life.rig.main, f"{PACKAGE}/candidates.json") or b"")["devices"]
    files: dict[str, bytes | None] = {}
    for one in devices:
        text = repository.read(life.rig.main, f"{PACKAGE}/candidates/{one['device']}.cfg") or b""
        files[f"configs/{one['device']}.cfg"] = change(text) if one["device"] == device else text
    brought(life.rig, branch, files)
    life.told()


@pytest.mark.parametrize("forge", sorted(LIVES))
def test_webhooks_alone_carry_a_change_from_the_push_to_the_network(tmp_path: Path, forge: str) -> None:
    life = LIVES[forge](tmp_path)
    rig, desk = life.rig, life.rig.forge("bot")
    brought(rig, "seed", campus())
    with served(life, tmp_path):
        number, first = _asked(life)
        assert "acc-b7-01" in until_said(life, number, "### Waiting for 2 of 2 approvals")

        review(life, number, "reviewer")
        until_said(life, number, "### Waiting for 1 of 2 approvals")
        wanted = (CAMPUS / INTENT).read_bytes().replace(b"camera, floor 1", b"camera, floor 2")
        rig.push("cctv", {INTENT: wanted})
        life.told(number)
        until_said(life, number, "Changed since `reviewer` approved")
        assert "### Waiting for 2 of 2 approvals" in said(life, number)
        assert desk.pull(number).head_sha != first
        with pytest.raises(AssertionError):  # nobody's old approval lets it through
            until(lambda: desk.pull(number).state == "merged", seconds=1)

        assert [one.state for one in desk.reviews(number) if one.author.login == "reviewer"] == ["dismissed"]
        review(life, number, "reviewer", "second")
        until_said(life, number, "### Waiting: enough people have approved, but something else is missing")
        approved = desk.pull(number).head_sha
        rig.forge("second").add_comment(number, "/gains approve-degraded lab only\n")
        life.told(number)
        until(lambda: desk.pull(number).state == "merged")
        _merged(life, number, approved)

        until_said(life, number, "not applied", "gains-status")
        collected(life, "collected", "acc-b7-01")
        until_said(life, number, "verified", "gains-status")
        collected(
            life, "by-hand", "acc-b7-01", lambda text: text.replace(b"description camera, floor 2", b"description x", 1)
        )
        drifted = until_said(life, number, "partially applied", "gains-status")
        assert "missing: description camera, floor 2, asked for by cctv-vlan-building-7: spec.ports[0]" in drifted
        if life.sends:
            name = f"{life.repository['forge']}:{life.repository['id']}"
            assert f'gains_forge_requests_left{{repository="{name}"}}' in life.client.get("/metrics").text
    _audited(tmp_path, approved)
    assert "ghs_" not in (tmp_path / "server.log").read_text()
    if forge == "github":
        assert violations(github_hub().ask("GET", "/_test/requests")) == []


def _asked(life: Life) -> tuple[int, str]:
    """Push the intent and ask for it; return the pull request's number and the head with its package."""
    rig, desk = life.rig, life.rig.forge("bot")
    rig.push("cctv", {INTENT: (CAMPUS / INTENT).read_bytes()}, parent=rig.main)
    new = NewPull(title="Cameras", source_branch="cctv", target_branch="main")
    pull: PullRequest = rig.forge("author").open_pull(new)
    life.told(pull.number)
    until(lambda: desk.pull(pull.number).head_sha != pull.head_sha)
    head = desk.pull(pull.number).head_sha
    until(lambda: {one.name for one in desk.checks(head) if one.status != "pending"} >= {"gains", APPROVAL})
    return pull.number, head


def _merged(life: Life, number: int, approved: str) -> None:
    """What was merged is what was approved, and says so."""
    rig, desk = life.rig, life.rig.forge("bot")
    assert desk.pull(number).head_sha == approved
    assert rig.main == desk.pull(number).merged_sha
    (found,) = [one for one in desk.checks(approved) if one.name == APPROVAL]
    assert found.status == "success"
    assert rig.repository.read(rig.main, f"{PACKAGE}/manifest.json")
    assert said(life, number, "gains-alarm") == ""


def _audited(folder: Path, approved: str) -> None:
    """The trail is whole, and tells the life of the change to its end."""
    assert gains(folder, "audit", "verify").startswith("whole: ")
    told = [json.loads(line) for line in gains(folder, "jobs", "--json").splitlines()]
    (mine,) = [one for one in told if one["state"] == "regressed"]
    trail = [json.loads(line) for line in gains(folder, "audit", "export").splitlines()]
    events = [(one["event"], json.loads(one["data"])) for one in trail if one["job"] == mine["job"]]
    (compared,) = [data for event, data in events if event == "merge-compared"]
    assert (compared["approved"], compared["alarms"]) == (approved, [])
    outcomes = [data["outcome"] for event, data in events if event == "change-followed"]
    assert list(dict.fromkeys(outcomes)) == ["not applied", "verified", "partially applied"]
