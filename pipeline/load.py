"""Load an intent: guarded YAML, then the envelope, with every finding on its line."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from pydantic import ValidationError

from pipeline.guard import Document, read
from schemas.finding import Finding, Severity, ordered
from schemas.intent import Envelope


def load(file: str, raw: bytes) -> tuple[Envelope | None, tuple[Finding, ...]]:
    """Return the envelope of an intent file, or None and the findings that say why not. Never raises."""
    document = read(file, raw)
    if isinstance(document, Finding):
        return None, (document,)
    if not isinstance(document.data, dict):
        return None, (_finding(document, (), "intent-empty", "an intent is a mapping; this file is not one"),)
    try:
        # JSON mode accepts arrays for tuples and still refuses "10" for 10.
        envelope = Envelope.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        return None, ordered(
            [_finding(document, e["loc"], "intent-invalid", _message(e["loc"], e["msg"])) for e in error.errors()]
        )
    return envelope, _consistent(document, envelope)


def _consistent(document: Document, envelope: Envelope) -> tuple[Finding, ...]:
    found = []
    stem = PurePosixPath(document.file).stem
    if envelope.metadata.name != stem:
        message = f"metadata.name is {envelope.metadata.name!r}, expected the file's stem {stem!r}"
        found.append(_finding(document, ("metadata", "name"), "intent-name", message))
    window = envelope.window
    if window and window.not_after <= window.not_before:
        message = f"window ends at {window.not_after}, not after it begins at {window.not_before}"
        found.append(_finding(document, ("window", "not_after"), "intent-window", message))
    return ordered(found)


def _message(path: tuple[str | int, ...], problem: str) -> str:
    return f"{'.'.join(map(str, path)) or 'intent'}: {problem[0].lower()}{problem[1:]}"


def _finding(document: Document, path: tuple[str | int, ...], rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=document.place(path))
