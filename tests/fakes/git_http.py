"""Serve bare repositories over HTTP with git's own `http-backend`, and ask who is who before anything is read."""

from __future__ import annotations

import base64
import shutil
import subprocess
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BACKEND = "git-http-backend"


def backend() -> str:
    """Return the path of git's HTTP server program."""
    folder = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True).stdout.strip()
    found = shutil.which(_BACKEND, path=folder)
    assert found, f"git has no {_BACKEND} in {folder}"
    return found


@dataclass(frozen=True)
class GitServer:
    """Bare repositories below a folder, on a port of this machine."""

    server: ThreadingHTTPServer

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        """End it."""
        self.server.shutdown()
        self.server.server_close()


def serve(root: Path, who: Callable[[str, str], str], pushed: Callable[[], None]) -> GitServer:
    """Begin to serve; `who` returns the login behind a user and password, or nothing to refuse."""
    program = backend()

    class Handler(BaseHTTPRequestHandler):
        """One request, handed to git."""

        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
            """Keep quiet."""

        def _login(self) -> str:
            kind, _, value = self.headers.get("Authorization", "").partition(" ")
            if kind != "Basic":
                return ""
            user, _, password = base64.b64decode(value).decode().partition(":")
            return who(user, password)

        def _serve(self) -> None:
            login, parts = self._login(), urlsplit(self.path)
            body = self._body()
            if not login:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            environment = {
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "GIT_PROJECT_ROOT": str(root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_CONFIG_NOSYSTEM": "1",
                "HOME": "/nonexistent",
                "REQUEST_METHOD": self.command,
                "PATH_INFO": parts.path,
                "QUERY_STRING": parts.query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "REMOTE_USER": login,
                "REMOTE_ADDR": "127.0.0.1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            }
            done = subprocess.run([program], input=body, env=environment, capture_output=True, check=False, timeout=60)
            head, _, rest = done.stdout.partition(b"\r\n\r\n")
            fields = [line.partition(": ")[::2] for line in head.decode().split("\r\n") if line]
            status = next((value for name, value in fields if name.lower() == "status"), "200 OK")
            if parts.path.endswith("git-receive-pack") and self.command == "POST":
                pushed()
            self.send_response(int(status.split()[0]))
            for name, value in fields:
                if name.lower() != "status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest)

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "") == "chunked":
                chunks = []
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    chunks.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(chunks)
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        do_GET = do_POST = _serve  # noqa: N815 - the base class says so

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    return GitServer(server)


def create(root: Path, name: str) -> Path:
    """Make a bare repository that takes pushes from everybody who may log in."""
    path = root / f"{name}.git"
    path.parent.mkdir(parents=True, exist_ok=True)
    for words in (
        ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(path)],
        ["-C", str(path), "config", "http.receivepack", "true"],
        ["-C", str(path), "config", "uploadpack.allowAnySHA1InWant", "true"],
        ["-C", str(path), "config", "gc.auto", "0"],
    ):
        subprocess.run(["git", *words], check=True, capture_output=True)
    return path
