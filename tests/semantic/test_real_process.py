"""The real service, killed, stopped and out of disk in the middle of a change: what it did not say is said.

`GAINS_BATFISH_COMMAND` is a shell command that starts a service of its own on loopback, with `{port}` and `{data}` in
it for its port and its folder. Without it nothing here can be tried, and that is said.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.adapters.batfish import Batfish, Limits
from bot.adapters.batfish_service import Patience
from bot.compare import compare
from pipeline.errors import AnalyzerError
from schemas.declared import Declared
from tests.record.sets import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.compare import Compared
    from pipeline.semantic.query import Query, Reply

COMMAND = os.getenv("GAINS_BATFISH_COMMAND", "")  # noqa: TID251 - a switch of the tests, not of the product
START_SECONDS = 300
CASE = harmless()[0]
pytestmark = pytest.mark.skipif(not COMMAND, reason="GAINS_BATFISH_COMMAND starts no service: nothing real is killed")


@contextmanager
def started(data: Path) -> Iterator[tuple[int, str]]:
    """Start a service, wait until it answers, and end it; yields its process and HOST:PORT."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = COMMAND.replace("{port}", str(port)).replace("{data}", str(data))
    with (data.parent / "service.log").open("wb") as log:
        process = subprocess.Popen(["/bin/sh", "-c", command], stdout=log, stderr=log, start_new_session=True)
    host = f"127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while not _answers(host):
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < until, "it did not begin to answer"
            time.sleep(1)
        yield process.pid, host
    finally:
        for send in (signal.SIGCONT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, send)
        process.wait()


def _answers(host: str) -> bool:
    try:
        return bool(Batfish((host,), Limits(wait=1)).versions())
    except AnalyzerError:
        return False


def judged(analyzer: Batfish, when: str = "", act: Callable[[], None] = lambda: None) -> Compared:
    """Compare, and do something when a question was answered for the first time."""
    left = [when]

    def heard(query: Query, reply: Reply) -> None:
        del reply
        if query.name in left:
            left.clear()
            act()

    return compare(CASE.networks, Declared(), analyzer, heard)


def reasons(found: Compared) -> str:
    return " ".join(one.reason for one in found.semantics.validators)


@pytest.mark.parametrize("when", ["fileParseStatus", "viModel", "routes"])
def test_killed_in_the_middle_it_is_gone_and_nothing_passes(tmp_path: Path, when: str) -> None:
    (tmp_path / "data").mkdir()
    with started(tmp_path / "data") as (pid, host):
        analyzer = Batfish((host,), Limits(change=300, patience=Patience(contact=60, exchange=120)))
        found = judged(analyzer, when, partial(os.killpg, pid, signal.SIGKILL))
    assert found.semantics.outcome == "INCONCLUSIVE"
    assert "not reachable" in reasons(found)


def test_stopped_it_overruns_and_is_asked_again_when_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with started(tmp_path / "data") as (pid, host):
        limits = Limits(change=300, patience=Patience(contact=60, exchange=20))
        found = judged(Batfish((host,), limits), "viModel", partial(os.killpg, pid, signal.SIGSTOP))
        assert found.semantics.outcome == "INCONCLUSIVE"
        assert "did not answer an exchange in time" in reasons(found)
        os.killpg(pid, signal.SIGCONT)
        again = judged(Batfish((host,), Limits(change=300, patience=Patience(contact=60, exchange=300))))
        assert again.semantics.outcome == "PASS", reasons(again)


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can be mounted by root alone")
def test_out_of_disk_it_fails_and_nothing_passes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(data)], check=False)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        with started(data) as (_, host):
            analyzer = Batfish((host,), Limits(change=300, patience=Patience(contact=60, exchange=120)))
            found = judged(analyzer)
        assert found.semantics.outcome == "INCONCLUSIVE"
    finally:
        subprocess.run(["umount", "-l", str(data)], check=False)
