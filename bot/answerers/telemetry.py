"""Telemetry: the questions about power and traffic, answered by Prometheus or by files of the network repository."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.energy.from_files import from_files
from bot.energy.own_use import own_use
from bot.energy.wanted import wanted
from bot.snapshot import read_settings
from pipeline.errors import SettingsError, TelemetryError
from schemas.question import Answer, answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from pipeline.run import Asked
    from schemas.question import Question
    from schemas.settings import Settings


def answer(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Return one answer a question; where nothing is known the reason says what was looked at."""
    settings, _ = read_settings(base)
    now = SystemClock().now().astimezone(UTC).replace(microsecond=0)
    return tuple(_one(one.question, settings, base, now) for one in asked)


def _one(question: Question, settings: Settings, base: Files, now: datetime) -> Answer:
    if question.name == "own-energy":
        return answered(question, own_use().model_dump(mode="json"))
    if question.name != "device":
        return Answer(key=question.key, state="unreachable", reason=f"nobody answers {question.name}")
    about = wanted(question)
    try:
        found = from_files(base, about, now)
        if found is not None:
            return answered(question, found.model_dump(mode="json"), (("telemetry files", "1"),))
        server = settings.energy.prometheus
        if server is None:
            reason = f"gains.yaml names no Prometheus, and there is no telemetry/{about.device}.json or .csv"
            return Answer(key=question.key, state="unreachable", reason=reason)
        # Here and not above: a plan without a server does not wait for an HTTP client to be loaded.
        from bot.energy.from_prometheus import FromPrometheus, profile
        from bot.energy.server import opened

        asked = FromPrometheus(opened(server.url), profile(server.profile_of(about.platform)))
        said = asked.device(about, now)
        return answered(question, said.model_dump(mode="json"), (("prometheus", asked.server.version()),))
    except (TelemetryError, SettingsError) as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))


PLUGIN = answer
