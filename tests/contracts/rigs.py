"""What a contract suite needs of a forge and a repository, real or fake: to act for people, and to push."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from bot.adapters.git import GitWorkspace
from bot.adapters.git_command import GitCommand
from bot.adapters.git_objects import commit
from bot.adapters.git_refs import Move, move, tip
from bot.forges.local import LocalForge
from bot.forges.local_create import create
from bot.ports import Branches, Forge, Reports, Reviews, Workspace
from schemas.forge import Account, NewPull, PullRequest
from schemas.workspace import Author, EntryKind, NewCommit
from tests.fakes.clock import FakeClock
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FIRST = {"configs/a.cfg": b"hostname a\n", "configs/b.cfg": b"hostname b\n", "intents/x.yaml": b"x\r\n\0"}
MODES: dict[EntryKind, str] = {"file": "100644", "executable": "100755", "symlink": "120000", "submodule": "160000"}
ENGINEER = Author(name="engineer", email="engineer@example.net")
WHEN = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)


class Repository(Workspace, Branches, Protocol):
    """Both sides of a repository."""


class FullForge(Forge, Reviews, Reports, Protocol):
    """All that a forge does."""


@dataclass(frozen=True)
class Rig:
    """One forge with one repository, `FIRST` on its branch `main`."""

    repository: Repository
    forge: Callable[[str], FullForge]
    """The forge as the account of that name sees it."""
    plant: Callable[[str, Mapping[str, tuple[EntryKind, bytes]]], str]
    """Put files onto a branch past every guard, as a hostile push would."""

    @property
    def main(self) -> str:
        """The tip of `main`."""
        tip = self.repository.head("main")
        assert tip
        return tip

    def push(self, branch: str, files: Mapping[str, bytes | None], parent: str = "") -> str:
        """Commit files onto a branch, from `main` (or `parent`) where it is new; return its tip."""
        head = self.repository.head(branch)
        base = head or parent or self.main
        return self.repository.commit(order(base, head, files, branch=branch))

    def opened(self, branch: str = "x", files: Mapping[str, bytes | None] | None = None) -> PullRequest:
        """Push a branch and open a pull request from it, as its author."""
        self.push(branch, files or {f"intents/{branch}.yaml": b"1\n"})
        return self.forge("author").open_pull(NewPull(title="t", source_branch=branch, target_branch="main"))


def order(
    parent: str, expected: str | None, files: Mapping[str, bytes | None], *, branch: str = "gains/x"
) -> NewCommit:
    """Return the order to commit files."""
    listed = tuple(files.items())
    return NewCommit(
        branch=branch, parent=parent, expected_head=expected, files=listed, message="m\n", author=ENGINEER, when=WHEN
    )


def _local(folder: Path) -> Rig:
    clock = FakeClock()
    git = create(folder / "net.git", FIRST, when=clock.now())
    forge = LocalForge(git, Account(login="nobody"), clock)
    return Rig(
        repository=GitWorkspace(git),
        forge=lambda login: forge.acting_as(Account(login=login)),
        plant=lambda branch, files: plant(git, branch, files),
    )


def plant(git: GitCommand, branch: str, files: Mapping[str, tuple[EntryKind, bytes]]) -> str:
    """Write a commit by hand that the adapter would refuse; only names without a folder."""
    lines = b""
    for name, (kind, content) in files.items():
        blob = git.run("hash-object", "-w", "--stdin", stdin=content).strip()
        what = b"160000 commit " + b"1" * 40 if kind == "submodule" else b"%b blob %b" % (MODES[kind].encode(), blob)
        lines += what + b"\t" + name.encode() + b"\0"
    tree = git.run("mktree", "-z", "--missing", stdin=lines).decode().strip()
    ref = f"refs/heads/{branch}"
    old = tip(git, ref)
    made = commit(git, tree, [old] if old else [], message="planted\n", signed=(ENGINEER, WHEN))
    assert move(git, Move(ref, old, made))
    return made


def _fake(_: Path) -> Rig:
    repository = FakeRepository()
    repository.plant("main", {path: ("file", content) for path, content in FIRST.items()})
    forge = FakeForge(repository, Account(login="nobody"))
    return Rig(repository, lambda login: forge.acting_as(Account(login=login)), repository.plant)


RIGS: dict[str, Callable[[Path], Rig]] = {"fake": _fake, "local": _local}
