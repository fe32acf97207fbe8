"""All groups of settings that a process reads from its surroundings: the one list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_settings import BaseSettings


def others() -> tuple[tuple[str, type[BaseSettings]], ...]:
    """Return the groups beside the server's own, with their titles."""
    from bot.analyzer_settings import AnalyzerSettings
    from bot.assistant_settings import AssistantSettings
    from bot.prometheus_settings import PrometheusSettings

    return (("Analyzer", AnalyzerSettings), ("Telemetry", PrometheusSettings), ("Assistant", AssistantSettings))


def unread(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that no setting of any group has, sorted; most are misspelt."""
    from bot.settings import ServerSettings

    models: tuple[type[BaseSettings], ...] = (ServerSettings, *(model for _, model in others()))
    known = {f"{model.model_config['env_prefix']}{field}".upper() for model in models for field in model.model_fields}
    return tuple(
        sorted(name for name in names if name.upper().removesuffix("_FILE") not in known and name not in known)
    )
