"""The part of GitLab's REST API that the bot speaks: one function for each thing that may be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.gitlab import shapes
from tests.gitlab.hooks import tell
from tests.gitlab.state import DEVELOPER, MergeRequest, RefusalError, tell_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gitlab.state import Project, State

Answer = tuple[int, Any]
_TRANSITIONS = {"pending": "enqueue", "running": "run", "success": "success", "failed": "drop", "canceled": "cancel"}


class Routes:
    """Who asks, and what of."""

    def __init__(self, state: State, login: str) -> None:
        self.state = state
        self.login = login

    def answer(self, verb: str, path: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        """Answer one request, or raise a `RefusalError`."""
        for pattern, wanted, function in ROUTES:
            found = re.fullmatch(pattern, path)
            if found and verb == wanted:
                arguments = [unquote(part) for part in found.groups()]
                if path.startswith("/projects/"):
                    project = self._project(arguments[0])
                    self.state.look(project)
                    for fork in self.state.projects.values():
                        if fork is not project and any(one.source == fork.id for one in project.requests.values()):
                            self.state.look(fork)
                    return function(self, project, *arguments[1:], query={**query, **body})
                return function(self, *arguments, query={**query, **body})
        raise RefusalError(404, "404 Not Found")

    def _project(self, name: str) -> Project:
        for project in self.state.projects.values():
            if name in (str(project.id), project.path):
                return project
        raise RefusalError(404, "404 Project Not Found")

    def _request(self, project: Project, iid: str) -> MergeRequest:
        request = project.requests.get(int(iid)) if iid.isdigit() else None
        if request is None:
            raise RefusalError(404, "404 Not found")
        return request

    def _writer(self, project: Project) -> None:
        if project.levels.get(self.login, 0) < DEVELOPER:
            raise RefusalError(403, "403 Forbidden")

    def user(self, query: dict[str, Any]) -> Answer:
        return 200, shapes.user(self.state, self.login)

    def users(self, query: dict[str, Any]) -> Answer:
        known = [login for login in self.state.people if login == query.get("username")]
        return 200, [shapes.user(self.state, login) for login in known]

    def group(self, name: str, query: dict[str, Any]) -> Answer:
        if name not in self.state.groups:
            raise RefusalError(404, "404 Group Not Found")
        return 200, [shapes.member(self.state, login, DEVELOPER) for login in self.state.groups[name]]

    def project(self, project: Project, query: dict[str, Any]) -> Answer:
        return 200, shapes.project(project)

    def member(self, project: Project, number: str, query: dict[str, Any]) -> Answer:
        login = next((name for name, its in self.state.people.items() if str(its) == number), "")
        if login not in project.levels:
            raise RefusalError(404, "404 Not found")
        return 200, shapes.member(self.state, login, project.levels[login])

    def branch(self, project: Project, name: str, query: dict[str, Any]) -> Answer:
        if name not in project.seen:
            raise RefusalError(404, "404 Branch Not Found")
        commit = next(project.commits("-1", project.seen[name]))
        return 200, {"name": name, "commit": commit, "merged": False, "protected": name in project.protected}

    def compare(self, project: Project, query: dict[str, Any]) -> Answer:
        base, head = (project.seen.get(query[key]) for key in ("from", "to"))
        if not base or not head:
            raise RefusalError(404, "404 Ref Not Found")
        return 200, {"commits": list(project.commits(head, f"^{base}")), "diffs": [], "compare_timeout": False}

    def requests(self, project: Project, query: dict[str, Any]) -> Answer:
        wanted = query.get("state", "all")
        found = [one for one in project.requests.values() if wanted in ("all", one.state)]
        return 200, [shapes.request(self.state, project, one) for one in found]

    def open(self, project: Project, query: dict[str, Any]) -> Answer:
        source = self._project(query.get("source_project", str(project.id)))
        same = (query["source_branch"], query["target_branch"])
        if source is project and same[0] == same[1]:
            raise RefusalError(422, ["You can't use same project/branch for source and target"])
        for one in project.requests.values():
            if one.state == "opened" and (one.source, one.source_branch, one.target_branch) == (source.id, *same):
                raise RefusalError(
                    409, [f"Another open merge request already exists for this source branch: !{one.iid}"]
                )
        iid = len(project.requests) + 1
        said = (query["title"], query.get("description") or "")
        request = MergeRequest(iid, self.login, source.id, *same, *said, self.state.now())
        project.requests[iid] = request
        self.state.look(source)
        tell_request(project, request, "open")
        return 201, shapes.request(self.state, project, request)

    def request(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        return 200, shapes.request(self.state, project, self._request(project, iid))

    def edit(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        if self.login != request.author:
            self._writer(project)
        request.title = query.get("title", request.title)
        request.description = query.get("description", request.description)
        if "labels" in query:
            labels = sorted(filter(None, query["labels"].split(",")))
            for name in sorted(set(labels) ^ set(request.labels)):
                action = "add" if name in labels else "remove"
                said = {"id": self.state.number(), "user": shapes.brief(self.state, self.login), "action": action}
                request.labelled.append({**said, "created_at": self.state.now(), "label": {"name": name}})
            request.labels = labels
        event = query.get("state_event")
        if event == "close" and request.state == "opened":
            request.state = "closed"
            tell_request(project, request, "close")
        elif event == "reopen" and request.state == "closed":
            twins = [one for one in project.requests.values() if one is not request and one.state == "opened"]
            if any(one.source_branch == request.source_branch for one in twins):
                raise RefusalError(409, ["Another open merge request already exists for this source branch"])
            request.state = "opened"
            self.state.look(project)
            tell_request(project, request, "reopen")
        return 200, shapes.request(self.state, project, request)

    def merge(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        self._writer(project)
        if query.get("sha") and query["sha"] != request.sha:
            raise RefusalError(409, "SHA does not match HEAD of source branch: " + request.sha)
        bad = [one for one in shapes.newest(project.statuses, request.sha) if one["status"] != "success"]
        if request.state != "opened" or request.draft or (project.needs_pipeline and bad):
            raise RefusalError(405, "405 Method Not Allowed")
        base = project.seen[request.target_branch]
        tree = project.tried("merge-tree", "--write-tree", "--no-messages", base, request.sha)
        if tree.returncode:
            raise RefusalError(422, "Branch cannot be merged")
        sign = ["-c", f"user.name={self.login}", "-c", f"user.email={self.login}@example.net"]
        message = query.get("merge_commit_message") or "Merge"
        parents = ["-p", base, "-p", request.sha]
        made = project.git(*sign, "commit-tree", *parents, "-m", message, tree.stdout.strip()).strip()
        project.git("update-ref", f"refs/heads/{request.target_branch}", made, base)
        request.state, request.merge_commit_sha, request.start_sha = "merged", made, base
        self.state.pushers[project.path] = self.login
        self.state.look(project)
        tell_request(project, request, "merge")
        return 200, shapes.request(self.state, project, request)

    def commits(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        return 200, list(project.commits(request.sha, f"^{request.start_sha}"))

    def versions(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        return 200, [shapes.version(request, one) for one in reversed(request.versions)]

    def notes(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        found = [shapes.note(self.state, project, one) for one in self._request(project, iid).notes]
        return 200, found if query.get("sort") == "asc" else found[::-1]

    def add_note(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request, body = self._request(project, iid), query["body"]
        if len(body) > 1_000_000:
            raise RefusalError(400, {"note": ["is too long (maximum is 1000000 characters)"]})
        if re.search(r"^/request_changes$", body, re.MULTILINE):
            self._writer(project)
            note = self.state.note(request, self.login, "requested changes", system=True)
            request.reviewers[self.login] = ("requested_changes", note["created_at"])
            request.approved.pop(self.login, None)
            body = re.sub(r"\n*^/request_changes$", "", body, flags=re.MULTILINE)
        made = self.state.note(request, self.login, body)
        tell(project, "note", {"merge_request": {"iid": request.iid}, "object_attributes": {"note": body}})
        return 201, shapes.note(self.state, project, made)

    def edit_note(self, project: Project, iid: str, number: str, query: dict[str, Any]) -> Answer:
        note = self._note(project, iid, number)
        note |= {"body": query["body"], "updated_at": self.state.now()}
        return 200, shapes.note(self.state, project, note)

    def delete_note(self, project: Project, iid: str, number: str, query: dict[str, Any]) -> Answer:
        self._request(project, iid).notes.remove(self._note(project, iid, number))
        return 204, None

    def _note(self, project: Project, iid: str, number: str) -> dict[str, Any]:
        found = [one for one in self._request(project, iid).notes if str(one["id"]) == number]
        if not found:
            raise RefusalError(404, "404 Note Not Found")
        if found[0]["login"] != self.login:
            raise RefusalError(403, "403 Forbidden")
        return found[0]

    def approvals(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        listed = [
            {"user": shapes.brief(self.state, login), "approved_at": when} for login, when in request.approved.items()
        ]
        # Without rules GitLab says that it is approved although nobody has approved.
        return 200, {"iid": request.iid, "approved": True, "approved_by": listed, "user_has_approved": False}

    def approve(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        self._writer(project)
        if query.get("sha") and query["sha"] != request.sha:
            raise RefusalError(409, "SHA does not match HEAD of source branch")
        if self.login in request.approved:
            raise RefusalError(401, "401 Unauthorized")
        request.approved[self.login] = self.state.now()
        request.reviewers.pop(self.login, None)
        self.state.note(request, self.login, "approved this merge request", system=True)
        tell_request(project, request, "approved")
        return 201, {"approved": True}

    def hooks(self, project: Project, query: dict[str, Any]) -> Answer:
        self._writer(project)
        return 200, [{"id": at, "url": hook.url} for at, hook in enumerate(project.hooks)]

    def hook_events(self, project: Project, hook: str, query: dict[str, Any]) -> Answer:
        return 200, project.hooks[int(hook)].events[::-1]

    def resend(self, project: Project, hook: str, event: str, query: dict[str, Any]) -> Answer:
        project.hooks[int(hook)].again.append(int(event))
        return 201, {"response_status": "200"}

    def label_events(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        return 200, self._request(project, iid).labelled

    def reset_approvals(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        if self.login not in self.state.bots:
            raise RefusalError(401, "401 Unauthorized")  # for the programs of projects and groups only
        request.approved.clear()
        return 202, None

    def unapprove(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        if request.approved.pop(self.login, None) is None:
            raise RefusalError(404, "404 Not Found")
        self.state.note(request, self.login, "unapproved this merge request", system=True)
        tell_request(project, request, "unapproved")
        return 201, {}

    def reviewers(self, project: Project, iid: str, query: dict[str, Any]) -> Answer:
        request = self._request(project, iid)
        return 200, [
            {"user": shapes.brief(self.state, login), "state": state, "created_at": when}
            for login, (state, when) in request.reviewers.items()
        ]

    def set_status(self, project: Project, sha: str, query: dict[str, Any]) -> Answer:
        self._writer(project)
        if project.tried("cat-file", "-e", f"{sha}^{{commit}}").returncode:
            raise RefusalError(404, "404 Commit Not Found")
        name, state = query.get("name") or query.get("context") or "default", query["state"]
        if len(query.get("description") or "") > 255:
            raise RefusalError(400, {"description": ["is too long (maximum is 255 characters)"]})
        before = next((one for one in shapes.newest(project.statuses, sha) if one["name"] == name), None)
        if before and (before["status"] == state or (state == "pending" and before["status"] == "running")):
            how = f"Cannot transition status via :{_TRANSITIONS[state]} from :{before['status']}"
            raise RefusalError(400, f'{how} (Reason(s): Status cannot transition via "{_TRANSITIONS[state]}")')
        made = {"id": self.state.number(), "sha": sha, "name": name, "status": state, "ref": None}
        made |= {"target_url": query.get("target_url")}
        made |= {"description": query.get("description"), "created_at": self.state.now(), "login": self.login}
        project.statuses.append(made)
        return 201, shapes.status(self.state, made)

    def statuses(self, project: Project, sha: str, query: dict[str, Any]) -> Answer:
        if project.tried("cat-file", "-e", f"{sha}^{{commit}}").returncode:
            raise RefusalError(404, "404 Commit Not Found")
        return 200, [shapes.status(self.state, one) for one in shapes.newest(project.statuses, sha)]

    def nothing(self, project: Project, query: dict[str, Any]) -> Answer:
        return 200, []

    def events(self, project: Project, query: dict[str, Any]) -> Answer:
        return 200, [{**one, "author": shapes.brief(self.state, one["author"])} for one in project.events]

    def protected(self, project: Project, name: str, query: dict[str, Any]) -> Answer:
        if name not in project.protected:
            raise RefusalError(404, "404 Not found")
        return 200, {"name": name, **project.protected[name]}

    def approval_settings(self, project: Project, query: dict[str, Any]) -> Answer:
        if project.tier == "free":
            raise RefusalError(403, "403 Forbidden")
        return 200, {"approvals_before_merge": 1, "reset_approvals_on_push": project.resets_approvals}


_PROJECT = r"/projects/([^/]+)"
_REQUEST = rf"{_PROJECT}/merge_requests/(\d+)"
ROUTES: list[tuple[str, str, Callable[..., Answer]]] = [
    (r"/user", "GET", Routes.user),
    (r"/users", "GET", Routes.users),
    (r"/groups/([^/]+)/members/all", "GET", Routes.group),
    (_PROJECT, "GET", Routes.project),
    (rf"{_PROJECT}/members/all/(\d+)", "GET", Routes.member),
    (rf"{_PROJECT}/repository/branches/([^/]+)", "GET", Routes.branch),
    (rf"{_PROJECT}/repository/compare", "GET", Routes.compare),
    (rf"{_PROJECT}/repository/commits/([^/]+)/statuses", "GET", Routes.statuses),
    (rf"{_PROJECT}/merge_requests", "GET", Routes.requests),
    (rf"{_PROJECT}/merge_requests", "POST", Routes.open),
    (_REQUEST, "GET", Routes.request),
    (_REQUEST, "PUT", Routes.edit),
    (rf"{_REQUEST}/merge", "PUT", Routes.merge),
    (rf"{_REQUEST}/commits", "GET", Routes.commits),
    (rf"{_REQUEST}/versions", "GET", Routes.versions),
    (rf"{_REQUEST}/notes", "GET", Routes.notes),
    (rf"{_REQUEST}/notes", "POST", Routes.add_note),
    (rf"{_REQUEST}/notes/(\d+)", "PUT", Routes.edit_note),
    (rf"{_REQUEST}/notes/(\d+)", "DELETE", Routes.delete_note),
    (rf"{_REQUEST}/approvals", "GET", Routes.approvals),
    (rf"{_REQUEST}/approve", "POST", Routes.approve),
    (rf"{_REQUEST}/unapprove", "POST", Routes.unapprove),
    (rf"{_REQUEST}/reset_approvals", "PUT", Routes.reset_approvals),
    (rf"{_REQUEST}/resource_label_events", "GET", Routes.label_events),
    (rf"{_REQUEST}/reviewers", "GET", Routes.reviewers),
    (rf"{_PROJECT}/statuses/([^/]+)", "POST", Routes.set_status),
    (rf"{_PROJECT}/hooks", "GET", Routes.hooks),
    (rf"{_PROJECT}/hooks/(\d+)/events", "GET", Routes.hook_events),
    (rf"{_PROJECT}/hooks/(\d+)/events/(\d+)/resend", "POST", Routes.resend),
    (rf"{_PROJECT}/pipelines", "GET", Routes.nothing),
    (rf"{_PROJECT}/events", "GET", Routes.events),
    (rf"{_PROJECT}/protected_branches/([^/]+)", "GET", Routes.protected),
    (rf"{_PROJECT}/approvals", "GET", Routes.approval_settings),
]
