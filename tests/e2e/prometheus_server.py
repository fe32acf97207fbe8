"""A real Prometheus for tests: Debian's package, unpacked beside the test, back-filled, on a free loopback port."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def programs(folder: Path) -> Path:
    """Return a folder with `prometheus` and `promtool`; skip and say so where they cannot be had."""
    there = shutil.which("prometheus"), shutil.which("promtool")
    if all(there):
        return Path(str(there[0])).parent
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
            subprocess.run(["dpkg", "-x", packages[0].name, "root"], cwd=folder, check=True, timeout=60)
            return folder / "root" / "usr" / "bin"
    pytest.skip("prometheus cannot be fetched: telemetry was NOT tested against a real server")


@contextmanager
def server(folder: Path, openmetrics: str) -> Iterator[str]:
    """Run a Prometheus that holds these samples, and give its address."""
    where = programs(folder)
    (folder / "samples.txt").write_text(openmetrics)
    (folder / "prometheus.yml").write_text("global: {scrape_interval: 15s}\n")
    fill = [str(where / "promtool"), "tsdb", "create-blocks-from", "openmetrics", "samples.txt", "data"]
    subprocess.run(fill, cwd=folder, check=True, capture_output=True, timeout=120)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            str(where / "prometheus"),
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--storage.tsdb.retention.time=100y",
            f"--web.listen-address=127.0.0.1:{port}",
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/-/ready", process)
        yield f"http://127.0.0.1:{port}"
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
