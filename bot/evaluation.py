"""Run the golden set once, and let every measure look at what came of it."""

from __future__ import annotations

import time
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from bot import about, measures
from bot.measures.base import Ran
from bot.propose import propose_intents
from schemas.canonical import digest_of
from schemas.evaluation import Evaluation

if TYPE_CHECKING:
    from bot.golden import Golden
    from bot.measures.base import Measure
    from bot.ports import Clock


def evaluate(cases: tuple[Golden, ...], clock: Clock, networks: str = "") -> Evaluation:
    """Return the figures of all topics over those cases; nobody outside is asked anything."""
    ran = tuple(run(case) for case in cases)
    figures, sound = [], True
    for name in topics():
        measured = topic(name)(ran)
        figures += sorted(measured.figures, key=lambda one: one.name)
        sound = sound and measured.sound
    return Evaluation(
        made=clock.now().isoformat(timespec="seconds"),
        about=tuple(about.facts().items()),
        cases=len(cases),
        golden=digest_of([networks, *(case.digest() for case in cases)]),
        sound=sound,
        figures=tuple(figures),
    )


def topics() -> tuple[str, ...]:
    """Return the names of all topics, sorted."""
    return tuple(sorted(info.name for info in iter_modules(measures.__path__) if info.name != "base"))


def topic(name: str) -> Measure:
    """Return one of them."""
    found: Measure = import_module(f"{measures.__name__}.{name}").PLUGIN
    return found


def run(case: Golden) -> Ran:
    """Run one case, as its pull request would be."""
    wall, processor = time.perf_counter(), time.process_time()
    done = propose_intents(case.files, case.files, case.intents)
    return Ran(case, done, (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000)
