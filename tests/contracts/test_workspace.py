"""The contract of `Workspace` and `Branches`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.ports import BranchMovedError
from pipeline.errors import WorkspaceError
from tests.contracts.rigs import FIRST, order

if TYPE_CHECKING:
    from schemas.workspace import EntryKind
    from tests.contracts.rigs import Rig


def test_reading(rig: Rig) -> None:
    files, main = rig.repository, rig.main
    assert files.read(main, "intents/x.yaml") == FIRST["intents/x.yaml"]
    assert files.read(main, "intents/none.yaml") is None
    assert files.read_all(main, [*FIRST, "none"]) == FIRST
    assert files.read_all(main, []) == {}
    assert [entry.path for entry in files.entries(main)] == sorted(FIRST)
    assert [(entry.path, entry.size) for entry in files.entries(main, "intents")] == [("intents/x.yaml", 4)]
    assert files.entries(main, "intent") == ()
    assert files.head("none") is None


@pytest.mark.parametrize("path", ["", "/a", "a/../b", ".git/config", "a\0b", "configs"])
def test_what_is_no_path_of_a_file_is_refused(rig: Rig, path: str) -> None:
    with pytest.raises(WorkspaceError):
        rig.repository.read(rig.main, path)


@pytest.mark.parametrize("commit", ["main", "HEAD", "0" * 40, ""])
def test_what_is_no_commit_is_refused(rig: Rig, commit: str) -> None:
    files, main = rig.repository, rig.main
    for ask in (
        lambda: files.read(commit, "a"),
        lambda: files.entries(commit),
        lambda: files.changed(main, commit),
        lambda: files.changed(commit, main),
        lambda: files.merge_base(commit, main),
        lambda: files.commit(order(commit or "x" * 40, None, {"a": b"1"})),
    ):
        with pytest.raises((WorkspaceError, ValueError)):
            ask()


@pytest.mark.parametrize("kind", ["symlink", "submodule"])
def test_links_are_listed_and_never_read(rig: Rig, kind: EntryKind) -> None:
    head = rig.plant("evil", {"secret": (kind, b"../../etc/passwd")})
    assert {entry.path: entry.kind for entry in rig.repository.entries(head)}["secret"] == kind
    assert {each.path: each.kind for each in rig.repository.changed(rig.main, head)}["secret"] == kind
    with pytest.raises(WorkspaceError):
        rig.repository.read(head, "secret")


def test_a_commit_changes_its_paths_and_nothing_else(rig: Rig) -> None:
    head = rig.push("x", {"configs/a.cfg": b"new", "configs/b.cfg": None, "c/d": b"", "none": None})
    found = rig.repository.changed(rig.main, head)
    assert [(each.path, each.change, each.kind) for each in found] == [
        ("c/d", "added", "file"),
        ("configs/a.cfg", "modified", "file"),
        ("configs/b.cfg", "deleted", "file"),
    ]
    assert rig.repository.read(head, "c/d") == b""
    assert rig.repository.head("x") == head


def test_the_same_order_gives_the_same_commit(rig: Rig) -> None:
    assert rig.push("x", {"a": b"1"}) == rig.push("y", {"a": b"1"}) != rig.push("z", {"a": b"2"})


def test_nothing_is_written_where_nothing_would_change(rig: Rig) -> None:
    head = rig.push("x", {"a": b"1"})
    assert rig.push("x", {"a": b"1", "gone": None}) == head
    assert rig.push("new", {"configs/a.cfg": FIRST["configs/a.cfg"]}) == rig.main


def test_a_branch_that_moved_is_left_alone(rig: Rig) -> None:
    head = rig.push("x", {"a": b"1"})
    for expected in (None, rig.main):
        with pytest.raises(BranchMovedError):
            rig.repository.commit(order(rig.main, expected, {"a": b"2"}, branch="x"))
    with pytest.raises(BranchMovedError):
        rig.repository.commit(order(head, head, {"a": b"2"}, branch="none"))
    assert rig.repository.head("x") == head


def test_a_branch_is_built_anew_on_another_parent(rig: Rig) -> None:
    old = rig.push("x", {"a": b"1"})
    new = rig.repository.commit(order(rig.main, old, {"b": b"1"}, branch="x"))
    assert rig.repository.head("x") == new
    assert rig.repository.read(new, "a") is None


@pytest.mark.parametrize("branch", ["main", "master", "-x", "a..b"])
def test_no_protected_branch_is_written(rig: Rig, branch: str) -> None:
    with pytest.raises(WorkspaceError):
        rig.repository.commit(order(rig.main, rig.repository.head(branch), {"a": b"1"}, branch=branch))


def test_a_branch_is_deleted_from_where_it_was_seen_or_not_at_all(rig: Rig) -> None:
    old = rig.push("x", {"a": b"1"})
    new = rig.push("x", {"a": b"2"})
    with pytest.raises(BranchMovedError):
        rig.repository.delete("x", expected_head=old)
    assert rig.repository.head("x") == new
    for _ in range(2):  # what is gone already is no error
        rig.repository.delete("x", expected_head=new)
        assert rig.repository.head("x") is None
    assert rig.repository.read(new, "a") == b"2"
    with pytest.raises(WorkspaceError):
        rig.repository.delete("main", expected_head=rig.main)
    assert rig.repository.head("main")


@pytest.mark.parametrize("path", ["configs", "intents/x.yaml/below", "../a", "a//b"])
def test_a_path_in_the_way_or_out_of_the_way_is_not_written(rig: Rig, path: str) -> None:
    with pytest.raises(WorkspaceError):
        rig.push("x", {path: b"1"})
    assert rig.repository.head("x") is None


def test_merge_base(rig: Rig) -> None:
    start = rig.push("x", {"a": b"1"})
    one, other = rig.push("one", {"b": b"1"}, start), rig.push("other", {"c": b"1"}, start)
    assert rig.repository.merge_base(one, other) == start
    assert rig.repository.merge_base(one, rig.main) == rig.main
    assert rig.repository.merge_base(rig.plant("island", {"z": ("file", b"1")}), one) is None
