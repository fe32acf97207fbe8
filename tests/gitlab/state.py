"""What a GitLab holds: people, projects, merge requests; commits and merges are those of a real bare repository."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from bot.adapters.clock import SystemClock
from tests.gitlab.hooks import Hook, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Tier = Literal["free", "premium"]
DEVELOPER = 30


class RefusalError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, message: object) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass
class Version:
    """A state of a merge request's head."""

    id: int
    sha: str
    created_at: str


@dataclass
class MergeRequest:
    """A merge request with all that was said about it."""

    iid: int
    author: str
    source: int
    """The project that the source branch is in."""
    source_branch: str
    target_branch: str
    title: str
    description: str
    created_at: str
    sha: str = ""
    start_sha: str = ""
    state: str = "opened"
    labels: list[str] = field(default_factory=list)
    labelled: list[dict[str, Any]] = field(default_factory=list)
    merge_commit_sha: str | None = None
    versions: list[Version] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    approved: dict[str, str] = field(default_factory=dict)
    """When each login approved."""
    reviewers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """State and time by login."""

    @property
    def draft(self) -> bool:
        """GitLab marks drafts in the title."""
        return self.title.lower().startswith(("draft:", "[draft]", "(draft)"))


@dataclass
class Project:
    """A project with its repository."""

    id: int
    path: str
    directory: Path
    levels: dict[str, int]
    """Access level by login."""
    tier: Tier = "free"
    resets_approvals: bool = False
    needs_pipeline: bool = False
    protected: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: dict[int, MergeRequest] = field(default_factory=dict)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """Branches as they were when last looked at."""

    def git(self, *words: str) -> str:
        """Run git in the repository."""
        done = self.tried(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tried(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run git and let it fail."""
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent"}
        command = ["git", "--git-dir", str(self.directory), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    def branches(self) -> dict[str, str]:
        """Return branches with their tips."""
        told = self.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads/")
        return {
            name.removeprefix("refs/heads/"): sha
            for name, _, sha in (line.partition(" ") for line in told.splitlines())
        }

    def commits(self, *range_: str) -> Iterator[dict[str, Any]]:
        """Return commits, newest first."""
        told = self.git("log", "--format=%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%aI%x00%s%x00%B%x01", *range_)
        for row in told.split("\x01"):
            if not row.strip():
                continue
            sha, parents, an, ae, cn, ce, date, subject, message = row.strip("\n").split("\0")
            yield {
                "id": sha,
                "short_id": sha[:8],
                "title": subject,
                "message": message,
                "parent_ids": parents.split(),
                "author_name": an,
                "author_email": ae,
                "authored_date": date,
                "committer_name": cn,
                "committer_email": ce,
                "committed_date": date,
                "created_at": date,
                "web_url": f"https://gitlab.example.net/{self.path}/-/commit/{sha}",
            }


def tell_request(project: Project, request: MergeRequest, action: str, **more: str) -> None:
    """Tell whoever listens about a merge request."""
    said = {"iid": request.iid, "action": action, "last_commit": {"id": request.sha}, **more}
    tell(project, "merge_request", {"object_attributes": said})


@dataclass
class State:
    """Everything that one GitLab knows."""

    root: Path
    people: dict[str, int] = field(default_factory=dict)
    """Number by login."""
    bots: set[str] = field(default_factory=set)
    projects: dict[int, Project] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    pushers: dict[str, str] = field(default_factory=dict)
    """Who pushed last, by path of the project."""
    time: datetime = field(default_factory=SystemClock().now)
    last: int = 1000

    def now(self) -> str:
        """Return the time; no two things happen in the same millisecond."""
        self.time = max(SystemClock().now(), self.time + timedelta(milliseconds=1))
        return self.time.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def number(self) -> int:
        """Return a number that nothing else has."""
        self.last += 1
        return self.last

    def note(self, request: MergeRequest, login: str, body: str, *, system: bool = False) -> dict[str, Any]:
        """Write a note."""
        now = self.now()
        made = {"id": self.number(), "type": None, "body": body, "system": system, "login": login}
        request.notes.append({**made, "created_at": now, "updated_at": now})
        return request.notes[-1]

    def look(self, project: Project) -> None:
        """See what was pushed since the last look: heads move, versions are added, approvals fall where so set."""
        now = project.branches()
        who = self.pushers.get(project.path, "root")
        for name in sorted(name for name in now if project.seen.get(name) != now[name]):
            data = {"ref": name, "ref_type": "branch", "commit_to": now[name], "action": "pushed"}
            project.events.append({"author": who, "push_data": data})
            tell(project, "push", {"ref": f"refs/heads/{name}", "after": now[name], "project_id": project.id})
        project.seen = now
        for target in self.projects.values():
            for request in target.requests.values():
                if request.source == project.id and request.state == "opened":
                    self._follow(target, project, request)

    def _follow(self, target: Project, source: Project, request: MergeRequest) -> None:
        sha = source.seen.get(request.source_branch)
        if not sha or sha == request.sha:
            return
        fresh, before = bool(request.sha), request.sha
        request.sha = sha
        if source is not target:
            target.git("fetch", "--quiet", str(source.directory), f"+{sha}:refs/merge-requests/{request.iid}/head")
        else:
            target.git("update-ref", f"refs/merge-requests/{request.iid}/head", sha)
        request.start_sha = target.branches().get(request.target_branch, request.start_sha)
        request.versions.append(Version(self.number(), sha, self.now()))
        if fresh:
            tell_request(target, request, "update", oldrev=before)
            self.note(request, self.pushers.get(source.path, "root"), "added 1 commit", system=True)
            if target.resets_approvals and target.tier == "premium":
                request.approved.clear()
