"""A real Chromium for tests: one that is installed, Playwright's own, or Debian's package unpacked beside the test."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_PACKAGE = "chromium-headless-shell"
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Give a browser; skip and say so where none can be had."""
    with sync_playwright() as playwright:
        started = _started(playwright, folder)
        try:
            yield started
        finally:
            started.close()


def _started(playwright: Playwright, folder: Path) -> Browser:
    try:
        return playwright.chromium.launch(args=_ARGUMENTS)
    except Error:
        program, environment = _program(folder)
    try:
        return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS, env=environment)
    except Error as error:
        pytest.skip(f"chromium does not start, pages were NOT looked at in a browser: {str(error)[:300]}")


def _program(folder: Path) -> tuple[str, dict[str, str | float | bool]]:
    environment: dict[str, str | float | bool] = {**os.environ}  # noqa: TID251 - a test starts a process
    for name in _NAMES:
        if found := shutil.which(name):
            return found, environment
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        pytest.skip("no chromium, and no apt-get to fetch it: pages were NOT looked at in a browser")
    root = _unpacked(folder)
    program = next(iter(sorted(root.glob("usr/lib/chromium/*headless*shell"))), None)
    if program is None:
        pytest.skip("chromium cannot be fetched: pages were NOT looked at in a browser")
    libraries = [str(one) for one in sorted(root.glob("usr/lib/*-linux-gnu"))]
    libraries += [str(one) for one in sorted(root.glob("usr/lib/*-linux-gnu/pulseaudio"))]
    environment["LD_LIBRARY_PATH"] = ":".join(libraries)
    return str(program), environment


def _unpacked(folder: Path) -> Path:
    """Fetch the package and what it needs and is not installed, and unpack it; nothing of the system is changed."""
    archives, root = folder / "archives", folder / "root"
    (archives / "partial").mkdir(parents=True)
    fetch = ["apt-get", "install", "--yes", "--no-install-recommends", "--download-only"]
    options = ["-o", f"Dir::Cache::archives={archives}", "-o", "Debug::NoLocking=1"]
    for before in ([], ["apt-get", "update"]):
        if before:
            subprocess.run(before, check=False, capture_output=True, timeout=180)
        done = subprocess.run([*fetch, *options, _PACKAGE], check=False, capture_output=True, timeout=300)
        if done.returncode == 0:
            break
    for package in sorted(archives.glob("*.deb")):
        subprocess.run(["dpkg", "-x", str(package), str(root)], check=True, timeout=120)
    return root
