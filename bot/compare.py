"""Compare two networks: what behaves otherwise, less what an intent declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import AnalyzerError
from pipeline.floor.judge import with_floor
from pipeline.semantic.edits import edits
from pipeline.semantic.near import cables, near
from pipeline.semantic.network import LAYER1, Networks, hostname
from pipeline.semantic.query import Reply
from pipeline.semantic.verdict import Semantics, conclude, first, queries
from pipeline.validators.base import Change
from pipeline.version import __version__
from schemas.comparison import Compared as Check
from schemas.comparison import Comparison, Counted
from schemas.declared import Declared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Analyzer
    from pipeline.semantic.query import Query

EXITS = {"PASS": 0, "FAIL": 1, "INCONCLUSIVE": 4}
NOBODY = "no analyzer is connected"


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it."""

    semantics: Semantics
    versions: tuple[tuple[str, str], ...]
    """Who answered: (name, version), sorted."""

    @property
    def comparison(self) -> Comparison:
        """Return it as the command prints it."""
        seen = self.semantics
        counted = seen.coverage
        return Comparison(
            verdict=seen.outcome,
            checks=tuple(
                Check(
                    name=one.name,
                    verdict=one.outcome,
                    reason=one.reason,
                    findings=one.findings,
                    not_looked_at=one.unseen,
                )
                for one in seen.validators
            ),
            coverage=Counted(
                changed=counted.changed,
                parsed=counted.parsed,
                modelled=counted.modelled,
                exercised=counted.exercised,
            ),
            unverified=seen.unverified,
            versions=dict(self.versions),
        )


def change_of(networks: Networks, declared: Declared, failures: int = 0) -> Change:
    """Return what validators see of two networks; so many losses of devices near the change are to be tried."""
    files = {**networks.base.configurations, **networks.candidate.configurations}
    names = {path: hostname(text) or _stem(path) for path, text in files.items()}
    before, after = networks.base.configurations, networks.candidate.configurations
    texts = {name: (before.get(path, ""), after.get(path, "")) for path, name in names.items()}
    found = edits(networks.base.files, networks.candidate.files)
    touched = sorted({names[file] for file in found.files if file in names})
    wires = cables(networks.candidate.files.get(LAYER1, ""))
    there = {names[path] for path in before.keys() & after.keys() if path.startswith("configs/")}
    tried, spared = near([name for name in touched if name in there], wires, there, failures)
    return Change(found, declared, names, texts, failures=tried, spared=spared)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0].lower()


def compare(
    networks: Networks,
    declared: Declared,
    analyzer: Analyzer | None,
    heard: Callable[[Query, Reply], None],
    early: Callable[[Semantics], None] | None = None,
    failures: int = 0,
) -> Compared:
    """Ask the analyzer about two networks and judge the answers; without one, INCONCLUSIVE is the best verdict.

    `heard` is told each reply, `early` once what can be said before routes are computed. Of so many `failures` of
    devices near the change it is tried what they cost.
    """
    change = change_of(networks, declared, failures)
    asked = queries(change)
    versions = [("gains", __version__)]
    replies: dict[Query, Reply] = {}
    texts = dict(networks.candidate.configurations)
    if early is not None:
        heard = _First(networks, change, heard, early)
    if analyzer is None:
        replies = {query: Reply(failure=NOBODY) for query in asked}
    else:
        try:
            replies = analyzer.answer(networks, asked, heard)
            versions += analyzer.source
        except AnalyzerError as error:
            replies = {query: Reply(failure=str(error)) for query in asked}
    found = with_floor(conclude(change, texts, replies), networks, change)
    return Compared(found, tuple(sorted(versions)))


@dataclass(slots=True)
class _First:
    """Hears every reply, and says once what can be said before routes are computed."""

    networks: Networks
    change: Change
    heard: Callable[[Query, Reply], None]
    early: Callable[[Semantics], None] | None
    replies: dict[Query, Reply] = field(default_factory=dict)

    def __call__(self, query: Query, reply: Reply) -> None:
        self.heard(query, reply)
        self.replies[query] = reply
        found = first(self.change, self.networks.candidate.configurations, self.replies) if self.early else None
        if found is not None and self.early is not None:
            early, self.early = self.early, None
            early(with_floor(found, self.networks, self.change))
