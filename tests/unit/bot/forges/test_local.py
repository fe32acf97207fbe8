"""The local forge beyond the contract: several processes at once, hands on its refs, and what it keeps."""

from __future__ import annotations

import multiprocessing
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.git import GitWorkspace
from bot.adapters.git_command import GitCommand
from bot.adapters.git_refs import Move, move, tip
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from bot.forges.local_pulls import KeptPull
from bot.forges.local_store import RefStore
from bot.ports import NotMergeableError
from pipeline.errors import ForgeError
from schemas.forge import Account, Check, NewPull, NewReview, PullEdit
from schemas.workspace import Author, NewCommit

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
EACH = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return create(tmp_path / "net.git", {"a.cfg": b"1\n"}, when=WHEN).directory


def forge(path: Path, login: str = "bot") -> LocalForge:
    return LocalForge(GitCommand(path), Account(login=login), SystemClock())


def push(path: Path, branch: str, name: str) -> str:
    files = GitWorkspace(GitCommand(path))
    main = files.head("main")
    assert main
    author = Author(name="engineer", email="engineer@example.net")
    listed = ((name, b"1\n"),)
    return files.commit(
        NewCommit(branch=branch, parent=main, expected_head=None, files=listed, message="m\n", author=author, when=WHEN)
    )


def opened(path: Path, branch: str = "x") -> str:
    head = push(path, branch, f"{branch}.yaml")
    forge(path, "author").open_pull(NewPull(title="t", source_branch=branch, target_branch="main"))
    return head


def review_and_comment(path: Path, login: str) -> None:
    here = forge(path, login)
    head = here.pull(1).head_sha
    for turn in range(EACH):
        here.add_review(1, NewReview(state="commented", head_sha=head, body=f"{turn}"))
        here.upsert_comment(1, marker="gains", body=f"{login} {turn}")
        here.publish(Check(name=f"{login}-{turn}", head_sha=head, status="success", title="t"))


def open_some(path: Path, login: str) -> None:
    for turn in range(EACH):
        opened_by = forge(path, login)
        push(path, f"{login}-{turn}", f"{login}-{turn}.yaml")
        opened_by.open_pull(NewPull(title=login, source_branch=f"{login}-{turn}", target_branch="main"))


def merge_all(path: Path, login: str) -> None:
    here = forge(path, login)
    for pull in here.pulls():
        try:
            here.merge(pull.number, head_sha=pull.head_sha, message=f"{login}\n")
        except NotMergeableError:
            continue


def at_once(work: Callable[[Path, str], None], path: Path) -> None:
    processes = [
        multiprocessing.get_context("spawn").Process(target=work, args=(path, login)) for login in ("one", "two")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]


def test_two_processes_on_one_pull_request_lose_nothing(path: Path) -> None:
    head = opened(path)
    at_once(review_and_comment, path)
    here = forge(path)
    said = [(review.author.login, review.body) for review in here.reviews(1)]
    assert sorted(said) == sorted((login, str(turn)) for login in ("one", "two") for turn in range(EACH))
    assert [body for login, body in said if login == "one"] == [str(turn) for turn in range(EACH)]
    assert [review.id for review in here.reviews(1)] == [str(number) for number in range(1, 2 * EACH + 1)]
    assert sorted(comment.body for comment in here.comments(1)) == [f"{login} {EACH - 1}" for login in ("one", "two")]
    assert len(here.checks(head)) == 2 * EACH
    history = here.git.run("rev-list", "--count", "refs/gains/pulls/1").decode().strip()
    assert int(history) == 1 + 2 * 2 * EACH


def test_two_processes_open_and_merge_and_each_happens_once(path: Path) -> None:
    at_once(open_some, path)
    here = forge(path)
    assert [pull.number for pull in here.pulls()] == list(range(1, 2 * EACH + 1))
    assert len({pull.source_branch for pull in here.pulls()}) == 2 * EACH
    at_once(merge_all, path)
    assert len(here.pulls("merged")) == 2 * EACH
    merges = here.git.run("rev-list", "--merges", "--first-parent", "main").decode().split()
    assert sorted(merges) == sorted(pull.merged_sha or "" for pull in here.pulls("merged"))
    main = GitWorkspace(here.git).head("main")
    assert main
    assert len(GitWorkspace(here.git).entries(main)) == 2 * EACH + 1
    here.git.run("fsck", "--strict")


def test_a_store_that_is_always_overtaken_gives_up_with_a_word(path: Path) -> None:
    opened(path)
    here = forge(path)
    store = RefStore(here.git, SystemClock(), KeptPull, most_tries=5)

    def overtaken(kept: KeptPull | None) -> KeptPull:
        assert kept
        ref, seen = "refs/gains/pulls/1", store.load("refs/gains/pulls/1")
        assert seen
        assert move(here.git, Move(ref, seen.sha, store.stored(kept, seen.sha, "overtaken")))
        return kept.model_copy(update={"reviews": (), "pull": kept.pull.model_copy(update={"title": "late"})})

    with pytest.raises(ForgeError, match="too many at once"):
        store.update("refs/gains/pulls/1", overtaken, "late")
    assert here.pull(1).title == "t"


def test_every_earlier_state_is_kept(path: Path) -> None:
    opened(path)
    forge(path).edit_pull(1, PullEdit(title="second"))
    forge(path).edit_pull(1, PullEdit(title="third"))
    git = GitCommand(path)
    told = [git.run("show", f"refs/gains/pulls/1{back}:record.json") for back in ("", "^", "^^")]
    assert [KeptPull.model_validate_json(each).pull.title for each in told] == ["third", "second", "t"]


def test_nothing_is_written_for_an_edit_that_changes_nothing(path: Path) -> None:
    opened(path)
    before = tip(GitCommand(path), "refs/gains/pulls/1")
    forge(path).edit_pull(1, PullEdit(title="t"))
    assert tip(GitCommand(path), "refs/gains/pulls/1") == before


def test_a_push_cannot_forge_what_people_said(path: Path, tmp_path: Path) -> None:
    opened(path)
    clone = tmp_path / "clone"

    def git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", "-c", "protocol.file.allow=always", *arguments], capture_output=True, check=False)

    assert git("clone", "-q", str(path), str(clone)).returncode == 0
    seen = git("ls-remote", str(path)).stdout
    assert b"refs/heads/x" in seen
    assert b"refs/gains" not in seen
    for target in ("refs/gains/pulls/1", "refs/gains/pulls/2"):
        pushed = git("-C", str(clone), "push", "-q", "-f", "origin", f"HEAD:{target}")
        assert pushed.returncode
        assert b"hidden" in pushed.stderr
    assert git("-C", str(clone), "push", "-q", "origin", "HEAD:refs/heads/y").returncode == 0


def test_a_pull_request_whose_branch_is_gone_looks_closed(path: Path) -> None:
    head = opened(path)
    assert move(GitCommand(path), Move("refs/heads/x", head, None))
    assert forge(path).pulls() == ()
    assert (forge(path).pull(1).state, forge(path).pull(1).head_sha) == ("closed", head)
    with pytest.raises(ForgeError):
        forge(path).edit_pull(1, PullEdit(state="open"))


def test_a_record_written_by_hand_is_named(path: Path) -> None:
    head = opened(path)
    ref = "refs/gains/pulls/1"
    assert move(GitCommand(path), Move(ref, tip(GitCommand(path), ref), head))
    with pytest.raises(ForgeError, match="refs/gains/pulls/1 holds no record"):
        forge(path).pulls()


def test_histories_without_a_common_beginning_are_not_merged(path: Path) -> None:
    git = GitCommand(path)
    tree = git.run("rev-parse", "main^{tree}").decode().strip()
    identity = {f"GIT_{role}_{part}": "x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    island = git.run("commit-tree", tree, stdin=b"m\n", extra=identity).decode().strip()
    assert move(git, Move("refs/heads/island", None, island))
    forge(path).open_pull(NewPull(title="t", source_branch="island", target_branch="main"))
    with pytest.raises(NotMergeableError, match="no history"):
        forge(path).merge(1, head_sha=island, message="m\n")


def test_a_repository_is_never_made_over_another(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="not empty"):
        create(path, {}, when=WHEN)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ForgeError, match="not empty"):
        create(tmp_path / "file", {}, when=WHEN)


def test_a_new_repository_is_the_same_wherever_it_is_made(path: Path, tmp_path: Path) -> None:
    again = create(tmp_path / "deep" / "er" / "net.git", {"a.cfg": b"1\n"}, when=WHEN)
    assert tip(again, "refs/heads/main") == tip(GitCommand(path), "refs/heads/main")
    assert again.run("symbolic-ref", "HEAD") == b"refs/heads/main\n"
