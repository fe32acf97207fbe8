"""Power and traffic of a device from files: `telemetry/<device>.json`, or `telemetry/<device>.<source>.csv`."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, get_args

from pydantic import ValidationError

from pipeline.errors import TelemetryError
from pipeline.invalid import problems
from schemas.canonical import digest
from schemas.power import PowerSeries, PowerSource
from schemas.quantity import quantity
from schemas.telemetry import DeviceTelemetry

if TYPE_CHECKING:
    from bot.energy.wanted import DeviceWanted
    from bot.files import Files

FOLDER = "telemetry"
_TIMES = ("timestamp", "time", "ts", "measurement_timestamp")
_WATTS = ("watts", "power_w", "total_power_w", "autopower_total", "value")
_SOURCES: tuple[PowerSource, ...] = get_args(PowerSource)


def from_files(files: Files, wanted: DeviceWanted, now: datetime, folder: str = FOLDER) -> DeviceTelemetry | None:
    """Return what files of the network repository say of a device; None where there is none.

    Raise `TelemetryError` with the line for a file that cannot be used.
    """
    name = f"{folder}/{wanted.device}.json"
    raw = files.read(name)
    if raw is not None:
        try:
            return DeviceTelemetry.model_validate_json(raw)
        except ValidationError as error:
            said = "; ".join(message for _, message in problems(error)[:3])
            raise TelemetryError(f"{name}: {said}", hint="see schemas/json/device-telemetry.json") from None
    for source in _SOURCES:
        name = f"{folder}/{wanted.device}.{source}.csv"
        raw = files.read(name)
        if raw is not None:
            return DeviceTelemetry(device=wanted.device, taken=now, power=power_csv(name, raw, wanted, source))
    return None


def power_csv(name: str, raw: bytes, wanted: DeviceWanted, source: PowerSource) -> PowerSeries:
    """Return the last days of a CSV file with a time and a watts column, at even steps, gaps kept.

    Readings that fall into one step are averaged.
    """
    reader = csv.DictReader(raw.decode(errors="replace").splitlines())
    columns = {column.casefold(): column for column in reader.fieldnames or ()}
    moment = next((columns[one] for one in _TIMES if one in columns), None)
    watts = next((columns[one] for one in _WATTS if one in columns), None)
    if moment is None or watts is None:
        raise TelemetryError(f"{name}:1: expected a column {_TIMES[0]} and one of {', '.join(_WATTS)}")
    found: list[tuple[datetime, float | None]] = []
    for row in reader:
        try:
            when = datetime.fromisoformat((row[moment] or "").strip())
            value = float(row[watts]) if (row[watts] or "").strip() else None
        except ValueError as error:
            raise TelemetryError(f"{name}:{reader.line_num}: {error}; expected an ISO time and a number") from None
        found.append((when if when.tzinfo else when.replace(tzinfo=UTC), value))
    if len(found) < 2:
        raise TelemetryError(f"{name}: {len(found)} readings; expected at least two")
    found.sort(key=lambda one: one[0])
    between = [(b[0] - a[0]).total_seconds() for a, b in pairwise(found)]
    step = max(1, round(median(between)))
    end = found[-1][0]
    start = max(found[0][0], end - timedelta(days=wanted.power_days) + timedelta(seconds=step))
    size = int((end - start).total_seconds()) // step + 1
    slots: list[list[float]] = [[] for _ in range(size)]
    for when, value in found:
        at = int((when - start).total_seconds()) // step
        if when >= start and value is not None and value >= 0 and at < size:
            slots[at].append(value)
    return PowerSeries(
        id=f"{wanted.device}.power"[:80],
        device=wanted.device,
        source=source,
        start=start,
        step_s=step,
        watts_w=tuple(quantity(fmean(one), 3) if one else None for one in slots),
        origin=f"{name}, {digest(raw)}",
    )
