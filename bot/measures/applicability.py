"""Applicability: on how many platforms how much of it works, and how many checks come to a verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.golden_text import devices
from bot.knowledge import bundled
from bot.measures.base import Measured, Ran, Words, part
from pipeline.engine import platforms
from pipeline.registry import features, kinds

if TYPE_CHECKING:
    from schemas.package import ChangePackage

PAIRS = Words(
    "applicability/kinds", "kinds on platforms", "of all kinds on all platforms, those with a proved change here"
)
KINDS = Words("applicability/kinds-anywhere", "kinds", "kinds with a proved change on any platform here")
FEATURES = Words(
    "applicability/features", "features on platforms", "of all features on all platforms, those with a blueprint"
)
VERDICTS = Words(
    "applicability/verdicts", "checks", "checks of right changes with a verdict, with nobody outside asked"
)


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Return the figures over changes that may be approved."""
    good = [package for one in ran for package in one.done.packages if not package.blocking]
    pairs = {
        (_json(package, "job.json")["intent_kind"], item["platform"])
        for package in good
        for item in devices(package)
        if item["remediation"] and item["proof"]["verdict"] == "proved"
    }
    blueprints = {(one.header.feature, one.header.platform) for one in bundled(platforms())}
    checks = [check for package in good for check in _json(package, "validation.json")["checks"]]
    told = [check for check in checks if check["outcome"] != "INCONCLUSIVE"]
    all_platforms = len(platforms())
    figures = (
        part(PAIRS, len(pairs), len(kinds()) * all_platforms),
        part(KINDS, len({kind for kind, _ in pairs}), len(kinds())),
        part(FEATURES, len(blueprints), len(features()) * all_platforms),
        part(VERDICTS, len(told), len(checks)),
    )
    return Measured(figures)


def _json(package: ChangePackage, name: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(dict(package.files)[name])
    return found


PLUGIN = measure
