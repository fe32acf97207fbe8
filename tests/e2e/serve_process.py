"""`gains serve` as a process of its own, on a free port of the loopback interface."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GAINS = (sys.executable, "-c", "from bot.cli import main; main()")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def serving(
    folder: Path, repository: dict[str, Any], words: tuple[str, ...] = ("serve",), /, **more: str
) -> Iterator[httpx.Client]:
    """Serve one repository with its data in a folder, and give a client once it is ready; end it afterwards.

    `words`: the command; a worker is told its port by `--port`.
    """
    port = free_port()
    settings = {
        "GAINS_DATA_DIR": str(folder / "data"),
        "GAINS_REPOSITORIES": json.dumps([repository]),
        "GAINS_PORT": str(port),
        "GAINS_POLL_SECONDS": "0.05",
        "GAINS_SWEEP_SECONDS": "0",
        "GAINS_RELEASE": "bot",
        **more,
    }
    environment = {"PATH": os.environ["PATH"], **settings}  # noqa: TID251 - a test starts a process
    url = f"http://127.0.0.1:{port}"
    command = [*GAINS, *words, *(("--port", str(port)) if "worker" in words else ())]
    with (folder / "server.log").open("ab") as log, httpx.Client(base_url=url, timeout=20) as client:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        try:
            until(lambda: _ready(client, process))
            yield client
        finally:
            process.terminate()
            process.wait(timeout=40)


def _ready(client: httpx.Client, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "the server stopped"
    try:
        return client.get("/readyz").status_code == 200
    except httpx.HTTPError:
        return False


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Wait until it is true; generous, because the machine may be busy."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.05)
