"""Read a snapshot: settings, the touched devices of the inventory, their cables and running configurations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.energy.own import own_rows
from bot.energy.pack import FOLDER, for_changes
from bot.policies import policy_set
from pipeline import inventory, links
from pipeline.errors import SettingsError
from pipeline.guard import read
from pipeline.invalid import problems
from pipeline.load import unknown_devices
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity, ordered
from schemas.settings import Settings
from schemas.snapshot import DeviceSnapshot, Snapshot, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from pipeline.energy.known import Known
    from pipeline.load import Loaded
    from schemas.inventory import Link

DEVICES = "inventory/devices.yaml"
LINKS = "inventory/links.yaml"
SETTINGS = "gains.yaml"


def snapshot(base: Files, loaded: Sequence[Loaded]) -> tuple[Snapshot, tuple[Finding, ...]]:
    """Return what the intents touch, and what is wrong or missing; only errors of touched things are seen."""
    settings, findings = read_settings(base)
    policies, broken = policy_set(base)
    findings += broken
    named = {place: name for one in loaded for place, name in one.devices.items()}
    raw = base.read(DEVICES)
    if raw is None:
        message = f"the network repository has no {DEVICES}"
        return Snapshot(settings=settings), (*findings, _error("inventory-missing", message, Place(file=DEVICES)))
    known, wrong = inventory.pick(DEVICES, raw, named.values())
    findings += wrong
    findings += unknown_devices(named, frozenset(known))
    items = []
    for name, device in sorted(known.items()):
        file = f"configs/{name}.cfg"
        content = base.read(file)
        if content is None:
            place = next(place for place, one in named.items() if one == name)
            message = f"{name} has no running configuration: {file} is missing"
            findings.append(_error("config-missing", message, place))
            continue
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            message = f"byte 0x{content[error.start]:02x} is not UTF-8"
            findings.append(_error("config-unreadable", message, Place(file=file, line=line)))
            continue
        source = Source(file=file, text=text, digest=digest(content))
        items.append(DeviceSnapshot(device=device, place=Place(file=DEVICES), running=source))
    cables: tuple[Link, ...] = ()
    cabling = base.read(LINKS)
    if cabling is not None:
        cables, wrong = links.pick(LINKS, cabling, known)
        findings += wrong
    known_power, lacking = _models(base, settings)
    findings += lacking
    found = Snapshot(
        devices=tuple(items),
        links=cables,
        policies=policies,
        neighbors=_neighbors(base, raw, cables, frozenset(named.values())),
        settings=settings,
        models=known_power.pack if known_power else None,
        models_digest=known_power.digest if known_power else "",
    )
    return found, ordered(findings)


def _neighbors(
    base: Files, listed: bytes, cables: Sequence[Link], touched: frozenset[str]
) -> tuple[DeviceSnapshot, ...]:
    """Return the devices at the other ends; what cannot be read there is not the change's affair, and left out."""
    ends = {end.device for link in cables for end in (link.a, link.b)} - touched
    known, _ = inventory.pick(DEVICES, listed, ends)
    found = []
    for name, device in sorted(known.items()):
        file = f"configs/{name}.cfg"
        content = base.read(file)
        if content is None:
            continue
        text = content.decode(errors="replace")
        source = Source(file=file, text=text, digest=digest(content))
        found.append(DeviceSnapshot(device=device, place=Place(file=DEVICES), running=source))
    return tuple(found)


def _models(base: Files, settings: Settings) -> tuple[Known | None, list[Finding]]:
    """Return what is known of the power of hardware, the organisation's own rows among it."""
    try:
        return for_changes(own_rows(base), settings.energy.factor), []
    except SettingsError as error:
        return None, [_error("energy-models-invalid", str(error), Place(file=FOLDER))]


def read_settings(base: Files) -> tuple[Settings, list[Finding]]:
    """Return how the bot works here, and what is wrong with gains.yaml."""
    raw = base.read(SETTINGS)
    if raw is None:
        return Settings(), []
    document = read(SETTINGS, raw)
    if isinstance(document, Finding):
        return Settings(), [document]
    try:
        return Settings.model_validate_json(json.dumps(document.data)), []
    except ValidationError as error:
        return Settings(), [
            _error("settings-invalid", message, document.place(path)) for path, message in problems(error)
        ]


def _error(rule: str, message: str, place: Place) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place)
