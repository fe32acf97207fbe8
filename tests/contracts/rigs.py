"""What a contract suite needs of a forge and a repository, real or fake: to act for people, and to push."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.adapters.clock import SystemClock
from bot.adapters.git import GitWorkspace
from bot.adapters.git_command import GitCommand
from bot.adapters.git_objects import commit, tree
from bot.adapters.git_refs import Move, move, tip
from bot.forges.base import AppKey, Site, Token, connect
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from schemas.forge import Account, NewPull, PullRequest
from schemas.workspace import Author, EntryKind, NewCommit
from tests.fakes.clock import FakeClock
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository
from tests.github.hub import OWNER, start, token
from tests.gitlab.server import BOT
from tests.gitlab.server import start as start_gitlab
from tests.gitlab.server import token as gitlab_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.forges.base import Connected
    from bot.ports import Desk, Repository
    from tests.github.hub import Hub
    from tests.gitlab.server import GitLab

FIRST = {"configs/a.cfg": b"hostname a\n", "configs/b.cfg": b"hostname b\n", "intents/x.yaml": b"x\r\n\0"}
MODES: dict[EntryKind, str] = {"file": "100644", "executable": "100755", "symlink": "120000", "submodule": "160000"}
ENGINEER = Author(name="engineer", email="engineer@example.net")
WHEN = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)


LACKS = {
    "annotations": "a commit status has no remarks on lines",
    "self-approval": "the forge itself refuses an author's approval",
    "conflict-files": "the forge says that there is a conflict, not where",
    "neutral": "a commit status is good or bad",
    "review-words": "an approval has no words of its own",
}


@dataclass(frozen=True)
class Rig:
    """One forge with one repository, `FIRST` on its branch `main`."""

    repository: Repository
    forge: Callable[[str], Desk]
    """The forge as the account of that name sees it."""
    plant: Callable[[str, Mapping[str, tuple[EntryKind, bytes]]], str]
    """Put files onto a branch past every guard, as a hostile push would."""
    lacks: frozenset[str] = frozenset()
    """What this forge does not do by its nature: see `LACKS`."""

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


def _github(folder: Path) -> Rig:
    hub = github_hub()
    return on_github(hub, folder, "bot")


def _github_token(folder: Path) -> Rig:
    """The same without an App: checks are commit statuses."""
    rig = on_github(github_hub(), folder, "")
    return replace(rig, lacks=rig.lacks | {"annotations", "neutral"})


def on_github(hub: Hub, folder: Path, app: str, name: str = "") -> Rig:
    """Return a new repository on GitHub; the account named `app` acts as the App."""
    name = name or f"net-{uuid4().hex[:12]}"
    git = GitCommand(hub.repository(name))
    founded(git)

    @cache
    def connected(login: str) -> Connected:
        who = AppKey("77", hub.key) if login == app else Token(token(login))
        site = Site(
            api=hub.api,
            git=hub.git.url,
            repository=f"{OWNER}/{name}",
            login=who,
            copies=folder / "copies",
            clock=SystemClock(),
            patience=0,
        )
        return connect("github", site)

    return Rig(
        repository=connected("author").repository,
        forge=lambda login: connected("nobody" if login == "bot" and not app else login).desk,
        plant=lambda branch, files: plant(git, branch, files),
        lacks=frozenset({"self-approval", "conflict-files"}),
    )


def founded(git: GitCommand) -> None:
    """Put `FIRST` onto the branch `main` of an empty repository."""
    first = commit(git, tree(git, None, sorted(FIRST.items())), [], message="Begin\n", signed=(ENGINEER, WHEN))
    assert move(git, Move("refs/heads/main", None, first))


@cache
def github_hub() -> Hub:
    """Return the GitHub of this test process, started once."""
    return start(Path(tempfile.mkdtemp(prefix="gains-github-")))


def _gitlab(folder: Path) -> Rig:
    return on_gitlab(gitlab_server(), folder)


def on_gitlab(lab: GitLab, folder: Path, name: str = "") -> Rig:
    """Return a new project on GitLab; the account named `bot` acts as the project's own program."""
    project = lab.project(name or f"net-{uuid4().hex[:12]}")
    git = GitCommand(project.directory)
    founded(git)

    @cache
    def connected(login: str) -> Connected:
        site = Site(
            api=lab.url,
            git=lab.git.url,
            repository=project.path,
            login=Token(gitlab_token(BOT if login == "bot" else login)),
            copies=folder / "copies",
            clock=SystemClock(),
            patience=0,
        )
        return connect("gitlab", site)

    return Rig(
        repository=connected("author").repository,
        forge=lambda login: connected(login).desk,
        plant=lambda branch, files: plant(git, branch, files),
        lacks=frozenset({"annotations", "conflict-files", "neutral", "review-words"}),
    )


@cache
def gitlab_server() -> GitLab:
    """Return the GitLab of this test process, started once."""
    return start_gitlab(Path(tempfile.mkdtemp(prefix="gains-gitlab-")))


RIGS: dict[str, Callable[[Path], Rig]] = {
    "fake": _fake,
    "local": _local,
    "github": _github,
    "gitlab": _gitlab,
    "github-token": _github_token,
}
