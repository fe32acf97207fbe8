"""A network repository on a forge: read from a bare copy that fetches what it lacks, written by compare and swap.

Nothing is ever checked out, no branch of the copy is trusted, and no secret stands in an address, an argument or a
file: the log-in is asked for anew for every conversation and goes to git by its environment.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.adapters.git import GitWorkspace, elsewhere, moved
from bot.adapters.git_command import GitCommand
from bot.adapters.git_refs import branch_ref
from bot.adapters.git_tree import known
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from bot.adapters.git_command import Answer
    from schemas.workspace import ChangedFile, CommitFacts, NewCommit, TreeEntry

SEEN = "refs/seen/"
"""What was fetched is kept under its own name, so that the next fetch brings only what is new."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Remote:
    """Where the repository is, and how to log in."""

    url: str
    """https; plain http only to this machine."""
    login: Callable[[], tuple[str, str]]
    """User and password as they are now: tokens of an hour are renewed."""
    secret: Callable[[str], None] = lambda _: None
    """Told every secret that git gets, in the form that git gets it in."""

    def environment(self) -> Mapping[str, str]:
        """Return what git must know of it; raise `WorkspaceError` for an address that must not be spoken to."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise WorkspaceError(f"{self.url} is not spoken to; expected https", hint="name the https address")
        if parts.username or parts.password or self.url.startswith("-"):
            raise WorkspaceError("the repository's address holds a user or password", hint="leave them out")
        user, password = self.login()
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.secret(token)
        settings = {
            f"protocol.{parts.scheme}.allow": "always",
            "http.extraHeader": f"Authorization: Basic {token}",
            "http.followRedirects": "false",
            "credential.helper": "",
            "transfer.fsckObjects": "true",
            "fetch.recurseSubmodules": "false",
            "fetch.unpackLimit": "1",
        }
        out = {"GIT_CONFIG_COUNT": str(len(settings)), "GIT_ASKPASS": "", "GIT_PROTOCOL": "version=2"}
        for at, (key, value) in enumerate(settings.items()):
            out |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
        return out


@dataclass(frozen=True, slots=True)
class RemoteWorkspace:
    """A repository on a forge as `Workspace`, `History` and `Branches`."""

    local: GitWorkspace
    remote: Remote

    def _ask(self, *words: str) -> Answer:
        return self.local.git.ask(*words, extra=self.remote.environment())

    def head(self, branch: str) -> str | None:
        """Return the tip of a branch on the forge, None where there is no such branch."""
        ref = branch_ref(self.local.git, branch)
        answer = self._ask("ls-remote", "--heads", self.remote.url, ref)
        if answer.code:
            raise self._failed("ls-remote", answer)
        lines = (line.split("\t") for line in answer.out.decode().splitlines())
        return next((sha for sha, name in lines if name == ref), None)

    def _have(self, *commits: str) -> None:
        """Fetch what is not here yet, by its name: no branch has to point there any more."""
        for sha in commits:
            there = self.local.git.ask("cat-file", "-e", f"{known(sha)}^{{commit}}")
            if not there.code:
                continue
            options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
            answer = self._ask("fetch", *options, self.remote.url, f"+{sha}:{SEEN}{sha}")
            if answer.code:
                raise self._failed(f"fetch of {sha}", answer)

    def _failed(self, what: str, answer: Answer) -> WorkspaceError:
        """Say what git said, without whatever of the log-in it may have repeated."""
        text = answer.err
        for secret in self.remote.login():
            text = text.replace(secret, "***") if secret else text
        return WorkspaceError(f"git {what} failed: {text}", hint="is it there, and may this account read it?")

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file, None where there is none."""
        self._have(commit)
        return self.local.read(commit, path)

    def read_all(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return those of the files that are there, in one go."""
        self._have(commit)
        return self.local.read_all(commit, paths)

    def entries(self, commit: str, prefix: str = "") -> tuple[TreeEntry, ...]:
        """Return what lies below a folder, by path."""
        self._have(commit)
        return self.local.entries(commit, prefix)

    def changed(self, base: str, head: str) -> tuple[ChangedFile, ...]:
        """Return what differs between two commits, by path."""
        self._have(base, head)
        return self.local.changed(base, head)

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor, None where the histories are unrelated."""
        self._have(one, other)
        return self.local.merge_base(one, other)

    def commits(self, base: str, head: str) -> tuple[CommitFacts, ...]:
        """Return the commits of head that base has not, oldest first."""
        self._have(base, head)
        return self.local.commits(base, head)

    def touching(self, commit: str, path: str) -> tuple[CommitFacts, ...]:
        """Return the last commits that changed a file, newest first."""
        self._have(commit)
        return self.local.touching(commit, path)

    def commit(self, new: NewCommit) -> str:
        """Commit files onto a branch of the forge and return its tip; nothing is written where nothing would change."""
        ref = self.local.writable(new.branch)
        if self.head(new.branch) != new.expected_head:  # the lease decides; this saves the work
            raise moved(new)
        self._have(new.parent)
        made = self.local.prepared(new)
        if made == new.expected_head:
            return made
        lease = f"--force-with-lease={ref}:{new.expected_head or ''}"
        options = ("--porcelain", "--no-verify", "--no-follow-tags", lease)
        answer = self._ask("push", *options, self.remote.url, f"{made}:{ref}")
        if answer.code:
            if self.head(new.branch) != new.expected_head:
                raise moved(new)
            told = answer.out.decode(errors="backslashreplace")
            refused = next((line for line in told.splitlines() if line.startswith("!")), "")
            raise self._failed(f"push of {new.branch} ({refused})" if refused else "push", answer)
        self.local.git.run("update-ref", f"{SEEN}{made}", made)
        return made

    def delete(self, branch: str, *, expected_head: str) -> None:
        """Delete a branch of the forge that is where it is expected; nothing where it is gone already."""
        ref = self.local.writable(branch)
        if (there := self.head(branch)) is None:
            return
        if there != expected_head:  # the lease decides; this saves the work
            raise elsewhere(branch, expected_head)
        options = ("--porcelain", "--no-verify", f"--force-with-lease={ref}:{expected_head}")
        answer = self._ask("push", *options, self.remote.url, f":{ref}")
        if answer.code:
            if (there := self.head(branch)) not in (None, expected_head):
                raise elsewhere(branch, expected_head)
            if there is not None:
                raise self._failed(f"push that deletes {branch}", answer)


def remote_workspace(
    directory: Path, remote: Remote, *, protected: frozenset[str], signing_key: Path | None = None
) -> RemoteWorkspace:
    """Return the workspace of a repository on a forge, with its bare copy in a folder that is made where it is not."""
    git = GitCommand(directory.resolve(), signing_key=signing_key)
    if not (directory / "HEAD").exists():
        directory.mkdir(parents=True, exist_ok=True)
        git.run("init", "--quiet", "--bare", "--template=")
    return RemoteWorkspace(GitWorkspace(git, protected), remote)
