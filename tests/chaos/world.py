"""A network repository with engineers and reviewers who do the same in every run, and what came of it in the end."""

from __future__ import annotations

import multiprocessing
import random
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi.testclient import TestClient

from bot.adapters.git import workspace
from bot.api.application import application
from bot.app import Services, services
from bot.jobs.audit import verify
from bot.jobs.trail import entries
from bot.settings import ServerSettings
from schemas.forge import NewReview
from tests.chaos.child import Life, live
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import BOT, REVIEWERS, asked, begun, forge, hook, pushed, served

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

MERGED, PUSHED, WRONG = "transit-peer-north", "second-reflector-for-dist-a-02", "wrong-printers-port"
EXTRA = "cctv-vlan-building-7"
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.chaos.child"])


def unnamed(text: str) -> str:
    """Return a text with the names of commits, which hold their time, replaced by numbers in their order."""
    seen: dict[str, str] = {}
    return re.sub(r"\b[0-9a-f]{12,40}\b", lambda found: seen.setdefault(found[0], f"<commit {len(seen) + 1}>"), text)


@dataclass
class World:
    """One run."""

    folder: Path
    database: str
    workers: int
    seed: int
    kills: int
    """How many workers are killed before the rest may live."""
    calm: bool = False
    """Nothing goes wrong at all: the run that others are compared with."""
    bare: Path = field(init=False)
    patience: float = 1.0
    """By how much longer everything may take than on a machine that has nothing else to do."""
    away: bool = False
    """The database goes away in this run."""
    killed: int = 0
    started: int = 0
    running: list[ForkServerProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin the network repository."""
        self.chance = random.Random(self.seed)
        self.bare = begun(self.folder)
        self.settings: dict[str, Any] = {
            "data_dir": self.folder,
            "database_url": self.database,
            "repositories": (served(self.bare).model_dump(),),
            "poll_seconds": 0.03,
            "lease_seconds": 0.9,
            "sweep_seconds": 0.8,
            "retry_seconds": 0.05,
            "retry_longest_seconds": 0.5,  # in bad weather tries are many, and the pause would double to minutes
            "attempts": 500,
            "concurrency": 3,
            "release": "bot",
        }
        self.parts: Services = services(ServerSettings(**self.settings))
        self.client = TestClient(application(self.parts))

    # ---- processes

    def tend(self) -> None:
        """Bury the dead and start as many workers as there must be; each new one is killed while kills are left."""
        for process in list(self.running):
            if not process.is_alive():
                self.running.remove(process)
                self.killed += process.exitcode == -9
                # One that finds no database when it starts gives up: whoever minds it starts it again.
                allowed = (-9, 0, 1) if self.away else (-9, 0)
                assert process.exitcode in allowed, (
                    f"a worker crashed: {process.exitcode}; see {self.folder}/worker.log"
                )
        while len(self.running) < self.workers:
            self.started += 1
            doomed = self.started <= self.kills
            steps = self.started % 3 > 0
            life = Life(
                seed=self.seed * 1000 + self.started,
                dies_at=self.chance.randint(1, 120 if steps else 260) if doomed else 0,
                steps=steps,
                calm=self.calm or not doomed,
                settings=self.settings,
                log=str(self.folder / "worker.log"),
                stop=str(self.folder / "stop"),
                points=str(self.folder / "points"),
            )
            process = _context.Process(target=live, args=(life,))
            process.start()
            self.running.append(process)

    def wait(self, true: Any, seconds: float = 240.0) -> None:
        """Let workers work, and die, until something is true."""
        end = time.monotonic() + seconds * self.patience
        while not true():
            assert time.monotonic() < end, f"it did not come true; see {self.folder}/worker.log"
            self.tend()
            time.sleep(0.03)

    def stop(self) -> None:
        """Let all workers stop."""
        (self.folder / "stop").touch()
        for process in self.running:
            process.join(timeout=30)
            if process.is_alive():
                process.kill()
        self.client.close()
        self.parts.close()

    # ---- what happens

    def deliver(self, *numbers: int) -> None:
        """Send webhooks as bad forges do: each twice, in any order, every fifth not at all."""
        sent = [(number, f"{number}-{self.chance.random()}") for number in numbers] * (1 if self.calm else 2)
        if not self.calm:
            self.chance.shuffle(sent)
            sent = [one for one in sent if self.chance.random() > 0.2]
        for number, delivery in sent:
            head = forge(self.bare).pull(number).head_sha if self.chance.random() < 0.5 else ""
            body, headers = hook(number, head, delivery=delivery)
            told = self.client.post("/webhooks/local", content=body, headers=headers)
            assert told.status_code in (202, 503), told.text

    def play(self, meanwhile: Any = lambda: None) -> None:
        """Let engineers ask, push again, and reviewers approve one of three."""
        numbers = [asked(self.bare, name).number for name in (MERGED, PUSHED, WRONG)]
        self.deliver(*numbers)
        meanwhile()
        self.wait(lambda: all(self.answered(number) for number in numbers))
        path = f"intents/{EXTRA}.yaml"
        pushed(self.bare, f"ask/{PUSHED}", path, (CAMPUS / path).read_bytes())
        self.deliver(2)
        head = forge(self.bare).pull(1).head_sha
        for reviewer in REVIEWERS:
            word = NewReview(state="approved", head_sha=head, body="accepted without an analyzer")
            forge(self.bare, reviewer).add_review(1, word)
        self.deliver(1, 1, 2)
        meanwhile()
        self.wait(lambda: forge(self.bare).pull(1).state == "merged")
        self.deliver(1, 2, 3)
        self.wait(lambda: self.killed >= self.kills, seconds=120.0 + 8.0 * self.kills)
        self.wait(self.settled)

    def answered(self, number: int) -> bool:
        """Tell whether the newest job has a package at the head."""
        with self.parts.database.read() as connection:
            job = self.parts.jobs.newest(connection, "local:campus", number)
        pull = forge(self.bare).pull(number)
        if job is None or job.state not in ("awaiting_approval", "blocked", "approved", "released"):
            return False
        return (job.head_sha, job.base_sha) == (pull.head_sha, pull.base_sha)

    def settled(self) -> bool:
        """Tell whether nothing is left to do."""
        if self.pending() or self.parts.agenda.open()[0]:
            return False
        with self.parts.database.read() as connection:
            first = self.parts.jobs.newest(connection, "local:campus", 1)
        return bool(first and first.state == "released") and self.answered(2) and self.answered(3)

    # ---- what came of it

    def outcome(self) -> dict[str, Any]:
        """Return what must be the same in every run."""
        desk, repository = forge(self.bare), workspace(self.bare)
        found: dict[str, Any] = {}
        for number in (1, 2, 3):
            pull = desk.pull(number)
            with self.parts.database.read() as connection:
                job = self.parts.jobs.newest(connection, "local:campus", number)
            assert job
            tree = repository.git.run("rev-parse", f"{pull.head_sha}^{{tree}}").decode().strip()
            mine = [one for one in desk.comments(number) if one.author.is_same(BOT)]
            commits = repository.git.run(
                "log", "--format=%an", f"main..{pull.head_sha}" if number > 1 else pull.head_sha
            )
            found[str(number)] = {
                "tree": tree,
                "state": (pull.state, job.state, job.intents),
                "checks": [
                    (one.name, one.status, one.title, unnamed(one.summary), one.annotations)
                    for one in desk.checks(pull.head_sha)
                ],
                "comments": sorted((one.marker, unnamed(one.body)) for one in mine),
                "commits of the bot": commits.decode().splitlines().count("gains bot"),
                "digest": job.digest,
            }
        return found

    def points(self) -> list[str]:
        """Return where workers were killed."""
        file = self.folder / "points"
        return file.read_text().splitlines() if file.exists() else []

    def pending(self) -> list[str]:
        """Return checks that were left as if somebody still worked on them, at heads of today."""
        desk = forge(self.bare)
        heads = [desk.pull(number).head_sha for number in (1, 2, 3)]
        return [f"{head} {one.name}" for head in heads for one in desk.checks(head) if one.status == "pending"]

    def audited(self) -> list[str]:
        """Return what is wrong with the audit trail."""
        with self.parts.database.read() as connection:
            return verify(list(entries(connection)), self.parts.trail.signer.public)
