"""The composition root: settings in, the server's parts out, each handed what it needs and nothing more."""

from __future__ import annotations

import os
import secrets as randomness
import socket
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.answerers.analyzer import tidy
from bot.answering import connected
from bot.api.keys import Keys
from bot.forge_state import ForgeState
from bot.jobs.agenda import Agenda
from bot.jobs.connections import Connections
from bot.jobs.database import Database, connect, migrate
from bot.jobs.inbox import Inbox
from bot.jobs.intake import Intake
from bot.jobs.leases import Leases
from bot.jobs.records import Records
from bot.jobs.signing import HeadSigner, kept, signer
from bot.jobs.sites import Sites
from bot.jobs.store import Jobs
from bot.jobs.sweep import Sweep
from bot.jobs.trail import Trail
from bot.jobs.work import Work
from bot.metrics import Metrics
from bot.reach import reach
from bot.refusals import refuse
from bot.secrets import Scrubber, SecretFiles, secrets_of
from bot.tracing import tracing

if TYPE_CHECKING:
    from bot.jobs.connections import Connect
    from bot.jobs.worker import Worker
    from bot.ports import Clock
    from bot.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a server."""

    settings: ServerSettings
    clock: Clock
    scrubber: Scrubber
    secrets: SecretFiles
    database: Database
    trail: Trail
    agenda: Agenda
    inbox: Inbox
    intake: Intake
    jobs: Jobs
    records: Records
    keys: Keys
    leases: Leases
    work: Work
    sweep: Sweep
    metrics: Metrics
    forges: ForgeState

    def close(self) -> None:
        """Close what is open."""
        self.intake.close()
        self.database.close()


def services(settings: ServerSettings, *, clock: Clock | None = None, connecting: Connect | None = None) -> Services:
    """Put a server together; raise `SettingsError` where the profile refuses the settings."""
    refuse(settings)
    clock = clock or SystemClock()
    metrics = Metrics()
    scrubber = Scrubber()
    scrubber.add(*secrets_of(settings))
    files = SecretFiles(scrubber)
    database = connect(settings.url)
    database.patiently(lambda: migrate(database), seconds=60)
    trail = Trail(audit_signer(settings), clock)
    agenda = Agenda(database, clock, settings.retry_longest_seconds)
    inbox = Inbox(database, agenda, clock)
    jobs = Jobs(database, trail, clock)
    records = Records(database, trail, clock)
    served = {one.key: one for one in settings.repositories}
    reaching = partial(reach, clock=clock, secrets=files, copies=Path(settings.data_dir) / "copies", left=metrics.left)
    connections = Connections(served, connecting or reaching, files.stamps)
    work = Work(
        database=database,
        agenda=agenda,
        jobs=jobs,
        records=records,
        sites=Sites(database, clock),
        connections=connections,
        clock=clock,
        answering=connected,
        release_by_bot=settings.release == "bot",
        pages="" if settings.pages == "off" else settings.public_url.rstrip("/"),
    )
    return Services(
        settings=settings,
        clock=clock,
        scrubber=scrubber,
        secrets=files,
        database=database,
        trail=trail,
        agenda=agenda,
        inbox=inbox,
        intake=Intake(inbox),
        jobs=jobs,
        records=records,
        keys=Keys(database, trail, clock),
        leases=Leases(database, clock, settings.lease_seconds),
        work=work,
        sweep=Sweep(work, settings.sweep_seconds, timedelta(days=settings.expire_days), tidy),
        metrics=metrics,
        forges=ForgeState(connections),
    )


def audit_signer(settings: ServerSettings) -> HeadSigner:
    """Return who signs the audit trail."""
    if settings.audit_key is not None:
        return signer(settings.audit_key.get_secret_value())
    return kept(Path(settings.data_dir) / "audit.pem")


def worker(parts: Services) -> Worker:
    """Put a worker together; only one can be started in a process."""
    from bot.jobs.dbos_engine import DbosEngine, DbosWorker
    from bot.jobs.worker import Pace, Worker

    settings = parts.settings
    executor = settings.executor or f"{socket.gethostname()}-{os.getpid()}-{randomness.token_hex(4)}"
    url = parts.database.engine.url.render_as_string(hide_password=False)
    return Worker(
        work=parts.work,
        engine=DbosEngine(url),
        runner=DbosWorker(url, executor, settings.concurrency, settings.poll_seconds),
        leases=parts.leases,
        sweep=parts.sweep,
        metrics=parts.metrics,
        pace=Pace(settings.poll_seconds, settings.retry_seconds, settings.attempts),
        tracing=tracing(settings.traces_endpoint),
        first=parts.forges.ask,
    )
