"""Import an inventory: read both sides, merge, check the result, and write all of it or nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from bot import inventory_edit
from bot.inventory_merge import There, in_words, merge
from pipeline import inventory
from pipeline import links as cabling
from pipeline.errors import InvalidIntentError, WorkspaceError
from pipeline.guard import Document, Limits, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.inventories.base import Imported
    from bot.inventory_merge import How, Merged

DEVICES, LINKS, PROVENANCE = "inventory/devices.yaml", "inventory/links.yaml", "inventory/provenance.yaml"
_HEAD = (
    "# Where each field of the inventory comes from; written by `gains inventory import`. A field that is not here\n"
)
_HEAD += "# was written by hand, and an import leaves it alone.\n"
_LIMITS = Limits(octets=64_000_000, events=4_000_000, depth=8)


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do."""

    merged: Merged
    files: Mapping[str, bytes]
    """Files whose bytes differ, by path."""


def planned(root: Path, found: Imported, how: How) -> Planned:
    """Return what would be written; raise `InvalidIntentError` where either side, or the result, is not sound."""
    there, texts = _there(root, found)
    merged = merge(there, found, how)
    files = {
        DEVICES: inventory_edit.devices(texts[DEVICES], merged.new.values(), merged.sets, merged.removed),
        LINKS: inventory_edit.links(texts[LINKS], merged.links, merged.cut),
        PROVENANCE: _provenance(merged) if merged.provenance or merged.cables else "",
    }
    _sound(files, there, merged)
    raw = {path: text.encode() for path, text in files.items() if text != texts[path]}
    raw |= {f"configs/{name}.cfg": content for name, content in merged.configs.items()}
    return Planned(merged, raw)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside their places first, then put each in place; an error before that leaves all as it was."""
    fresh: list[tuple[Path, Path]] = []
    try:
        for path, content in sorted(files.items()):
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            fresh.append((beside, target))
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for beside, target in fresh:
            beside.replace(target)
    except OSError as error:
        for beside, _ in fresh:
            with suppress(OSError):
                beside.unlink()
        raise WorkspaceError(f"{root} cannot be written: {error}", hint="look at space and permissions") from error


def _there(root: Path, found: Imported) -> tuple[There, dict[str, str]]:
    texts = {path: _text(root / path) for path in (DEVICES, LINKS, PROVENANCE)}
    said = _document(PROVENANCE, texts[PROVENANCE]) or {}
    items = _document(DEVICES, texts[DEVICES]) or {"devices": []}
    names: list[Any] = items.get("devices") or []
    if texts[DEVICES]:
        _, wrong = inventory.everything(DEVICES, texts[DEVICES].encode())
        if wrong:
            raise InvalidIntentError(f"{wrong[0].place}: {wrong[0].message}", hint="mend the inventory first")
    devices = {item["name"]: item for item in names}
    cables, wrong = cabling.pick(LINKS, texts[LINKS].encode(), devices) if texts[LINKS] else ((), ())
    if wrong:
        raise InvalidIntentError(f"{wrong[0].place}: {wrong[0].message}", hint="mend the links first")
    by = {tuple(sorted(((one.a.device, one.a.interface), (one.b.device, one.b.interface)))): one for one in cables}
    configs = {
        one.name: (root / f"configs/{one.name}.cfg").read_bytes()
        if (root / f"configs/{one.name}.cfg").is_file()
        else None
        for one in found.devices
        if one.config is not None
    }
    provenance = {str(name): dict(fields) for name, fields in (said.get("devices") or {}).items()}
    return There(devices, by, provenance, dict(said.get("links") or {}), configs), texts  # type: ignore[arg-type]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidIntentError(f"{path} cannot be read: {error}", hint="it must be UTF-8") from error


def _document(path: str, text: str) -> dict[str, Any] | None:
    if not text:
        return None
    document = read(path, text.encode(), _LIMITS)
    if not isinstance(document, Document):
        raise InvalidIntentError(f"{document.place}: {document.message}", hint="mend the file first")
    if not isinstance(document.data, dict):
        raise InvalidIntentError(f"{path} is no mapping", hint="mend the file first")
    return document.data


def _provenance(merged: Merged) -> str:
    value = {
        "devices": {name: dict(sorted(fields.items())) for name, fields in sorted(merged.provenance.items())},
        "links": dict(sorted(merged.cables.items())),
    }
    return _HEAD + yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)


def _sound(files: Mapping[str, str], there: There, merged: Merged) -> None:
    """Read the result again: it must hold exactly what was there and what was meant, or nothing is written."""
    wanted = {name: item for name, item in there.devices.items() if name not in merged.removed}
    wanted = {name: {**item, **merged.sets.get(name, {})} for name, item in wanted.items()} | merged.new
    text = files[DEVICES]
    listed = (_document(DEVICES, text) or {"devices": []})["devices"] or []
    _, wrong = inventory.everything(DEVICES, text.encode()) if text else ((), ())
    if wrong or {item["name"]: item for item in listed} != wanted or len(listed) != len(wanted):
        why = f"{wrong[0].place}: {wrong[0].message}" if wrong else "an item would be lost or changed"
        raise InvalidIntentError(f"{DEVICES}: {why}; nothing was written", hint="please report this with both files")
    cables, wrong = cabling.pick(LINKS, files[LINKS].encode(), wanted) if files[LINKS] else ((), ())
    meant = {in_words(key) for key in there.links if key not in merged.cut}
    meant |= {in_words(((one.a.device, one.a.interface), (one.b.device, one.b.interface))) for one in merged.links}
    got = {
        in_words(tuple(sorted(((one.a.device, one.a.interface), (one.b.device, one.b.interface)))))  # type: ignore[arg-type]
        for one in cables
    }
    if wrong or got != meant:
        why = f"{wrong[0].place}: {wrong[0].message}" if wrong else "a cable would be lost or changed"
        raise InvalidIntentError(f"{LINKS}: {why}; nothing was written", hint="please report this with both files")
