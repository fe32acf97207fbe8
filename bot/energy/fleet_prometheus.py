"""Power of all devices from Prometheus: three instant queries a profile, however many devices there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.energy.from_prometheus import profile
from bot.energy.server import opened
from pipeline.energy.anchor import Anchor, from_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.adapters.prometheus import Prometheus
    from bot.telemetry.base import Profile
    from pipeline.energy.known import Known
    from schemas.inventory import Device
    from schemas.settings import Prometheus as Named

DAYS, STEP_S = 7, 300
_OWN = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)=~?"\$device[^"]*"')
_OF = ("avg", "stddev", "count")


@dataclass(slots=True)
class _Heard:
    """What one device was heard to draw, over the window."""

    mean: float = 0.0
    deviation: float = 0.0
    samples: float = 0.0


def anchors(
    devices: Sequence[Device],
    known: Known,
    named: Named,
    when: datetime,
    open_: Callable[[str], Prometheus] = opened,
) -> dict[str, Anchor]:
    """Return what every device draws that the server has heard of; raise `TelemetryError` or `SettingsError`."""
    server = open_(named.url)
    by_profile: dict[str, list[Device]] = {}
    for device in devices:
        by_profile.setdefault(named.profile_of(device.platform), []).append(device)
    out: dict[str, Anchor] = {}
    for name, mine in sorted(by_profile.items()):
        chosen = profile(name)
        heard = _heard(server, chosen, {one.name for one in mine}, when)
        for device in mine:
            said = heard.get(device.name)
            if said is not None:
                check = known.sensor(device.model) if device.model else None
                expected = DAYS * 86400 / STEP_S
                out[device.name] = from_mean(
                    said.mean, said.deviation / DAYS**0.5, 100 * said.samples / expected, chosen.source, check
                )
    return out


def query(chosen: Profile) -> str:
    """Return the profile's query for all devices at once."""
    return chosen.fleet or _OWN.sub(r'\1!=""', chosen.power)


def _heard(server: Prometheus, chosen: Profile, names: set[str], when: datetime) -> Mapping[str, _Heard]:
    asked = query(chosen)
    rows: dict[str, dict[str, float]] = {}
    for what in _OF:
        for metric, value in server.instant(f"{what}_over_time(({asked})[{DAYS}d:{STEP_S}s])", when):
            label = metric.get(chosen.device_label, "")
            rows.setdefault(label, {})[what] = value
    out: dict[str, _Heard] = {}
    for label, said in sorted(rows.items()):
        device = _owner(label, names)
        if device is None or len(said) < len(_OF) or said["avg"] < 0:
            continue
        # A device with several outlets draws their sum; their scatter need not be independent.
        there = out.setdefault(device, _Heard())
        there.samples = min(there.samples, said["count"]) if there.samples else said["count"]
        there.mean += said["avg"]
        there.deviation += said["stddev"]
    return out


def _owner(label: str, names: Iterable[str]) -> str | None:
    """Return the device that a label names: all of it, or its beginning up to what is no letter, digit or dash."""
    there = names if isinstance(names, set) else set(names)
    if label in there:
        return label
    for at in range(len(label) - 1, 0, -1):
        if not label[at].isalnum() and label[:at] in there:
            return label[:at]
    return None
