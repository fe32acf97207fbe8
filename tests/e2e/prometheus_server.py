"""A real Prometheus for tests: Debian's package, unpacked beside the test, back-filled, on a free loopback port."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def programs(folder: Path) -> Path:
    """Return a folder with `prometheus` and `promtool`; skip and say so where they cannot be had.

    What was fetched once is kept beside other temporary files, for tests of other processes and of tomorrow.
    """
    there = shutil.which("prometheus"), shutil.which("promtool")
    if all(there):
        return Path(str(there[0])).parent
    kept = Path(tempfile.gettempdir()) / "gains-tests-prometheus"
    if not kept.is_dir():
        fetched = _fetched(folder)
        with suppress(OSError):  # another process was faster
            fetched.rename(kept)
    return kept / "usr" / "bin"


def _fetched(folder: Path) -> Path:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        pytest.skip("no prometheus, and no apt-get to fetch it: telemetry was NOT tested against a real server")
    for commands in ([], [["apt-get", "update"]]):
        for command in commands:
            subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=180)
        done = subprocess.run(
            ["apt-get", "download", "prometheus"], cwd=folder, check=False, capture_output=True, timeout=180
        )
        packages = sorted(folder.glob("prometheus_*.deb"))
        if done.returncode == 0 and packages:
            root = Path(tempfile.mkdtemp(prefix="gains-tests-", dir=tempfile.gettempdir()))
            subprocess.run(["dpkg", "-x", packages[0].name, str(root)], cwd=folder, check=True, timeout=60)
            return root
    pytest.skip("prometheus cannot be fetched: telemetry was NOT tested against a real server")


@contextmanager
def server(folder: Path, openmetrics: str, web: str = "") -> Iterator[str]:
    """Run a Prometheus that holds these samples, and give its address; `web` is its web configuration: then TLS."""
    where = programs(folder)
    (folder / "samples.txt").write_text(openmetrics)
    fill = [str(where / "promtool"), "tsdb", "create-blocks-from", "openmetrics", "samples.txt", "data"]
    subprocess.run(fill, cwd=folder, check=True, capture_output=True, timeout=120)
    with running(folder, "global: {scrape_interval: 15s}\n", web) as address:
        yield address


@contextmanager
def running(folder: Path, configuration: str, web: str = "") -> Iterator[str]:
    """Run a Prometheus with this configuration on what lies in the folder, and give its address."""
    where = programs(folder)
    (folder / "prometheus.yml").write_text(configuration)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    more = []
    if web:
        (folder / "web.yml").write_text(web)
        more = ["--web.config.file=web.yml"]
    process = subprocess.Popen(
        [
            str(where / "prometheus"),
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--storage.tsdb.retention.time=100y",
            f"--web.listen-address=127.0.0.1:{port}",
            *more,
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        if web:
            _wait_for_port(port, process)
        else:
            _wait(f"http://127.0.0.1:{port}/-/ready", process)
        yield f"{'https' if web else 'http'}://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("prometheus stopped by itself")
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("prometheus did not become ready")


def _wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until it listens, which is when it is ready to say who may ask."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("prometheus stopped by itself")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("prometheus does not listen")
