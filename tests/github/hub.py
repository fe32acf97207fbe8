"""GitHub on this machine: the emulator for the API, `git http-backend` for git, people, and an App with its key."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes import git_http
from tests.github.npm import HERE, modules, node

if TYPE_CHECKING:
    from pathlib import Path

OWNER = "example"
APP = "gains-bot"
PEOPLE = (
    "admin",
    "author",
    "committer",
    "engineer",
    "nobody",
    "one",
    "other",
    "outsider",
    "reviewer",
    "second",
    "two",
)
WRITERS = tuple(login for login in PEOPLE if login != "outsider")


def token(login: str) -> str:
    """Return the token of a person."""
    return f"ghp_{login}" + "0" * 20


@dataclass(frozen=True)
class Hub:
    """A running GitHub."""

    api: str
    git: git_http.GitServer
    root: Path
    key: str
    process: subprocess.Popen[bytes]

    def repository(self, name: str, *, owner: str = OWNER, fork_of: str = "") -> Path:
        """Make an empty repository, or an empty fork of one, and return where it lies on the disk."""
        path = git_http.create(self.root, f"{owner}/{name}")
        body = {"owner": owner, "name": name, "writers": WRITERS, "fork_of": fork_of}
        self.ask("POST", "/_test/repos", body)
        return path

    def ask(self, verb: str, path: str, body: Any = None, login: str = "admin") -> Any:
        """Do something past the adapter, as a person."""
        headers = {"Authorization": f"token {token(login)}"}
        answer = httpx.request(verb, f"{self.api}{path}", json=body, headers=headers, timeout=30)
        assert answer.is_success, answer.text
        return answer.json()

    def stop(self) -> None:
        """End both servers."""
        self.git.stop()
        self.process.kill()
        self.process.wait()


def _who(api: str, password: str) -> str:
    """Return the login behind a token."""
    answer = httpx.get(f"{api}/_test/who", headers={"Authorization": f"token {password}"}, timeout=10)
    return str(answer.json().get("login", "")) if answer.is_success else ""


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def start(root: Path) -> Hub:
    """Start a GitHub whose repositories lie in a folder; skip where npm is absent."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.TraditionalOpenSSL
    key = private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()
    rights = ("checks", "contents", "issues", "pull_requests", "statuses")
    permissions = dict.fromkeys(rights, "write") | {"metadata": "read", "administration": "read"}
    app = {
        "app_id": 77,
        "slug": APP,
        "name": APP,
        "private_key": key,
        "permissions": permissions,
        "events": ["*"],
        "installations": [{"installation_id": 700, "account": OWNER, "repository_selection": "all"}],
    }
    seed = {
        "tokens": {token(login): {"login": login, "scopes": ["repo"]} for login in PEOPLE},
        "github": {
            "users": [{"login": login, "name": login, "email": f"{login}@example.net"} for login in PEOPLE],
            "orgs": [{"login": OWNER}],
            "apps": [app],
        },
    }
    port = _port()
    environment = {"PATH": os.defpath, "GAINS_NODE_MODULES": str(modules())}
    process = subprocess.Popen(
        [node(), str(HERE / "emulator.mjs"), str(port), str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=(root / "emulator.log").open("wb"),
        env=environment,
    )
    atexit.register(process.kill)
    assert process.stdin
    process.stdin.write(json.dumps(seed).encode())
    process.stdin.close()
    api = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx.get(f"{api}/meta", timeout=1)
            break
        except httpx.TransportError:
            assert process.poll() is None, (root / "emulator.log").read_text()[-2000:]
            time.sleep(0.05)
    else:
        raise AssertionError("the emulator does not answer")

    def pushed() -> None:
        httpx.post(f"{api}/_test/sync", headers={"Authorization": f"token {token('admin')}"}, timeout=30)

    server = git_http.serve(root, lambda user, password: _who(api, password), pushed)
    return Hub(api, server, root, key, process)
