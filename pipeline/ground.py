"""Ground: choose the knowledge that holds for a device, by platform, feature, version and role; nothing by likeness."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.guard import read
from pipeline.invalid import problems
from renderers.reads import PatternError, compiled
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity
from schemas.knowledge import Blueprint, Header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemas.inventory import Device

_FRONT = re.compile(rb"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"\d+")


def blueprint(file: str, raw: bytes) -> Blueprint | Finding:
    """Return the blueprint in a file: YAML front matter between `---` lines, then the template."""
    match = _FRONT.match(raw)
    if match is None:
        return _finding(Place(file=file), "a blueprint begins with front matter between two lines `---`")
    document = read(file, match[1])
    if isinstance(document, Finding):
        return document
    try:
        header = Header.model_validate_json(json.dumps(document.data))
        template = raw[match.end() :].decode()
    except ValidationError as error:
        path, message = problems(error)[0]
        where = document.place(path)
        return _finding(where.model_copy(update={"line": where.line + 1}), message)
    except UnicodeDecodeError:
        return _finding(Place(file=file), "the template is not UTF-8")
    for index, pattern in enumerate(header.reads):
        try:
            compiled(pattern)
        except PatternError as error:
            where = document.place(("reads", index))
            return _finding(where.model_copy(update={"line": where.line + 1}), str(error))
    return Blueprint(header=header, template=template, digest=digest(raw), file=file)


def choose(known: Iterable[Blueprint], device: Device, feature: str) -> Blueprint | None:
    """Return the blueprint that holds for a device: one for its role before one for all, then the highest version."""
    fitting = [
        item
        for item in known
        if item.header.platform == device.platform
        and item.header.feature == feature
        and (not item.header.roles or device.role in item.header.roles)
        and holds(item.header.os_version, device.os_version)
    ]
    return max(
        fitting, key=lambda item: (bool(item.header.roles), _numbers(item.header.version), item.file), default=None
    )


def applicable(known: Sequence[Blueprint], device: Device) -> tuple[Blueprint, ...]:
    """Return the blueprints that hold for a device, one a feature, by feature."""
    features = sorted({item.header.feature for item in known if item.header.platform == device.platform})
    chosen = (choose(known, device, feature) for feature in features)
    return tuple(item for item in chosen if item is not None)


def holds(condition: str, version: str) -> bool:
    """Tell whether a version is within a condition such as `>=15.2 <17`; compared number by number."""
    if condition == "any":
        return True
    own = _numbers(version)
    for part in condition.split():
        if part.startswith(">=") and own < _numbers(part):
            return False
        if part.startswith("<") and own >= _numbers(part):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(piece) for piece in _NUMBER.findall(version))


def _finding(place: Place, message: str) -> Finding:
    return Finding(rule="blueprint-invalid", severity=Severity.ERROR, message=message, place=place)
