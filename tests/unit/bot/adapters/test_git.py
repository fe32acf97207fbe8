"""The git adapter against real git: what a hostile repository or a second writer can do, and what not."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from bot.adapters.git import GitWorkspace, workspace
from bot.adapters.git_command import GitCommand, Limits
from bot.adapters.git_memory import GitMemory
from bot.adapters.git_objects import commit, tree
from bot.adapters.git_refs import Move, move, tip, tips
from bot.ports import BranchMovedError
from pipeline.errors import WorkspaceError
from schemas.workspace import Author, NewCommit

if TYPE_CHECKING:
    from pathlib import Path

BOT = Author(name="gains", email="gains@example.net")
WHEN = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)


@pytest.fixture
def git(tmp_path: Path) -> GitCommand:
    path = tmp_path / "net.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(path)], check=True)
    return GitCommand(path)


@pytest.fixture
def root(git: GitCommand) -> str:
    files = [("configs/a.cfg", b"hostname a\n"), ("configs/b.cfg", b"hostname b\n"), ("intents/x.yaml", b"x\r\n\0")]
    return plant(git, "main", tree(git, None, files))


def plant(git: GitCommand, branch: str, made: str, *parents: str) -> str:
    """Put a tree onto a branch past every guard, as a hostile push would."""
    sha = commit(git, made, parents, message="planted", signed=(BOT, WHEN))
    assert move(git, Move(f"refs/heads/{branch}", tip(git, f"refs/heads/{branch}"), sha))
    return sha


def order(parent: str, expected: str | None, *files: tuple[str, bytes | None], branch: str = "gains/x") -> NewCommit:
    return NewCommit(
        branch=branch, parent=parent, expected_head=expected, files=files, message="m\n", author=BOT, when=WHEN
    )


def planted(git: GitCommand, mode: str, name: bytes, content: bytes = b"../../etc/passwd") -> str:
    kind = b"commit" if mode == "160000" else b"blob"
    stored = git.run("hash-object", "-w", "--stdin", stdin=content).strip()
    sha = b"1" * 40 if mode == "160000" else stored
    listed = b"%b %b %b\t%b\0" % (mode.encode(), kind, sha, name)
    return plant(git, "evil", git.run("mktree", "-z", "--missing", stdin=listed).decode().strip())


def test_files_are_read_byte_for_byte_and_what_is_missing_is_none(git: GitCommand, root: str) -> None:
    files = GitWorkspace(git)
    assert files.read(root, "intents/x.yaml") == b"x\r\n\0"
    assert files.read(root, "intents/y.yaml") is None
    assert files.read(root, "configs/a.cfg/below") is None
    assert files.read_all(root, ["configs/b.cfg", "none", "configs/a.cfg"]) == {
        "configs/a.cfg": b"hostname a\n",
        "configs/b.cfg": b"hostname b\n",
    }
    assert [entry.path for entry in files.entries(root, "configs")] == ["configs/a.cfg", "configs/b.cfg"]
    assert files.entries(root, "config") == ()
    assert files.head("nothing") is None


def test_many_files_are_read_in_one_go(git: GitCommand, root: str) -> None:
    many = {f"m/{n:04}": b"%d\n" % n for n in range(450)}
    head = GitWorkspace(git).commit(order(root, None, *many.items()))
    assert GitWorkspace(git).read_all(head, many) == many


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_links_and_submodules_are_seen_but_never_read(git: GitCommand, root: str, mode: str) -> None:
    head = planted(git, mode, b"secret")
    (entry,) = GitWorkspace(git).entries(head)
    assert entry.kind == {"120000": "symlink", "160000": "submodule"}[mode]
    with pytest.raises(WorkspaceError, match=entry.kind):
        GitWorkspace(git).read(head, "secret")
    assert {each.path: each.kind for each in GitWorkspace(git).changed(root, head)}["secret"] == entry.kind


@pytest.mark.parametrize("name", [b"\xff.cfg", b"a\nb", b".git ", b"a\\b", b"a\xe2\x80\xaeb", b'"', b"\xc3\xbc"])
def test_every_name_that_git_can_hold_is_listed_and_odd_ones_are_refused(
    git: GitCommand, root: str, name: bytes
) -> None:
    head = planted(git, "100644", name)
    (entry,) = GitWorkspace(git).entries(head)
    added = [each for each in GitWorkspace(git).changed(root, head) if each.change == "added"]
    assert [(each.path, each.kind) for each in added] == [(entry.path, entry.kind)]
    assert (entry.kind == "file") == (name in (b'"', b"\xc3\xbc"))


def test_a_folder_is_not_a_file(git: GitCommand, root: str) -> None:
    with pytest.raises(WorkspaceError, match="folder"):
        GitWorkspace(git).read(root, "configs")


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", ".git/config", "a/../b", "", ":(top)configs", "configs/*"])
def test_a_path_is_a_path_and_no_pattern(git: GitCommand, root: str, path: str) -> None:
    files = GitWorkspace(git)
    if path.startswith((":", "configs")):
        assert files.read(root, path) is None
    else:
        with pytest.raises(WorkspaceError):
            files.read(root, path)
        with pytest.raises(WorkspaceError):
            files.commit(order(root, None, (path, b"x")))


@pytest.mark.parametrize("revision", ["main", "HEAD", "--help", "abc", "0" * 39, "0" * 40])
def test_only_full_names_of_commits_that_exist_are_read(git: GitCommand, root: str, revision: str) -> None:
    files = GitWorkspace(git)
    with pytest.raises(WorkspaceError):
        files.read(revision, "configs/a.cfg")
    with pytest.raises(WorkspaceError):
        files.changed(root, revision)
    with pytest.raises(WorkspaceError):
        files.merge_base(root, revision)


@pytest.mark.parametrize("branch", ["a..b", "-x", "a b", "HEAD", "x.lock", "a~1", "", "@{-1}", "a\nb", "a\0b"])
def test_a_branch_name_that_git_refuses_is_refused(git: GitCommand, root: str, branch: str) -> None:
    with pytest.raises(WorkspaceError, match="no name"):
        GitWorkspace(git).commit(order(root, None, ("a", b"x"), branch=branch))


def test_the_main_branch_is_protected_unless_told_otherwise(git: GitCommand, root: str) -> None:
    new = order(root, root, ("a", b"x"), branch="main")
    with pytest.raises(WorkspaceError, match="protected"):
        workspace(git.directory).commit(new)
    assert workspace(git.directory, protected=frozenset()).commit(new) == GitWorkspace(git).head("main")


def test_a_commit_changes_its_paths_and_nothing_else(git: GitCommand, root: str) -> None:
    files = GitWorkspace(git)
    head = files.commit(
        order(root, None, ("configs/a.cfg", b"new"), ("configs/b.cfg", None), ("c/d", b""), ("no", None))
    )
    assert [(each.path, each.change) for each in files.changed(root, head)] == [
        ("c/d", "added"),
        ("configs/a.cfg", "modified"),
        ("configs/b.cfg", "deleted"),
    ]
    assert files.read(head, "c/d") == b""
    assert files.merge_base(root, head) == root
    git.run("fsck", "--strict")


def test_the_same_order_is_the_same_commit_wherever_and_in_whatever_time_zone(git: GitCommand, root: str) -> None:
    new = order(root, None, ("a", b"x"))
    east = new.model_copy(update={"branch": "gains/y", "when": WHEN.astimezone(timezone(timedelta(hours=9)))})
    assert GitWorkspace(git).commit(new) == GitWorkspace(git).commit(east)
    made = git.run("rev-parse", "gains/x^{tree}").decode()
    who = f"gains <gains@example.net> {int(WHEN.timestamp())} +0000\n"
    text = f"tree {made}parent {root}\nauthor {who}committer {who}\nm\n".encode()
    assert tip(git, "refs/heads/gains/x") == hashlib.sha1(b"commit %d\0%b" % (len(text), text)).hexdigest()


def test_nothing_is_written_where_nothing_would_change(git: GitCommand, root: str) -> None:
    head = GitWorkspace(git).commit(order(root, None, ("a", b"x")))
    assert GitWorkspace(git).commit(order(head, head, ("a", b"x"), ("gone", None))) == head


def test_a_branch_that_moved_is_left_alone(git: GitCommand, root: str) -> None:
    files = GitWorkspace(git)
    head = files.commit(order(root, None, ("a", b"x")))
    for expected in (None, root):
        with pytest.raises(BranchMovedError):
            files.commit(order(root, expected, ("a", b"y")))
    with pytest.raises(BranchMovedError):
        files.commit(order(root, head, ("a", b"y"), branch="gains/none"))
    assert files.head("gains/x") == head


def test_the_swap_itself_refuses_a_late_writer(git: GitCommand, root: str) -> None:
    head = GitWorkspace(git).commit(order(root, None, ("a", b"x")))
    ref = "refs/heads/gains/x"
    assert not move(git, Move(ref, root, root[::-1]))
    assert not move(git, Move(ref, None, root))
    assert not move(git, Move("refs/heads/other", None, root), Move(ref, root, None))
    assert tips(git, "refs/heads/") == {ref: head, "refs/heads/main": root}
    assert move(git, Move("refs/heads/other", None, root), Move(ref, head, None))
    assert tips(git, "refs/heads/") == {"refs/heads/other": root, "refs/heads/main": root}


@pytest.mark.parametrize("path", ["configs", "intents/x.yaml/below"])
def test_no_path_pushes_another_out_of_the_way(git: GitCommand, root: str, path: str) -> None:
    with pytest.raises(WorkspaceError, match="in the way"):
        GitWorkspace(git).commit(order(root, None, (path, b"x")))


def test_large_files_are_neither_read_nor_written(git: GitCommand, root: str) -> None:
    small = GitWorkspace(GitCommand(git.directory, Limits(file_bytes=10)))
    with pytest.raises(WorkspaceError, match="at most 10"):
        small.read(root, "configs/a.cfg")
    with pytest.raises(WorkspaceError, match="larger"):
        small.commit(order(root, None, ("a", b"x" * 11)))
    assert small.read(root, "intents/x.yaml")


def test_a_tree_that_unfolds_without_end_is_cut_short(git: GitCommand) -> None:
    made = git.run("hash-object", "-w", "--stdin", stdin=b"x").decode().strip()
    for depth in range(8):
        kind = "040000 tree" if depth else "100644 blob"
        made = git.run("mktree", stdin="".join(f"{kind} {made}\t{n}\n" for n in range(10)).encode()).decode().strip()
    head = plant(git, "bomb", made)
    bounded = GitWorkspace(GitCommand(git.directory, Limits(answer_bytes=100_000, seconds=20)))
    with pytest.raises(WorkspaceError, match="more than 100000 bytes"):
        bounded.entries(head)
    with pytest.raises(WorkspaceError, match="it took longer"):
        GitWorkspace(GitCommand(git.directory, Limits(seconds=0.05))).entries(head)


def test_surroundings_and_replaced_objects_do_not_reach_git(
    git: GitCommand, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "somebody")
    (entry,) = GitWorkspace(git).entries(root, "intents")
    other = git.run("hash-object", "-w", "--stdin", stdin=b"forged").decode().strip()
    assert move(git, Move(f"refs/replace/{entry.sha}", None, other))
    assert GitWorkspace(git).read(root, "intents/x.yaml") == b"x\r\n\0"


def test_what_is_no_repository_is_said_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="not a git repository") as caught:
        workspace(tmp_path).head("main")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["", " ", "a<b", "a\nb", "..."])
def test_an_author_that_git_would_mend_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Author(name=name, email="a@example.net")


def test_a_commit_is_signed_where_there_is_a_key_and_the_same_order_is_the_same_commit(
    git: GitCommand, root: str, tmp_path: Path
) -> None:
    keygen = shutil.which("ssh-keygen")
    if keygen is None:
        pytest.skip("NOT TESTED: ssh-keygen is not installed")
    key = tmp_path / "key"
    subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=60)
    files = workspace(git.directory, signing_key=key)
    made = files.commit(order(root, None, ("y", b"2\n")))
    assert files.commit(order(root, None, ("y", b"2\n"), branch="gains/y")) == made
    signers = tmp_path / "signers"
    signers.write_text(f"{BOT.email} {key.with_suffix('.pub').read_text()}")
    trusted = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={signers}")
    told = git.ask(*trusted, "verify-commit", made)
    assert told.code == 0, told.err
    assert f'Good "git" signature for {BOT.email}' in told.err
    assert git.ask(*trusted, "verify-commit", root).code != 0


def test_a_commit_is_read_once_and_a_large_tree_path_by_path_the_same(git: GitCommand, root: str) -> None:
    small = workspace(git.directory)
    large = GitWorkspace(git, memory=GitMemory(most_entries=2))
    for one in (small, large, small):
        assert one.read(root, "configs/a.cfg") == b"hostname a\n"
        assert one.read(root, "configs/none.cfg") is None
        assert [entry.path for entry in one.entries(root, "configs")] == ["configs/a.cfg", "configs/b.cfg"]
        with pytest.raises(WorkspaceError, match="folder"):
            one.read(root, "configs")
    kept = small.memory.tree(root, list)
    assert kept is not None
    assert len(kept.entries) == 3
    assert large.memory.tree(root, list) is None
    shutil.rmtree(git.directory / "objects")  # what a commit holds does not change: it is not asked for again
    assert small.read(root, "configs/b.cfg") == b"hostname b\n"
    with pytest.raises(WorkspaceError):
        large.read(root, "configs/b.cfg")


def test_no_more_is_kept_than_is_said() -> None:
    memory = GitMemory(most_bytes=100)
    for number in range(50):
        memory.keep(f"{number}", b"x" * 30)
    assert [at for at in range(50) if memory.content(f"{at}")] == [47, 48, 49]
