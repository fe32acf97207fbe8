"""From the approval to the network, step by step and without an engine: what is merged, what is said, what is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.answer import CHECK
from bot.answering import nobody
from bot.app import Services, services
from bot.jobs.agenda import Wish
from bot.jobs.aside import gave_up
from bot.jobs.connections import Connection
from bot.jobs.engine import Step
from bot.jobs.trail import entries
from bot.ports import ForgeBusyError, NotMergeableError
from bot.reach import reach
from bot.release import NotApprovedError
from bot.rules import EMERGENCY
from bot.settings import ServerSettings
from schemas.forge import Check, NewPull, NewReview, PullEdit
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import ENGINEER, INTENT, REVIEWERS, asked, begun, forge, pushed, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.jobs.store import Job
    from bot.repositories import RepositorySettings

KEY = "local:campus"


class Refusing:
    """A desk that does not merge."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    def merge(self, number: int, **_: str) -> None:
        raise NotMergeableError(f"pull request {number}: a required check of somebody else has not come")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return begun(tmp_path)


@pytest.fixture
def parts(tmp_path: Path, bare: Path) -> Iterator[Services]:
    made = server(tmp_path, bare)
    yield made
    made.close()


def server(folder: Path, bare: Path, **more: Any) -> Services:
    made = services(ServerSettings(data_dir=folder, repositories=(served(bare),), release="bot"), **more)
    return replace(made, work=replace(made.work, answering=nobody))


def looks(parts: Services, *, until: str = "") -> list[str]:
    """Take everything that is wished for and carry it out; return the steps. `until`: the step to stop before."""
    done: list[str] = []
    while turns := parts.agenda.take():
        for turn in turns:
            parts.agenda.handed_on(turn)
            step: Step | None = Step(run=turn.run, key=turn.key, generation=turn.generation, step="look")
            while step is not None:
                if step.step == until:
                    parts.agenda.done(turn)
                    return done
                done.append(step.step)
                try:
                    step = parts.work.act(step)
                except Exception:
                    parts.agenda.done(turn)
                    raise
            parts.agenda.done(turn)
    return done


def want(parts: Services, pull: int | None = 1) -> None:
    with parts.database.write() as connection:
        parts.agenda.want(connection, Wish(repository=KEY, pull=pull))


def job(parts: Services) -> Job:
    return parts.jobs.listed(before=None, most=1, pull=1)[0]


def trail(parts: Services) -> list[tuple[str, dict[str, Any]]]:
    with parts.database.read() as connection:
        return [(one.event, json.loads(one.data)) for one in entries(connection, job=job(parts).id)]


def approve(bare: Path, body: str = "accepted without an analyzer") -> str:
    head = forge(bare).pull(1).head_sha
    for reviewer in REVIEWERS:
        forge(bare, reviewer).add_review(1, NewReview(state="approved", head_sha=head, body=body))
    return head


def said(bare: Path, marker: str) -> str:
    return "".join(one.body for one in forge(bare).comments(1) if one.marker.startswith(marker))


def approved(parts: Services, bare: Path) -> str:
    asked(bare)
    want(parts)
    looks(parts)
    head = approve(bare)
    want(parts)
    return head


def test_what_is_approved_is_merged_compared_and_followed(parts: Services, bare: Path) -> None:
    head = approved(parts, bare)
    assert looks(parts) == ["look", "judge", "release", "compare", "look"]
    assert (job(parts).state, forge(bare).pull(1).state) == ("released", "merged")
    events = dict(trail(parts))
    assert events["job-released"]["approvers"] == sorted(one.login for one in REVIEWERS)
    assert (events["merge-compared"]["approved"], events["merge-compared"]["alarms"]) == (head, [])
    assert events["change-followed"]["outcome"] == "not applied"
    assert "not applied" in said(bare, "gains-status")
    seen = len(trail(parts))
    want(parts, None)
    want(parts)
    looks(parts)
    assert len(trail(parts)) == seen, "what is not new is not recorded again"


def test_the_network_is_followed_from_commit_to_commit(parts: Services, bare: Path) -> None:
    approved(parts, bare)
    looks(parts)
    files = parts.work.connections.get(KEY).repository
    main = files.head("main") or ""
    wanted = {
        entry.path.rpartition("/")[2]: files.read(main, entry.path) or b""
        for entry in files.entries(main, f"changes/{INTENT}/candidates")
    }
    changed = {name: text for name, text in wanted.items() if text != files.read(main, f"configs/{name}")}
    for name, text in sorted(changed.items()):
        _collected(bare, name, text)
    want(parts, None)
    looks(parts)
    assert job(parts).state == "verified"
    name, text = min(changed.items())
    _collected(bare, name, files.read(main, f"configs/{name}") or b"")
    want(parts, None)
    looks(parts)
    assert job(parts).state == "regressed"
    assert "not applied" in said(bare, "gains-status")
    _collected(bare, name, text)
    want(parts, None)
    looks(parts)
    assert job(parts).state == "verified"


def _collected(bare: Path, name: str, text: bytes) -> None:
    """Bring a running configuration to main by a pull request of its own."""

    desk = forge(bare, ENGINEER)
    branch = f"collected-{len(desk.pulls(None))}"
    pushed(bare, branch, f"configs/{name}", text)
    pull = desk.open_pull(NewPull(title="Collected", source_branch=branch, target_branch="main"))
    desk.merge(pull.number, head_sha=pull.head_sha, message="m\n")


def test_a_merge_that_the_gate_had_not_approved_is_said(parts: Services, bare: Path) -> None:
    asked(bare)
    want(parts)
    looks(parts)
    head = forge(bare).pull(1).head_sha
    forge(bare, ENGINEER).merge(1, head_sha=head, message="in a hurry\n")
    want(parts)
    assert "compare" in looks(parts)
    assert "the gate had not approved it" in said(bare, "gains-alarm")
    events = dict(trail(parts))
    assert "merged-without-approval" in events
    assert events["merge-compared"]["alarms"] == ["merged, and the gate had not approved it"]


def test_a_rejected_change_that_is_merged_all_the_same_is_said(parts: Services, bare: Path) -> None:
    asked(bare)
    want(parts)
    looks(parts)
    forge(bare, ENGINEER).edit_pull(1, PullEdit(state="closed"))
    want(parts)
    looks(parts)
    assert job(parts).state == "rejected"
    desk = forge(bare, ENGINEER)
    desk.edit_pull(1, PullEdit(state="open"))
    desk.merge(1, head_sha=desk.pull(1).head_sha, message="m\n")
    want(parts)
    looks(parts)
    assert job(parts).state == "released"
    assert "the gate had not approved it" in said(bare, "gains-alarm")


def test_what_came_along_with_the_merge_is_an_alarm(parts: Services, bare: Path) -> None:
    approved(parts, bare)
    looks(parts, until="release")
    files = parts.work.connections.get(KEY).repository
    main = files.head("main") or ""
    devices = [entry.path.rpartition("/")[2] for entry in files.entries(main, "configs")]
    touched = json.loads(files.read(job(parts).head_sha, f"changes/{INTENT}/candidates.json") or b"")["devices"]
    name = next(f"{one['device']}.cfg" for one in touched if f"{one['device']}.cfg" in devices)
    text = files.read(main, f"configs/{name}") or b""
    _collected(bare, name, text + b"! moved\n")
    desk = forge(bare, ENGINEER)
    desk.merge(1, head_sha=desk.pull(1).head_sha, message="by hand\n")
    want(parts)
    looks(parts)
    assert f"configs/{name} moved between the decision and the merge" in said(bare, "gains-alarm")


def test_an_approval_taken_back_in_the_last_moment_counts(parts: Services, bare: Path) -> None:
    head = approved(parts, bare)
    looks(parts, until="release")
    assert job(parts).state == "approved"
    forge(bare, REVIEWERS[0]).add_review(1, NewReview(state="changes_requested", head_sha=head, body="wait"))
    step = Step(run="r", key=f"{KEY}#1", generation=99, step="release", job=job(parts).id)
    with pytest.raises(NotApprovedError):
        parts.work.act(step)
    assert forge(bare).pull(1).state == "open"
    want(parts)
    looks(parts)
    assert job(parts).state == "blocked"


def test_one_change_at_a_time_at_a_site(parts: Services, bare: Path) -> None:
    approved(parts, bare)
    looks(parts, until="release")
    mine = job(parts)
    assert mine.sites
    step = Step(run="r", key=f"{KEY}#1", generation=99, step="release", job=mine.id)
    with parts.work.sites.held(KEY, mine.sites[:1], "job-of-somebody-else"), pytest.raises(ForgeBusyError):
        parts.work.act(step)
    assert forge(bare).pull(1).state == "open"
    after = parts.work.act(step)
    assert after
    assert after.step == "compare"
    with parts.work.sites.held(KEY, mine.sites, "job-of-somebody-else"):
        pass


def test_a_worker_killed_between_the_merge_and_its_note_leaves_nothing_out(parts: Services, bare: Path) -> None:
    head = approved(parts, bare)
    looks(parts, until="release")
    forge(bare).merge(1, head_sha=head, message="by the bot that died\n")
    assert job(parts).state == "approved"
    want(parts)
    assert "compare" in looks(parts)
    assert job(parts).state == "released"
    assert dict(trail(parts))["merge-compared"]["alarms"] == []


def test_a_forge_that_does_not_merge_is_quoted(tmp_path: Path, bare: Path) -> None:
    def refusing(one: RepositorySettings) -> Connection:
        there = reach(one, clock=made.clock, secrets=made.secrets)
        desk: Any = Refusing(there.desk)
        return Connection(desk, there.repository)

    made = server(tmp_path, bare, connecting=refusing)
    approved(made, bare)
    with pytest.raises(NotMergeableError):
        looks(made)
    assert "the forge does not merge it" in said(bare, "gains-release")
    assert job(made).state == "approved"
    made.close()


def test_an_emergency_waits_for_its_label_not_for_owners_and_leaves_a_review_behind(
    parts: Services, bare: Path
) -> None:
    wanted = (CAMPUS / "intents" / f"{INTENT}.yaml").read_text()
    body = "\n".join(f"  {line}" for line in wanted.partition("\nspec:\n")[2].partition("\nwindow:")[0].splitlines())
    kind = wanted.partition("\nkind: ")[2].partition("\n")[0]
    intent = (
        "apiVersion: gains/v1\nkind: emergency\nmetadata:\n  name: urgent\n  reason: sessions are down\n"
        "spec:\n  incident: INC0042\n  cause: transit is down at one site\n"
        f'  review_by: "2030-01-01T00:00:00Z"\n  kind: {kind}\n  spec:\n{body}\n'
    )
    pushed(bare, "urgent", "intents/urgent.yaml", intent.encode())

    forge(bare, ENGINEER).open_pull(NewPull(title="Urgent", source_branch="urgent", target_branch="main"))
    want(parts)
    looks(parts)
    approve(bare)
    want(parts)
    looks(parts)
    assert job(parts).state == "awaiting_approval", job(parts).reason
    assert f"declared by the label {EMERGENCY}" in job(parts).reason
    forge(bare, ENGINEER).edit_pull(1, PullEdit(labels=(EMERGENCY,)))
    want(parts)
    looks(parts)
    assert job(parts).state == "released", job(parts).reason
    assert "emergency-released" in dict(trail(parts))
    assert "intents/urgent-review.yaml: to be committed and reviewed until" in said(bare, "gains-emergency")


def test_a_head_that_was_left_does_not_look_unfinished(parts: Services, bare: Path) -> None:
    asked(bare)
    want(parts)
    looks(parts, until="answer")
    desk = forge(bare)
    first = desk.pull(1).head_sha
    desk.publish(Check(name=CHECK, head_sha=first, status="pending", title="being worked on"))
    path = f"intents/{INTENT}.yaml"
    text = (CAMPUS / path).read_bytes().replace(b"lit since", b"lit ever since")
    pushed(bare, f"ask/{INTENT}", path, text)
    want(parts)
    looks(parts)
    (check,) = [one for one in desk.checks(first) if one.name == CHECK]
    assert check.status == "neutral"
    assert check.title == f"superseded by {job(parts).source_sha[:12]}"


def test_what_was_put_aside_is_said_in_the_pull_request(parts: Services, bare: Path) -> None:
    asked(bare)
    want(parts)
    gave_up(parts.work, f"{KEY}#1", f"{KEY}#1@7")
    desk = forge(bare)
    (check,) = desk.checks(desk.pull(1).head_sha)
    assert check.status == "failure"
    assert f"internal error, put aside after many tries: {KEY}#1@7" in check.title
    gave_up(parts.work, f"{KEY}/*", "r")


def test_a_sweep_hears_of_a_base_that_moved_though_nobody_told(parts: Services, bare: Path) -> None:
    sweep = replace(parts.sweep, work=parts.work, heads={})
    key = Wish(repository=KEY).key

    def wished() -> int:
        row = parts.agenda.row(key)
        turns = [turn for turn in parts.agenda.take() if turn.key == key]
        for turn in turns:
            parts.agenda.handed_on(turn)
            parts.agenda.done(turn)
        return len(turns) if row else 0

    sweep.once()
    assert wished() == 1
    sweep.once()
    assert wished() == 0
    _collected(bare, "dist-a-01.cfg", b"hostname x\n")
    sweep.once()
    assert wished() == 1
