"""Find the cables of some devices in `inventory/links.yaml` without parsing those of the fleet."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.guard import Limits, read
from pipeline.invalid import problems
from schemas.finding import Finding, Place, Severity, ordered
from schemas.inventory import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHOLE = Limits(octets=64_000_000, events=4_000_000, depth=8)
_FIRST = re.compile(rb"^links:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- ", re.MULTILINE)


def pick(file: str, raw: bytes, names: Iterable[str]) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Return the links of which one end is one of the named devices, sorted, and what is wrong with their items."""
    wanted = frozenset(names)
    pieces = _items(raw, wanted)
    if pieces is None:
        pieces = [(0, raw)]
        limits = _WHOLE
    else:
        pieces = [(line, b"links:\n" + item) for line, item in pieces]
        limits = Limits(depth=8)
    found: set[Link] = set()
    findings: list[Finding] = []
    for line, text in pieces:
        document = read(file, text, limits)
        if isinstance(document, Finding):
            findings.append(document)
            continue
        listed = document.data.get("links") if isinstance(document.data, dict) else None
        for item in listed if isinstance(listed, list) else []:
            try:
                link = Link.model_validate_json(json.dumps(item))
            except ValidationError as error:
                _, message = problems(error)[0]
                place = Place(file=file, line=max(line, 1))
                findings.append(
                    Finding(rule="inventory-invalid", severity=Severity.ERROR, message=f"link: {message}", place=place)
                )
                continue
            if wanted & {link.a.device, link.b.device}:
                found.add(link)
    ends = sorted(found, key=lambda link: (link.a.device, link.a.interface, link.b.device, link.b.interface))
    return tuple(ends), ordered(findings)


def _items(raw: bytes, wanted: frozenset[str]) -> list[tuple[int, bytes]] | None:
    """Return (line, text) of the items that name one of the devices, None where the file is no block sequence."""
    first = _FIRST.search(raw)
    if first is None:
        return None
    mark = b"\n" + first[1] + b"- "
    some = re.compile(b"|".join(rb"(?<![\w.-])" + re.escape(name.encode()) + rb"(?![\w.-])" for name in sorted(wanted)))
    found = []
    at = first.start(1)
    while wanted and (match := some.search(raw, at)):
        start = raw.rfind(mark, 0, match.start()) + 1
        end = raw.find(mark, match.end()) + 1 or len(raw)
        if start:  # a name in a comment above the first item belongs to none
            found.append((raw.count(b"\n", 0, start) + 1, raw[start:end]))
        at = end
    return found
