"""What `gains energy estimate` says: the estimate of an intent's change, without a package on the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.answering import nobody
from bot.assisted import answering
from bot.on_disk import located, proposed
from pipeline.energy.words import words
from schemas.footprint import Footprint

if TYPE_CHECKING:
    from pathlib import Path

    from bot.assistant_mode import Mode


def estimate(intent: Path, repo: Path | None, *, asked: bool, assistant: Mode | None = None) -> dict[str, Any]:
    """Return the content of `footprint.json`; raise as `gains plan` does."""
    root, path = located(intent, repo)
    package = proposed(root, path, answering(assistant) if asked else nobody).packages[0]
    found: dict[str, Any] = json.loads(dict(package.files)["footprint.json"])
    return found


def text(found: dict[str, Any]) -> str:
    """Return the estimate for people."""
    if found["kind"] != "footprint":
        return f"Not assessed: {found['reason']}"
    return words(Footprint.model_validate_json(json.dumps(found))).rstrip()
