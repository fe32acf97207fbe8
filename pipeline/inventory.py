"""Find devices in `inventory/devices.yaml` without parsing the fleet: only the items that are asked for are read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.guard import Document, Limits, read
from pipeline.invalid import problems
from schemas.finding import Finding, Place, Severity, ordered
from schemas.inventory import Device

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST = re.compile(rb"^devices:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- ", re.MULTILINE)
_WHOLE = Limits(octets=64_000_000, events=4_000_000, depth=8)
_ITEM = Limits(depth=8)


def pick(file: str, raw: bytes, names: Iterable[str]) -> tuple[dict[str, Device], tuple[Finding, ...]]:
    """Return the named devices that the inventory has, and what is wrong with their items.

    Law: where the whole file is sound, the answer is that of parsing it whole. What is wrong with an item that was not
    asked for is not seen in block style; in any other style the file is parsed whole, and its first error refuses it.
    """
    wanted = sorted(set(names))
    items = _items(raw, wanted)
    if items is None:
        return _from_whole(file, raw, wanted)
    found: dict[str, Device] = {}
    findings: list[Finding] = []
    for name in wanted:
        starts = items.get(name.encode(), [])
        for number, (begin, end) in enumerate(starts):
            line = raw.count(b"\n", 0, begin)
            if number:
                findings.append(_twice(Place(file=file, line=line + 1), name))
                continue
            document = read(file, b"devices:\n" + raw[begin:end], _ITEM)
            if isinstance(document, Finding):
                place = document.place or Place(file=file)
                findings.append(
                    document.model_copy(update={"place": place.model_copy(update={"line": place.line + line - 1})})
                )
                continue
            moved = {path: (row + line - 1, column) for path, (row, column) in document.places.items()}
            _device(replace(document, places=moved), 0, found, findings)
    return found, ordered(findings)


def everything(file: str, raw: bytes) -> tuple[tuple[Device, ...], tuple[Finding, ...]]:
    """Return all devices of an inventory, by name, and what is wrong with it."""
    document = read(file, raw, _WHOLE)
    if isinstance(document, Finding):
        return (), (document,)
    listed = document.data.get("devices") if isinstance(document.data, dict) else None
    if not isinstance(listed, list):
        message = "the inventory must be a mapping with the one key `devices`, a list"
        return (), (_finding(document.place(()), "inventory-invalid", message),)
    found: dict[str, Device] = {}
    findings: list[Finding] = []
    for index, item in enumerate(listed):
        name = str(item.get("name")) if isinstance(item, dict) else ""
        if name in found:
            findings.append(_twice(document.place(("devices", index)), name))
        else:
            _device(document, index, found, findings)
    return tuple(found[name] for name in sorted(found)), ordered(findings)


def _items(raw: bytes, wanted: list[str]) -> dict[bytes, list[tuple[int, int]]] | None:
    """Return where the wanted items of a block sequence begin and end, None where the file is written another way."""
    first = _FIRST.search(raw)
    if first is None:
        return None
    margin = first.start(1)
    start = rb"^" + first[1] + rb"- "
    # Another key after the sequence, or an item that does not begin with its plain name, needs the whole parse.
    other = start + rb"(?!name: [^\s\"'#{}\[\],&*!|>%@`]+[ \t]*\r?$)|^(?:[^\s#-]|-[^ ])"
    if re.compile(other, re.MULTILINE).search(raw, margin):
        return None
    names = b"|".join(re.escape(name.encode()) for name in wanted)
    named = re.compile(start + rb"name: (" + names + rb")[ \t]*\r?$", re.MULTILINE)
    following = re.compile(start, re.MULTILINE)
    items: dict[bytes, list[tuple[int, int]]] = {}
    for match in named.finditer(raw, margin) if wanted else ():
        after = following.search(raw, match.end())
        items.setdefault(match[1], []).append((match.start(), after.start() if after else len(raw)))
    return items


def _from_whole(file: str, raw: bytes, wanted: list[str]) -> tuple[dict[str, Device], tuple[Finding, ...]]:
    document = read(file, raw, _WHOLE)
    if isinstance(document, Finding):
        return {}, (document,)
    data = document.data
    listed = data.get("devices") if isinstance(data, dict) and set(data) == {"devices"} else None
    if not isinstance(listed, list):
        message = "the inventory must be a mapping with the one key `devices`, a list"
        return {}, (_finding(document.place(()), "inventory-invalid", message),)
    found: dict[str, Device] = {}
    findings: list[Finding] = []
    for index, item in enumerate(listed):
        name = item.get("name") if isinstance(item, dict) else None
        if name not in wanted:
            continue
        if name in found:
            findings.append(_twice(document.place(("devices", index)), str(name)))
            continue
        _device(document, index, found, findings)
    return found, ordered(findings)


def _device(document: Document, index: int, found: dict[str, Device], findings: list[Finding]) -> None:
    item: Any = document.data["devices"][index]
    try:
        device = Device.model_validate_json(json.dumps(item))
    except ValidationError as error:
        for path, message in problems(error):
            findings.append(_finding(document.place(("devices", index, *path)), "inventory-invalid", message))
        return
    found[device.name] = device


def _twice(place: Place, name: str) -> Finding:
    return _finding(place, "inventory-duplicate", f"device {name} is in the inventory twice; the first one was read")


def _finding(place: Place, rule: str, message: str) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place)
