"""Load an intent: guarded YAML, then the envelope, with every finding on its line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.guard import Document, Path, read
from pipeline.pools import resolve as assume
from pipeline.registry import kinds
from pipeline.secrets import secrets_in
from pipeline.semantic.declaration import expected
from pipeline.wrong_fields import wrong
from schemas.finding import Finding, Place, Severity, ordered
from schemas.intent import Envelope

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.pools import Resolved
    from schemas.base import Record
    from schemas.pools import Reservation


@dataclass(frozen=True, slots=True)
class Loaded:
    """An intent file as far as it could be read."""

    document: Document | None
    """None where it is no YAML that is read."""
    envelope: Envelope | None
    """None where the findings say why not."""
    spec: Record | None
    """The kind's own fields; None where the findings say why not."""
    devices: dict[Place, str]
    """Every device that the spec names, by the place where it stands; empty for an unreadable file."""
    findings: tuple[Finding, ...]
    parts: tuple[LoadedPart, ...] = ()
    """What it consists of, in order: for most kinds, itself."""
    given: tuple[Reservation, ...] = ()
    """What it was given from pools, by pool and label."""
    released: tuple[str, ...] = ()
    """Intents whose values it gives back."""
    assumed: bool = False
    """Whether values from pools are stand-ins, because only the file itself was looked at."""


@dataclass(frozen=True, slots=True)
class LoadedPart:
    """A spec and where it stands."""

    kind: str
    spec: Record
    path: Path
    """Inside the file's spec."""


def load(file: str, raw: bytes, resolve: Callable[[Document], Resolved] = assume) -> Loaded:
    """Read an intent file; without an envelope there are findings. Never raises.

    `resolve` puts values in place of what names a pool; by default stand-ins, to look at the rest of the file.
    """
    document = read(file, raw)
    if isinstance(document, Finding):
        return Loaded(None, None, None, {}, (document,))
    resolved = resolve(document)
    if resolved.findings:
        return Loaded(document, None, None, named_devices(document), resolved.findings)
    envelope, spec, findings = _envelope(document, resolved.data)
    devices = named_devices(document)
    if envelope is None or spec is None:
        return Loaded(document, envelope, spec, devices, findings)
    parts, wrong = _parts(document, envelope.kind, spec)
    return Loaded(
        document,
        envelope,
        None if wrong else spec,
        devices,
        ordered((*findings, *wrong)),
        parts,
        resolved.given,
        assumed=resolved.assumed,
    )


def _parts(document: Document, name: str, spec: Record) -> tuple[tuple[LoadedPart, ...], tuple[Finding, ...]]:
    """Return the specs that a spec consists of; a part that is about other intents is refused."""
    inner = kinds()[name].parts(spec)
    if not inner:
        return (LoadedPart(name, spec, ()),), ()
    parts: list[LoadedPart] = []
    wrong: list[Finding] = []
    for part in inner:
        kind = kinds().get(part.kind)
        if kind is None or kind.about_others:
            plain = ", ".join(one for one, known in kinds().items() if not known.about_others)
            message = f"kind {part.kind!r} cannot be a part; expected one of {plain}"
            wrong.append(_finding(document, ("spec", *part.path[:-1], "kind"), "intent-kind", message))
            continue
        try:
            parsed, _ = kind.parse(json.dumps(part.spec))
        except ValidationError as error:
            wrong += _invalid(document, ("spec", *part.path), error)
            continue
        parts.append(LoadedPart(part.kind, parsed, part.path))
    return tuple(parts), tuple(wrong)


def _envelope(document: Document, data: Any) -> tuple[Envelope | None, Record | None, tuple[Finding, ...]]:
    if not isinstance(data, dict):
        return None, None, (_finding(document, (), "intent-empty", "an intent is a mapping; this file is not one"),)
    # JSON mode accepts arrays for tuples and still refuses "10" for 10.
    try:
        envelope = Envelope.model_validate_json(json.dumps(data))
    except ValidationError as error:
        return None, None, _invalid(document, (), error)
    spec, findings = _spec(document, envelope)
    secrets = secrets_in(document)
    if secrets:
        # Nothing that could repeat a secret: no other finding about its place, and no package.
        seen = {finding.place for finding in secrets}
        return envelope, None, ordered((*secrets, *(one for one in findings if one.place not in seen)))
    return envelope, spec, ordered((*_consistent(document, envelope), *_expect(document, envelope), *findings))


def _spec(document: Document, envelope: Envelope) -> tuple[Record | None, tuple[Finding, ...]]:
    kind = kinds().get(envelope.kind)
    if kind is None:
        message = f"kind {envelope.kind!r} is not known; expected one of {', '.join(kinds())}"
        return None, (_finding(document, ("kind",), "intent-kind", message),)
    try:
        spec, _ = kind.parse(json.dumps(envelope.spec))
    except ValidationError as error:
        return None, _invalid(document, ("spec",), error)
    return spec, ()


def _expect(document: Document, envelope: Envelope) -> tuple[Finding, ...]:
    try:
        expected(envelope.expect)
    except ValidationError as error:
        return _invalid(document, ("expect",), error)
    return ()


def _invalid(document: Document, above: Path, error: ValidationError) -> tuple[Finding, ...]:
    found = wrong(above, error.errors())
    return ordered([_finding(document, path, "intent-invalid", text, hint) for path, text, hint in found])


def named_devices(document: Document) -> dict[Place, str]:
    """Return every device that the spec names, by the place where it stands."""
    named = (
        path
        for path in document.places
        if path[:1] == ("spec",) and (path[-1] == "device" or path[-2:-1] == ("devices",))
    )
    values = {path: _at(document, path) for path in named}
    return {document.place(path): value for path, value in values.items() if isinstance(value, str)}


def unknown_devices(named: dict[Place, str], known: frozenset[str]) -> tuple[Finding, ...]:
    """Say which of the named devices the inventory does not have."""
    hint = "correct the name, or add the device to the inventory"
    return ordered(
        [
            Finding(
                rule="device-unknown",
                severity=Severity.ERROR,
                message=f"device {name!r} is not in the inventory",
                place=place,
                hint=hint,
            )
            for place, name in named.items()
            if name not in known
        ]
    )


def _at(document: Document, path: Path) -> object:
    value = document.data
    for step in path:
        value = value[step]
    return value


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


def _finding(document: Document, path: Path, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=document.place(path), hint=hint)
