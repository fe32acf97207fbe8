"""Jobs through the whole server without analyzers: webhook row, agenda, durable steps, package, gate; and its memory.

The forge and the repository are in memory, so that the server is measured and not git. Beside it, in the same run: the
same packages made by calling the use case, without anything durable.

    python -m benchmarks.jobs_per_second [jobs]
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.clock import SystemClock
from bot.answer import answer
from bot.answering import nobody
from bot.app import services, worker
from bot.jobs.connections import Connection
from bot.jobs.inbox import Delivery
from bot.logs import configure
from bot.repositories import RepositorySettings
from bot.secrets import Scrubber
from bot.settings import ServerSettings
from schemas.forge import Account, NewPull
from schemas.workspace import Author, NewCommit
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository

PULLS = 40
DEVICE = '  - name: sw-{at}\n    platform: cisco_ios\n    os_version: "17.9.4"\n    role: access\n    site: s\n'
DEVICES = "devices:\n" + "".join(DEVICE.format(at=at) for at in range(1, PULLS + 1))
CONFIG = (
    "version 17.9\n!\nhostname sw-{at}\n!\nvlan 10\n name USERS\n!\n"
    + "".join(
        f"interface GigabitEthernet1/0/{port}\n switchport access vlan 10\n switchport mode access\n!\n"
        for port in range(1, 25)
    )
    + "end\n"
)
INTENT = """apiVersion: gains/v1
kind: access_vlan
metadata: {{name: {name}, reason: round {turn}}}
spec:
  vlan: {{id: {vlan}, name: CCTV}}
  ports:
    - {{device: sw-{number}, interfaces: [GigabitEthernet1/0/10]}}
"""


def push(repository: FakeRepository, number: int, turn: int) -> None:
    """Push an intent, and forget the commits that no branch names."""
    name = f"i{number}"
    head = repository.head(f"b{number}")
    main = repository.head("main")
    assert main
    text = INTENT.format(name=name, turn=turn, vlan=100 + number, number=number)
    repository.commit(
        NewCommit(
            branch=f"b{number}",
            parent=head or main,
            expected_head=head,
            files=((f"intents/{name}.yaml", text.encode()),),
            message="m\n",
            author=Author(name="engineer", email="engineer@example.net"),
            when=SystemClock().now(),
        )
    )


def forget(repository: FakeRepository, desk: FakeForge) -> None:
    """Forget what no branch stands on: the benchmark's own memory must not grow."""
    kept: dict[str, Any] = {}
    for tip in set(repository.branches.values()):
        kept[tip] = repository.objects[tip]
        for parent in kept[tip].parents:
            kept[parent] = replace(repository.objects[parent], parents=())
    main = repository.branches["main"]
    kept[main] = repository.objects[main]
    for sha, commit in list(kept.items()):
        if sha != main and not commit.parents:
            kept[sha] = replace(commit, parents=(main,))
    repository.objects.clear()
    repository.objects.update(kept)
    for key in [key for key in desk.history.checks if key[0] not in kept]:
        del desk.history.checks[key]


def world() -> tuple[FakeRepository, FakeForge]:
    """Return a network of forty switches, with an open pull request for each."""
    repository = FakeRepository()
    repository.plant(
        "main",
        {
            "inventory/devices.yaml": ("file", DEVICES.encode()),
            **{
                f"configs/sw-{at}.cfg": ("file", CONFIG.replace("{at}", str(at)).encode()) for at in range(1, PULLS + 1)
            },
        },
    )
    desk = FakeForge(repository, Account(login="gains-bot", bot=True))
    for number in range(1, PULLS + 1):
        push(repository, number, 0)
        engineer = desk.acting_as(Account(login="engineer"))
        engineer.open_pull(NewPull(title="t", source_branch=f"b{number}", target_branch="main"))
    return repository, desk


def resident() -> float:
    """Return the process's memory in MiB."""
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024


def main() -> None:
    """Run it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    clock = SystemClock()
    repository, desk = world()
    begun, spent = time.perf_counter(), time.process_time()
    for number in range(1, PULLS + 1):
        answer(desk, repository, number, clock)
    bare, bare_spent = PULLS / (time.perf_counter() - begun), (time.process_time() - spent) / PULLS

    repository, desk = world()
    with tempfile.TemporaryDirectory() as folder:
        configure(Scrubber(), "ERROR")
        served = RepositorySettings(forge="local", id="net", location=folder)
        settings = ServerSettings(
            data_dir=Path(folder), repositories=(served,), poll_seconds=0.02, sweep_seconds=0, concurrency=4
        )
        parts = services(settings, connecting=lambda _: Connection(desk, repository))
        parts = replace(parts, work=replace(parts.work, answering=nobody))
        mine = worker(parts)
        mine.start()
        marks: list[tuple[int, float]] = []
        begun, spent = time.perf_counter(), time.process_time()
        done = turn = 0
        while done < count:
            for number in range(1, PULLS + 1):
                if turn:
                    push(repository, number, turn)
                delivery = Delivery(forge="local", delivery=f"{turn}-{number}", repository="local:net", event="look")
                parts.inbox.take(delivery, (number,))
            while parts.agenda.open()[0]:
                time.sleep(0.01)
            forget(repository, desk)
            turn += 1
            done += PULLS
            marks.append((done, resident()))
        took, spent = time.perf_counter() - begun, time.process_time() - spent
        counted = sum(parts.jobs.by_state().values())
        aside = len(parts.agenda.dead())
        mine.stop()
        parts.close()
    print(f"called directly: {bare:.1f} packages/s, {bare_spent * 1000:.0f} ms of processor time each")
    rate = counted / took
    each = f"{rate:.1f} jobs/s, {spent / counted * 1000:.0f} ms of processor time each"
    print(f"through the server: {counted} jobs, {each}, ratio {bare / rate:.1f}; put aside {aside}")
    for at in sorted({0, len(marks) // 4, len(marks) // 2, 3 * len(marks) // 4, len(marks) - 1}):
        print(f"memory after {marks[at][0]:>6} jobs: {marks[at][1]:.0f} MiB")


if __name__ == "__main__":
    main()
