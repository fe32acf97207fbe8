"""Ground: choose the knowledge that holds for a device, by platform, feature, version and role; nothing by likeness."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.guard import read
from pipeline.invalid import problems
from renderers.reads import PatternError, compiled
from renderers.versions import key_of, plain_key
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity
from schemas.knowledge import Blueprint, Header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemas.inventory import Device

_FRONT = re.compile(rb"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


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
    fitting = [item for item in known if item.header.feature == feature and not against(item, device)]
    return max(
        fitting, key=lambda item: (bool(item.header.roles), plain_key(item.header.version), item.file), default=None
    )


def against(item: Blueprint, device: Device) -> str:
    """Return why a blueprint does not hold for a device; empty where it does."""
    header = item.header
    if header.platform != device.platform:
        return f"it is for {header.platform}"
    if header.status != "active":
        return f"its status is {header.status}"
    if header.roles and device.role not in header.roles:
        return f"it is for the roles {', '.join(header.roles)}, {device.name} is {device.role}"
    if not holds(header.os_version, device.os_version, device.platform):
        return f"it is for {header.os_version}, {device.name} runs {device.os_version}"
    return ""


def applicable(known: Sequence[Blueprint], device: Device) -> tuple[Blueprint, ...]:
    """Return the blueprints that hold for a device, one a feature, by feature."""
    features = sorted({item.header.feature for item in known if item.header.platform == device.platform})
    chosen = (choose(known, device, feature) for feature in features)
    return tuple(item for item in chosen if item is not None)


def holds(condition: str, version: str, platform: str = "") -> bool:
    """Tell whether a version is within a condition such as `>=15.2 <17`, as the platform counts its versions."""
    if condition == "any":
        return True
    key = key_of(platform) if platform else plain_key
    own = key(version)
    for part in condition.split():
        if part.startswith(">=") and own < key(part[2:]):
            return False
        if part.startswith("<") and own >= key(part[1:]):
            return False
    return True


def _finding(place: Place, message: str) -> Finding:
    return Finding(rule="blueprint-invalid", severity=Severity.ERROR, message=message, place=place)
