"""Examples of reports: two networks compared, and the evaluation of a release."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bot
from bot.campus import network
from bot.compare import compare
from pipeline.semantic.network import Networks
from pipeline.semantic.network import network as parsed
from pipeline.version import __version__
from schemas.declared import Declared

ROOT = Path(bot.__file__).parents[1]
BROKEN = "configs/dist-a-01.cfg"


def examples() -> dict[str, Any]:
    """Return what `gains compare` says without an analyzer of an address that left the subnet of its link, and
    the evaluation of this release."""
    before = {path: raw.decode() for path, raw in network().items() if path.startswith("configs/")}
    after = before | {BROKEN: before[BROKEN].replace("ip address 10.254.0.7/31", "ip address 10.254.0.5/31", 1)}
    found = compare(Networks(parsed(before), parsed(after)), Declared(), None, lambda *_: None)
    evaluation = json.loads((ROOT / "docs" / "evaluation" / f"{__version__}.json").read_text(encoding="utf-8"))
    return {"comparison": found.comparison.model_dump(mode="json"), "evaluation": evaluation}


PLUGIN = examples
