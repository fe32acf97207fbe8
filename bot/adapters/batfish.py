"""Batfish: a base is read and computed once and kept; each candidate is sent, asked about, and forgotten."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.adapters.batfish_pool import Pool
from bot.adapters.batfish_service import Host, OverranError, Patience
from pipeline.errors import AnalyzerError
from pipeline.semantic.model import reduced
from pipeline.semantic.query import Reply, Stage, computed
from pipeline.semantic.supported import refusal
from pipeline.semantic.variants import variants
from schemas.canonical import canonical, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.adapters.batfish_service import Service, Versions
    from pipeline.semantic.network import Networks
    from pipeline.semantic.query import Query

    Heard = Callable[[Query, Reply], None]

_PREFIX = "gains-"
_BASE, _CANDIDATE, _MODEL = "base", "candidate", "model"
_LOST = ("base-lost", "candidate-lost")
_READ, _COMPUTED, _USED, _COMMIT = "gains-read", "gains-computed", "gains-used", "gains-commit"
_ACTIVE = computed("interfaceProperties", "base", properties="Active")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long it may take, in seconds."""

    change: float = 900.0
    """All questions about one change."""
    wait: float = 600.0
    """Until a service is free."""
    keep: float = 86400.0
    """That a base which nobody asked about is kept."""
    patience: Patience = field(default_factory=Patience)
    """One exchange."""


class Batfish:
    """The analyzer behind the port. Law: a query gets exactly one reply; what failed says why."""

    def __init__(self, hosts: Sequence[str], limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._pool = Pool(tuple(Host.of(one) for one in hosts), self._limits.patience)
        self._seconds = 0.0
        self._source: tuple[tuple[str, str], ...] = ()

    @property
    def service_seconds(self) -> float:
        """How long services worked for us so far."""
        return self._seconds

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        """Who answered last: (name, version), sorted; empty before anybody did."""
        return self._source

    def versions(self) -> Versions:
        """Say who answers; raise `AnalyzerError` where nobody does or the pair was never tried."""
        with self._pool.service(time.monotonic() + self._limits.wait) as service:
            _handshake(service)
            return service.versions

    def answer(self, networks: Networks, queries: Sequence[Query], heard: Heard) -> dict[Query, Reply]:
        """Return a reply for each query; `heard` is told each as it comes, those that need no routes first.

        Raises `AnalyzerError` where nobody answers at all.
        """
        replies: dict[Query, Reply] = {}

        def told(query: Query, reply: Reply) -> None:
            replies[query] = reply
            heard(query, reply)

        with self._pool.service(time.monotonic() + self._limits.wait) as service:
            _handshake(service)
            known = service.versions
            self._source = (("batfish", known.service), ("batfish-api", known.api), ("pybatfish", known.client))
            deadline = time.monotonic() + self._limits.change
            try:
                self._ask(service, networks, sorted(set(queries)), deadline, told)
            except AnalyzerError as error:
                if not replies:
                    raise
                for query in queries:
                    if query not in replies:
                        told(query, Reply(failure=str(error)))
        return replies

    def _ask(
        self, service: Service, networks: Networks, queries: Sequence[Query], deadline: float, told: Heard
    ) -> None:
        began = time.monotonic()
        network = _PREFIX + networks.base.digest[7:39]
        service.use(network)
        service.note(_USED, str(int(time.time())))
        if networks.commit:
            service.note(_COMMIT, networks.commit)
        try:
            if service.noted(_READ) != service.versions.service:
                _fresh(service, _BASE)
                service.upload(_BASE, networks.base.files, deadline)
                service.note(_READ, service.versions.service)
            _fresh(service, _CANDIDATE, _MODEL)
            service.upload(_CANDIDATE, networks.candidate.files, deadline)
            _each(service, queries, Stage.PARSED, deadline, told)
            if any(query.of == "model" for query in queries):
                service.upload(_MODEL, variants(networks).files, deadline)
                _each(service, queries, None, deadline, lambda query, reply: told(query, reduced(networks, reply)))
            if any(query.stage is Stage.COMPUTED for query in queries):
                states = _computed(service, deadline)
                _each(service, queries, Stage.COMPUTED, deadline, told)
                forgot = _forgotten(service, states, deadline)
                if forgot:
                    for query in queries:
                        if query.stage is Stage.COMPUTED:
                            told(query, Reply(failure=forgot))
            for device in sorted({query.values["without"] for query in queries if query.of == "lost"}):
                mine = [query for query in queries if query.of == "lost" and query.values["without"] == device]
                _without(service, device, mine, deadline, told)
        finally:
            self._seconds += time.monotonic() - began
            _forget(service)

    def sweep(self, now: float) -> tuple[str, ...]:
        """Delete bases that nobody asked about for a day, on every service that is free; return their names."""
        before = now - self._limits.keep

        def old(service: Service) -> bool:
            used = service.noted(_USED)
            return not used.isdigit() or int(used) < before

        return self._delete(old)

    def forget(self, commit: str) -> tuple[str, ...]:
        """Delete the bases of a commit, the configurations that were sent with them too, on every service that is free.

        For a commit that no open pull request stands on any more; return the names.
        """
        return self._delete(lambda service: service.noted(_COMMIT) == commit) if commit else ()

    def _delete(self, which: Callable[[Service], bool]) -> tuple[str, ...]:
        gone: list[str] = []
        for host in self._pool.hosts:
            try:
                with self._pool.service(time.monotonic(), host) as service:
                    gone += _deleted(service, which)
            except AnalyzerError:
                continue  # away or at work: the next sweep finds it
        return tuple(gone)


def _deleted(service: Service, which: Callable[[Service], bool]) -> Iterator[str]:
    """Delete those of our bases that are meant; yield their names."""
    for name in service.networks():
        if name.startswith(_PREFIX):
            service.use(name)
            if which(service):
                service.delete_network(name)
                yield name


def _each(service: Service, queries: Sequence[Query], stage: Stage | None, deadline: float, told: Heard) -> None:
    for query in queries:
        if (query.of == "model") is (stage is None) and (stage is None or query.stage is stage):
            snapshot = {"base": _BASE, "model": _MODEL}.get(query.of, _CANDIDATE)
            reference = _BASE if query.of == "change" else None
            told(query, service.answer(query, snapshot, reference, deadline))


def _without(service: Service, device: str, queries: Sequence[Query], deadline: float, told: Heard) -> None:
    """Ask about both networks without a device; where that cannot be made, that is the reply."""
    _fresh(service, *_LOST)
    try:
        for snapshot, made in zip((_BASE, _CANDIDATE), _LOST, strict=True):
            service.fork(snapshot, made, device, deadline)
            service.compute(made, deadline)
    except OverranError:
        raise
    except AnalyzerError as error:
        for query in queries:
            told(query, Reply(failure=f"the networks without {device} cannot be made: {error}"))
        return
    for query in queries:
        told(query, service.answer(query, _LOST[1], _LOST[0], deadline))
    _fresh(service, *_LOST)


def _computed(service: Service, deadline: float) -> tuple[str, str]:
    """Have the routes of both networks computed, the base's only where that is not done, and return their states.

    The service alters interfaces when it computes routes (a VLAN interface comes up with its tunnel), holds that in
    memory only, and forgets it when other snapshots push it out. Two networks are compared in the same state or not
    at all: a base that was forgotten is computed again.
    """
    known = service.noted(_COMPUTED)
    if not known or known != _state(service, _BASE, deadline):
        service.compute(_BASE, deadline)
        known = _state(service, _BASE, deadline)
        service.note(_COMPUTED, known)
    service.compute(_CANDIDATE, deadline)
    return known, _state(service, _CANDIDATE, deadline)


def _forgotten(service: Service, states: tuple[str, str], deadline: float) -> str:
    """Say why answers about two computed networks cannot be trusted, nothing where they can."""
    try:
        if states == (_state(service, _BASE, deadline), _state(service, _CANDIDATE, deadline)):
            return ""
    except AnalyzerError as error:
        return f"whether the analyzer still knew what it had computed cannot be told: {error}"
    return "the analyzer forgot what it had computed while it was asked"


def _state(service: Service, snapshot: str, deadline: float) -> str:
    reply = service.answer(_ACTIVE, snapshot, None, deadline)
    if not reply.answered:
        raise AnalyzerError(f"the state of the {snapshot} cannot be told: {reply.failure}")
    return digest_of(sorted(canonical(row).decode() for row in reply.rows))


def _handshake(service: Service) -> None:
    reason = refusal(service.versions.service, service.versions.api, service.versions.client)
    if reason:
        raise AnalyzerError(reason, hint="versions that were tried are listed in docs/reference/analyzer.md")


def _fresh(service: Service, *names: str) -> None:
    there = service.snapshots()
    for name in names:
        if name in there:
            service.delete_snapshot(name)


def _forget(service: Service) -> None:
    """Delete what only this change needed; a service that is away or busy is left as it is, and swept later."""
    if service.pending is not None:
        return
    try:
        _fresh(service, _CANDIDATE, _MODEL, *_LOST)
    except (AnalyzerError, OverranError):
        return
