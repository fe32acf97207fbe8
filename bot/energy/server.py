"""The Prometheus server that gains.yaml names, opened with the credentials that the surroundings hold for it."""

from __future__ import annotations

from bot.adapters.prometheus import Prometheus
from bot.prometheus_settings import PrometheusSettings


def opened(url: str, settings: PrometheusSettings | None = None) -> Prometheus:
    """Return the server; raise `SettingsError` for credentials that cannot be read or are for another one."""
    chosen = settings or PrometheusSettings()
    return Prometheus(url, headers=chosen.headers(url), login=chosen.login(url), trust=chosen.trust(url))
