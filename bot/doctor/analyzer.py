"""The analyzer: whether it answers, and whether its version was tried."""

from __future__ import annotations

from bot.analyzer_settings import AnalyzerSettings
from bot.doctor.base import Health
from pipeline.errors import GainsError


def look() -> tuple[Health, ...]:
    """Return the state of every service in `GAINS_BATFISH_HOST`."""
    hosts = AnalyzerSettings().hosts
    if not hosts:
        hint = "GAINS_BATFISH_HOST names none: no semantic verdicts; start one and say HOST[:PORT]"
        return (Health("analyzer", "off", hint),)
    return tuple(_one(host) for host in hosts)


def _one(host: str) -> Health:
    from bot.adapters.batfish import Batfish, Limits

    try:
        found = Batfish((host,), Limits(wait=2)).versions()
    except GainsError as error:
        return Health("analyzer", "off", f"{host}: {error}" + (f" ({error.hint})" if error.hint else ""))
    return Health("analyzer", "good", f"{host}: Batfish {found.service}, pybatfish {found.client}")


PLUGIN = look
