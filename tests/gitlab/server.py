"""GitLab on this machine: a small one of our own that keeps its state, on real git, held honest by recordings."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes import git_http
from tests.gitlab.routes import Routes
from tests.gitlab.state import Project, RefusalError, State

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "example"
BOT = "project_7_bot_gains"
PEOPLE = ("author", "committer", "engineer", "nobody", "one", "other", "outsider", "reviewer", "root", "second", "two")


def token(login: str) -> str:
    """Return the token of an account."""
    return f"glpat-{login}" + "0" * 20


@dataclass(frozen=True)
class GitLab:
    """A running GitLab."""

    server: ThreadingHTTPServer
    git: git_http.GitServer
    state: State

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def project(self, name: str, *, group: str = GROUP) -> Project:
        """Make a project with an empty repository."""
        path = f"{group}/{name}"
        directory = git_http.create(self.state.root, path)
        levels = {login: 30 for login in (*PEOPLE, BOT) if login != "outsider"}
        made = Project(self.state.number(), path, directory, levels)
        self.state.projects[made.id] = made
        return made

    def stop(self) -> None:
        """End both servers."""
        self.git.stop()
        self.server.shutdown()
        self.server.server_close()


def start(root: Path) -> GitLab:
    """Start a GitLab whose repositories lie in a folder."""
    state = State(root, {login: at for at, login in enumerate((*PEOPLE, BOT), start=1)}, {BOT})
    tokens = {token(login): login for login in state.people}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        """One request."""

        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
            """Keep quiet."""

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
            login = tokens.get(self.headers.get("PRIVATE-TOKEN", ""))
            body: Any = json.loads(raw) if raw else {}
            try:
                if login is None:
                    raise RefusalError(401, "401 Unauthorized")
                with lock:
                    path = parts.path.removeprefix("/api/v4")
                    status, said = Routes(state, login).answer(self.command, path, query, body)
            except RefusalError as refusal:
                status, said = refusal.status, {"message": refusal.message}
            if isinstance(said, list) and self.command == "GET":
                page, size = int(query.get("page", 1)), int(query.get("per_page", 20))
                said = said[(page - 1) * size : page * size]
            out = b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(out)))
            self.send_header("RateLimit-Remaining", "599")
            self.end_headers()
            self.wfile.write(out)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 - the base class says so

    def who(_: str, password: str) -> str:
        login = tokens.get(password, "")
        if login:
            state.pushers.update({project.path: login for project in state.projects.values()})
        return login

    def pushed() -> None:
        with lock:
            for project in state.projects.values():
                state.look(project)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    return GitLab(server, git_http.serve(root, who, pushed), state)
