"""Say which of an organisation's items no device of its inventory can ever use."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.snapshot import DEVICES
from pipeline import inventory
from pipeline.ground import unfit
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from bot.files import Files
    from schemas.knowledge import Blueprint, Guide, Knowledge, Snippet


def unreachable(base: Files, items: Knowledge) -> tuple[Finding, ...]:
    """Return a finding for every item whose platform, vendor, versions, roles or status leave no device.

    Without a readable inventory nothing is said: there is nothing to compare with.
    """
    raw = base.read(DEVICES)
    devices = inventory.everything(DEVICES, raw)[0] if raw is not None else ()
    listed: tuple[Blueprint | Snippet | Guide, ...] = (*items.blueprints, *items.snippets, *items.guides)
    found = []
    for item in listed if devices else ():
        reasons = {device.name: unfit(item.header, item.header.platform, device) for device in devices}
        if all(reasons.values()):
            # Of devices of the right platform the reason tells more.
            near = [device.name for device in devices if device.platform == item.header.platform]
            why = Counter(reasons[name] for name in near or reasons).most_common(1)[0][0]
            text = f"{item.reference}: no device of {DEVICES} can use it: {why}"
            place = Place(file=item.file)
            found.append(Finding(rule="knowledge-unused", severity=Severity.WARNING, message=text, place=place))
    return ordered(found)
