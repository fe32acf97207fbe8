"""`analyzer`: questions about the whole network, for Batfish; one change is asked about as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from bot.files import Commit
from bot.snapshot import DEVICES, LINKS
from bot.surroundings import said
from pipeline.errors import AnalyzerError, GainsError
from pipeline.guard import read
from pipeline.semantic.asking import answer, query_of
from pipeline.semantic.network import LAYER1, Networks, of_configurations
from pipeline.semantic.packaging import packaged
from pipeline.semantic.query import Stage
from schemas.finding import Finding
from schemas.inventory import Device, Link
from schemas.question import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.adapters.batfish import Batfish
    from bot.answering import Heard
    from bot.files import Files
    from bot.ports import Analyzer
    from pipeline.run import Asked
    from pipeline.semantic.query import Query, Reply
    from schemas.question import Question

_OTHERS = (LAYER1, "batfish/isp_config.json", "external_bgp_announcements.json")


def ask(asked: Sequence[Asked], base: Files, heard: Heard | None = None) -> tuple[Answer, ...]:
    """Return one answer a question: of the services in `GAINS_BATFISH_HOST`, or that there are none.

    `heard` is told what needs no routes, of each intent, before the routes are computed.
    """
    hosts = _hosts() if said("GAINS_BATFISH_HOST") else ()
    if not hosts:
        return _without("no analyzer is connected", asked)
    try:
        analyzer = _analyzer(hosts)
    except GainsError as error:
        return _without(str(error), asked)
    return ask_of(analyzer, asked, base, heard)


def _hosts() -> tuple[str, ...]:
    from bot.analyzer_settings import AnalyzerSettings

    return AnalyzerSettings().hosts


@cache
def _analyzer(hosts: tuple[str, ...]) -> Batfish:
    """Return the pool of services of this process: who is busy or set aside is known to all who ask."""
    from bot.adapters.batfish import Batfish, Limits
    from bot.analyzer_settings import AnalyzerSettings

    return Batfish(hosts, Limits(change=AnalyzerSettings().batfish_seconds))


def tidy(now: float) -> tuple[str, ...]:
    """Have the services forget bases that nobody asked about for a day; return their names. Never raises."""
    return _forgotten(lambda analyzer: analyzer.sweep(now))


def forget(commit: str) -> tuple[str, ...]:
    """Have the services forget the base of a commit, which no open pull request has; return names. Never raises."""
    return _forgotten(lambda analyzer: analyzer.forget(commit))


def _forgotten(ask: Callable[[Batfish], tuple[str, ...]]) -> tuple[str, ...]:
    if not said("GAINS_BATFISH_HOST"):
        return ()
    try:
        return ask(_analyzer(_hosts()))
    except GainsError:
        return ()


def ask_of(analyzer: Analyzer, asked: Sequence[Asked], base: Files, heard: Heard | None = None) -> tuple[Answer, ...]:
    """Ask an analyzer, intent by intent; an intent that it cannot answer about gets honest silence."""
    found: dict[str, Answer] = {}
    for intent in sorted({one.question.intent for one in asked}):
        mine = [one for one in asked if one.question.intent == intent]
        try:
            networks = _networks(base, mine[0].before, mine[0].after)
            queries = {query_of(one.question): one.question for one in mine}
            first = _First(analyzer, queries, tuple(found.values()), heard)
            replies = analyzer.answer(networks, tuple(queries), first)
        except AnalyzerError as error:
            found |= {one.key: one for one in _without(str(error), mine)}
            continue
        found |= {one.key: answer(one, replies[query], analyzer.source) for query, one in queries.items()}
    return tuple(found[one.question.key] for one in asked)


@dataclass(slots=True)
class _First:
    """Tells once of the replies that need no routes, when all of them are there and others are still to come."""

    analyzer: Analyzer
    queries: Mapping[Query, Question]
    known: tuple[Answer, ...]
    heard: Heard | None
    replies: dict[Query, Reply] = field(default_factory=dict)

    def __call__(self, query: Query, reply: Reply) -> None:
        self.replies[query] = reply
        early = [one for one in self.queries if one.stage is Stage.PARSED]
        if self.heard is None or len(early) == len(self.queries) or any(one not in self.replies for one in early):
            return
        heard, self.heard = self.heard, None
        mine = (answer(self.queries[one], self.replies[one], self.analyzer.source) for one in early)
        heard((*self.known, *mine))


def _without(reason: str, asked: Iterable[Asked]) -> tuple[Answer, ...]:
    return tuple(Answer(key=one.question.key, state="unreachable", reason=reason) for one in asked)


def _networks(base: Files, before: Mapping[str, str], after: Mapping[str, str]) -> Networks:
    devices, links = _inventory(base)
    texts: dict[str, str] = {}
    for device in devices:
        raw = base.read(f"configs/{device.name}.cfg")
        if raw is not None:
            texts[device.name] = raw.decode(errors="replace")
    platforms = {device.name: device.platform for device in devices}
    others = {path: raw.decode(errors="replace") for path in _OTHERS if (raw := base.read(path)) is not None}
    sides = []
    for over in (before, after):
        known = {name: packaged(text, platforms.get(name)) for name, text in (texts | dict(over)).items()}
        sides.append(of_configurations(known, links, others))
    return Networks(sides[0], sides[1], base.commit if isinstance(base, Commit) else "")


def _inventory(base: Files) -> tuple[tuple[Device, ...], tuple[Link, ...]]:
    """Return every device and cable that can be read; what is wrong with touched ones is a finding elsewhere."""
    found: list[tuple[object, ...]] = []
    for path, key, record in ((DEVICES, "devices", Device), (LINKS, "links", Link)):
        raw = base.read(path)
        document = read(path, raw) if raw is not None else None
        if document is None or isinstance(document, Finding):
            found.append(())
            continue
        items = document.data.get(key, []) if isinstance(document.data, dict) else document.data
        found.append(tuple(record.model_validate_json(json.dumps(item)) for item in items or ()))
    return found[0], found[1]  # type: ignore[return-value]


PLUGIN = ask
EARLY = ask
