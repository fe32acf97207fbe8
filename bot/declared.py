"""Read what an intent declares, for two snapshots that lie in folders: no inventory says which device is which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import InvalidIntentError
from pipeline.guard import read
from pipeline.intents.base import View
from pipeline.invalid import problems
from pipeline.load import load
from pipeline.reader import reader
from pipeline.recognise import recognise
from pipeline.semantic.declaration import declaration, widened
from pipeline.semantic.network import hostname
from schemas.declared import Declaration, Declared
from schemas.finding import Finding, blocks
from schemas.inventory import Device

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.semantic.network import Network


def declared_in(intent: Path, base: Network) -> Declared:
    """Return the declared change of a file: an intent, or `apiVersion` and `expect` alone.

    Raises `InvalidIntentError` with every finding where it cannot be read.
    """
    try:
        raw = intent.read_bytes()
    except OSError as error:
        raise InvalidIntentError(f"{intent} cannot be read: {error.strerror}") from error
    document = read(intent.name, raw)
    if isinstance(document, Finding):
        raise _invalid([document])
    if isinstance(document.data, dict) and "kind" not in document.data:
        try:
            found = Declaration.model_validate_json(json.dumps(document.data))
        except ValidationError as error:
            lines = [f"{document.place(path)}: {message}" for path, message in problems(error)]
            raise InvalidIntentError(f"{intent} is no declaration: {'; '.join(lines)}") from error
        return widened(Declared(), found.expect)
    one = load(intent.name, raw)
    if one.envelope is None or one.spec is None or blocks(one.findings):
        raise _invalid(one.findings)
    if one.assumed:
        hint = "write the values; here is no network repository that could give them"
        raise InvalidIntentError(f"{intent} takes values from a pool", hint=hint)
    views = _views(set(one.devices.values()), base)
    return declaration(one.envelope.kind, one.spec, views, one.envelope.expect)


def _invalid(findings: Iterable[Finding]) -> InvalidIntentError:
    return InvalidIntentError("; ".join(f"{one.place}: {one.advice}" for one in findings))


def _views(names: set[str], base: Network) -> dict[str, View]:
    by_name = {hostname(text) or _stem(path): text for path, text in base.configurations.items()}
    views = {}
    for name in sorted(names):
        text = by_name.get(name.lower())
        if text is None:
            raise InvalidIntentError(f"device {name!r} is not in the base snapshot")
        known = recognise(text)
        read_by = reader(known.platform) if known.platform else None
        if known.platform is None or read_by is None:
            raise InvalidIntentError(
                f"the configuration of {name} cannot be read: {known.reason}",
                hint="declare its change with expect: alone",
            )
        device = Device(name=name, platform=known.platform, os_version="0", role="unknown", site="unknown")
        views[name] = View(device, read_by.facts(text), read_by.expand)
    return views


def _stem(path: str) -> str:
    parts = path.split("/")
    return (parts[-1].rpartition(".")[0] or parts[-1]).lower()
