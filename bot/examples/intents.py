"""An example of every kind: the intent of its cases that says most, with a ticket and a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bot
from bot.examples import form
from pipeline.guard import plain
from pipeline.registry import kinds
from schemas.intent import Envelope

CASES = Path(bot.__file__).parents[1] / "tests" / "cases" / "intents"
"""In a checkout."""
TICKET, WINDOW = "CHG0031042", {"not_before": "2026-12-01T22:00:00Z", "not_after": "2026-12-02T02:00:00Z"}


def examples() -> dict[str, Any]:
    """Return an intent of every kind, as JSON; what engineers write is the same in YAML."""
    return {f"intent.{name}": _example(name) for name in kinds()}


def _example(kind: str) -> dict[str, Any]:
    good = [_read(file) for file in sorted((CASES / kind).glob("good*/intents/*.yaml"))]
    others = [_read(file) for file in sorted((CASES / kind).glob("*/intents/*.yaml"))]
    of_it = [one for one in good or others if one.get("kind") == kind and _accepted(kind, one)]
    example = max(of_it, key=lambda one: len(form(one)))
    metadata = example["metadata"]
    about = {"name": metadata["name"], "ticket": TICKET, **metadata}
    return {**example, "metadata": about, "window": example.get("window", WINDOW)}


def _accepted(kind: str, intent: dict[str, Any]) -> bool:
    import jsonschema

    whole = {**Envelope.model_json_schema(), "required": ["apiVersion", "kind", "metadata", "spec"]}
    spec = kinds()[kind].schema()
    envelope = jsonschema.Draft202012Validator(whole)
    return envelope.is_valid(intent) and jsonschema.Draft202012Validator(spec).is_valid(intent["spec"])


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = plain(file.read_bytes())
    return found


PLUGIN = examples
