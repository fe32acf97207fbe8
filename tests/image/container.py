"""Containers of the image under test, by podman or docker: as closed as compose.yaml says, and ended afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from tests.e2e.serve_process import until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLOSED = ("--read-only", "--tmpfs", "/tmp:rw,mode=1777", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
PROD = {
    "GAINS_AUDIT_KEY_FILE": "/var/lib/gains/audit_key",
    "GAINS_METRICS_TOKEN_FILE": "/var/lib/gains/metrics_token",
}
SECRETS = """
import os
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey as K
from cryptography.hazmat.primitives.serialization import Encoding as E, NoEncryption as N, PrivateFormat as F
os.umask(0o77)
open("audit_key", "wb").write(K.generate().private_bytes(E.PEM, F.PKCS8, N()))
open("metrics_token", "w").write("a-token-for-metrics-of-tests")
"""


def engine() -> str | None:
    """Return the program that runs containers here, if there is one."""
    return next((name for name in ("podman", "docker") if shutil.which(name)), None)


@dataclass(frozen=True)
class Image:
    """The image, and how to run it."""

    name: str
    program: str
    volume: str = field(default_factory=lambda: f"gains-test-{uuid.uuid4().hex[:12]}")

    def do(self, *words: str, code: int | None = 0) -> str:
        """Run the engine; return what it prints."""
        done = subprocess.run([self.program, *words], capture_output=True, text=True, check=False, timeout=300)
        assert code is None or done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout

    def run(self, *words: str, entry: str = "", code: int | None = 0, settings: Mapping[str, str] | None = None) -> str:
        """Run one command in a closed container with the volume; return what it prints."""
        begin = ("run", "--rm", *CLOSED, *(("--entrypoint", entry) if entry else ()))
        return self.do(*begin, *self._with(settings or {}), self.name, *words, code=code)

    def python(self, text: str, *, code: int | None = 0) -> str:
        """Run a text in the image's Python."""
        return self.run("-c", text, entry="/opt/gains/bin/python", code=code)

    def config(self) -> dict[str, Any]:
        """Return what the image says of itself."""
        (found,) = json.loads(self.do("image", "inspect", self.name))
        said: dict[str, Any] = found["Config"]
        return said

    def files(self) -> list[tarfile.TarInfo]:
        """Return every entry of its root."""
        name = self.do("create", self.name).strip()
        try:
            with (
                subprocess.Popen([self.program, "export", name], stdout=subprocess.PIPE) as running,
                tarfile.open(fileobj=running.stdout, mode="r|") as archive,
            ):
                return list(archive)
        finally:
            self.do("rm", name)

    def _with(self, settings: Mapping[str, str]) -> list[str]:
        words = ["--volume", f"{self.volume}:/var/lib/gains"]
        for name, value in settings.items():
            words += ["--env", f"{name}={value}"]
        return words

    @contextmanager
    def serving(self, **settings: str) -> Iterator[tuple[str, str]]:
        """Serve; give the container's name and the service's address once it is ready; end it afterwards."""
        port = ("--publish", "127.0.0.1::8080")
        name = self.do("run", "--detach", *CLOSED, *port, *self._with({**PROD, **settings}), self.name).strip()
        try:
            where = self.do("port", name, "8080/tcp").split()[0]
            until(lambda: self._ready(name, f"http://{where}"))
            yield name, f"http://{where}"
        finally:
            self.do("rm", "--force", name)

    def _ready(self, name: str, url: str) -> bool:
        running = self.do("inspect", "--format", "{{.State.Running}}", name).strip()
        assert running == "true", self.do("logs", name)
        try:
            return httpx.get(f"{url}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False
