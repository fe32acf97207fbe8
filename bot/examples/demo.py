"""Examples out of a demo run: the files of change packages, made from the campus as the demo makes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.campus import campus
from bot.files import Folder
from bot.propose import propose_intents

if TYPE_CHECKING:
    from schemas.package import ChangePackage

INTENT = "guest-vlan-building-3"
"""Three devices, two platforms: short enough to be read, and nothing in it is empty."""
WRONG = "wrong-printers-port"


def examples() -> dict[str, Any]:
    """Return the artifacts of a good change, and a finding of a bad one."""
    package = _package(INTENT)
    named = {name: json.loads(raw) for name, raw in package.files if name.endswith(".json")}
    bad = _package(WRONG)
    gap = next(raw for name, raw in bad.files if name == "footprint.json")
    return {
        "candidates": named["candidates.json"],
        "change-plan": named["change-plan.json"],
        "finding": bad.findings[0].model_dump(mode="json"),
        "job": named["job.json"],
        "knowledge": named["knowledge.json"],
        "manifest": named["manifest.json"],
        "not-assessed": json.loads(gap),
        "validation": named["validation.json"],
        "wanted": named["wanted.json"],
    }


def _package(intent: str) -> ChangePackage:
    files = Folder(campus())
    (package,) = propose_intents(files, files, [f"intents/{intent}.yaml"]).packages
    return package


PLUGIN = examples
