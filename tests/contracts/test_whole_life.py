"""A change's whole life on every forge: asked for, answered, fixed, approved again by others, merged, verified."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot
from bot.afterwards import follow_up
from bot.answer import answer
from bot.approval import newest
from bot.gate import APPROVAL, gate
from bot.obey import obey
from bot.release import NotApprovedError, alarmed, release
from pipeline.errors import ForgeError
from schemas.approval import People
from schemas.forge import Account, NewPull, NewReview
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from bot.ports import Desk
    from tests.contracts.rigs import Rig

CAMPUS = Path(bot.__file__).parent.parent / "docs" / "examples" / "campus"
INTENT = "intents/cctv-vlan-building-7.yaml"
PACKAGE = "changes/cctv-vlan-building-7"


def campus() -> dict[str, bytes | None]:
    files = {file.relative_to(CAMPUS).as_posix(): file.read_bytes() for file in CAMPUS.rglob("*") if file.is_file()}
    kept = {path: content for path, content in files.items() if not path.startswith(("intents/", "changes/", "README"))}
    kept["gains.yaml"] = kept["gains.yaml"].replace(b"  required: 1", b"  required: 1\n  protection: advisory")
    return {**kept, "configs/a.cfg": None, "configs/b.cfg": None, "intents/x.yaml": None}


def brought(rig: Rig, branch: str, files: dict[str, bytes | None]) -> None:
    """Put files onto main as somebody else would: by a pull request of their own."""
    head = rig.push(branch, files)
    opened = rig.forge("other").open_pull(NewPull(title=branch, source_branch=branch, target_branch="main"))
    rig.forge("other").merge(opened.number, head_sha=head, message="m\n")


def approve(rig: Rig, number: int, *logins: str) -> None:
    for login in logins:
        head = rig.forge(login).pull(number).head_sha
        rig.forge(login).add_review(number, NewReview(state="approved", head_sha=head, body="lab only"))


def report(desk: Desk, number: int) -> str:
    (found,) = [one for one in desk.comments(number) if one.marker == "gains"]
    return found.body


def accept(rig: Rig, number: int, login: str) -> None:
    """Say in a comment why nobody's look is accepted, and let the bot hear it."""
    rig.forge(login).add_comment(number, "/gains approve-degraded lab only\n")
    heard = obey(rig.forge("bot"), rig.repository, number, FakeClock())
    assert heard.verbs == ("approve-degraded",)
    assert obey(rig.forge("bot"), rig.repository, number, FakeClock()).verbs == ()


def test_a_change_from_the_push_to_the_network(rig: Rig) -> None:
    clock, desk, people = FakeClock(), rig.forge("bot"), People(requester=Account(login="author"))
    brought(rig, "seed", campus())
    wanted = (CAMPUS / INTENT).read_bytes()
    rig.push("cctv", {INTENT: wanted}, parent=rig.main)
    pull = rig.forge("author").open_pull(NewPull(title="Cameras", source_branch="cctv", target_branch="main"))
    number = pull.number

    first = answer(desk, rig.repository, number, clock, people=people)
    assert desk.pull(number).head_sha == first.head_sha != pull.head_sha
    assert answer(desk, rig.repository, number, clock, people=people).head_sha == first.head_sha
    assert report(desk, number).startswith("### Waiting for 2 of 2 approvals")
    assert "acc-b7-01" in report(desk, number)
    states = {one.name: one.status for one in desk.checks(first.head_sha)}
    assert states["gains"] == ("success" if "neutral" in rig.lacks else "neutral")
    assert states[APPROVAL] not in ("success", "neutral")
    with pytest.raises(NotApprovedError):
        release(desk, rig.repository, number, people)

    approve(rig, number, "reviewer", "second")
    accept(rig, number, "second")
    assert gate(desk, rig.repository, number, people).decision.state == "approved"

    rig.push("cctv", {INTENT: wanted.replace(b"camera, floor 1", b"camera, floor 2")})
    stale = answer(desk, rig.repository, number, clock, people=people)
    assert stale.gate
    assert stale.gate.decision.state == "waiting"
    assert stale.gate.decision.approvers == ()
    assert "Changed since `reviewer` approved" in report(desk, number)
    with pytest.raises(NotApprovedError):
        release(desk, rig.repository, number, people)

    if "self-approval" in rig.lacks:
        with pytest.raises(ForgeError):
            approve(rig, number, "author")
    else:
        approve(rig, number, "author")
    approve_again(rig, number, "reviewer", "second")
    accept(rig, number, "reviewer")
    found = gate(desk, rig.repository, number, people)
    assert sorted(one.login for one in found.decision.approvers) == ["reviewer", "second"]
    done = release(desk, rig.repository, number, people)
    assert alarmed(desk, rig.repository, number, done.moved) == ()
    assert done.pull.merged_sha == rig.main
    assert rig.repository.read(rig.main, f"{PACKAGE}/manifest.json")

    ((told, status),) = follow_up(desk, rig.repository, "main")
    assert (told, status.outcome) == (number, "not applied")
    devices = json.loads(rig.repository.read(rig.main, f"{PACKAGE}/candidates.json") or b"")["devices"]
    running: dict[str, bytes | None] = {
        f"configs/{one['device']}.cfg": rig.repository.read(rig.main, f"{PACKAGE}/candidates/{one['device']}.cfg")
        for one in devices
    }
    brought(rig, "collected", running)
    ((_, verified),) = follow_up(desk, rig.repository, "main")
    assert verified.outcome == "verified"

    rig.forge("second").add_comment(number, "/gains revert\n")
    assert obey(desk, rig.repository, number, clock).verbs == ("revert",)
    (back,) = [one for one in desk.pulls() if one.source_branch == "gains/revert-cctv-vlan-building-7"]
    assert b'intent: "cctv-vlan-building-7"' in (
        rig.repository.read(back.head_sha, "intents/revert-cctv-vlan-building-7.yaml") or b""
    )
    undone = answer(desk, rig.repository, back.number, clock)
    (package,) = undone.packages
    assert not package.blocking, [one.message for one in package.findings]
    for one in devices:
        was = rig.repository.read(pull.base_sha, f"configs/{one['device']}.cfg") or b""
        again = dict(package.files)[f"candidates/{one['device']}.cfg"]
        assert sorted(again.replace(b"!", b"").split()) == sorted(was.replace(b"!", b"").split())
    approve(rig, back.number, "second")
    assert undone.gate
    found = gate(desk, rig.repository, back.number, people)
    assert found.decision.approvers == ()
    assert any("second" in reason and "cannot" in reason for reason in found.decision.reasons)

    theirs = rig.push(back.source_branch, {"intents/x.yaml": b"a: 1\n"})
    rig.forge("second").add_comment(back.number, "/gains rebuild\n")
    assert obey(desk, rig.repository, back.number, clock).verbs == ("rebuild",)
    head = desk.pull(back.number).head_sha
    assert rig.repository.merge_base(theirs, head) == rig.main
    assert rig.repository.read(head, "intents/x.yaml") is None
    assert theirs in "".join(one.body for one in desk.comments(back.number))
    text = running["configs/acc-b7-01.cfg"] or b""
    edited = text.replace(b"description camera, floor 2", b"description x", 1)
    brought(rig, "by-hand", {"configs/acc-b7-01.cfg": edited})
    ((_, drifted),) = follow_up(desk, rig.repository, "main")
    assert drifted.outcome == "partially applied"
    (said,) = [one.body for one in desk.comments(number) if one.marker.startswith("gains-status")]
    assert "missing: description camera, floor 2, asked for by cctv-vlan-building-7: spec.ports[0]" in said


def approve_again(rig: Rig, number: int, *logins: str) -> None:
    """Approve another head; where an approval stands for good, it has to be taken back first."""
    for login in logins:
        forge = rig.forge(login)
        mine = [one for one in newest(forge.reviews(number)) if one.author.login == login and one.state == "approved"]
        if mine and "review-words" in rig.lacks:
            forge.add_review(number, NewReview(state="dismissed", head_sha=forge.pull(number).head_sha))
        approve(rig, number, login)
