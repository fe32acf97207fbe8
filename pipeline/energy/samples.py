"""Meter samples of a laboratory, in the form of a CSV file with a reading per line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING

from pipeline.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = ("device", "port_type", "trx", "experiment", "port_speed", "n_ports", "power_W", "ts")
_GAP = timedelta(hours=2)
_FORMATS = ("%Y-%m-%d_%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of the meter."""

    device: str
    port: str
    """Kind of port, as written."""
    module: str
    """Kind of module, as written."""
    experiment: str
    """base: no modules; idle: plugged and shut; switch: ports enabled on one side, no link; trx: on both, with link."""
    speed: str
    ports: int
    watts: float
    when: datetime
    packet_bytes: float | None = None
    gbit_s: float | None = None
    """What every port carries."""


def read_samples(name: str, text: str) -> tuple[Sample, ...]:
    """Return the readings; raise `InvalidInputError` with file and line for what cannot be used."""
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InvalidInputError(
            f"{name}:1: columns missing: {', '.join(missing)}; expected {', '.join(COLUMNS)}",
            hint="a header line with these names, then a reading per line",
        )
    found = [_sample(f"{name}:{reader.line_num}", row) for row in reader]
    if not found:
        raise InvalidInputError(f"{name}: no readings; expected a reading per line", hint="nothing is not a test")
    return tuple(found)


def _sample(place: str, row: dict[str, str | None]) -> Sample:
    def said(column: str) -> str:
        return (row.get(column) or "").strip()

    try:
        watts, ports = float(said("power_W")), int(said("n_ports") or "0")
        when = _time(said("ts"))
        size = float(said("packet_size_B")) if said("packet_size_B") else None
        rate = float(said("bitrate_gbps")) if said("bitrate_gbps") else None
    except ValueError as error:
        raise InvalidInputError(f"{place}: {error}; expected numbers in power_W and n_ports and a time in ts") from None
    if not isfinite(watts) or watts < 0 or ports < 0 or not said("device"):
        raise InvalidInputError(f"{place}: expected a device, watts of at least 0 and ports of at least 0")
    return Sample(
        said("device"),
        said("port_type"),
        said("trx"),
        said("experiment"),
        said("port_speed"),
        ports,
        watts,
        when,
        size,
        rate,
    )


def _time(written: str) -> datetime:
    for form in _FORMATS:
        try:
            return datetime.strptime(written, form)  # noqa: DTZ007 - the laboratory's own clock; only differences count
        except ValueError:
            continue
    raise ValueError(f"{written!r} is no time such as 2024-04-24_13:37:47")


def sessions(samples: Iterable[Sample]) -> tuple[tuple[Sample, ...], ...]:
    """Return the readings by device and sitting: a pause of two hours begins another one, as power drifts."""
    out: list[list[Sample]] = []
    for sample in sorted(samples, key=lambda one: (one.device, one.when)):
        last = out[-1][-1] if out else None
        if last is None or last.device != sample.device or sample.when - last.when > _GAP:
            out.append([])
        out[-1].append(sample)
    return tuple(tuple(one) for one in out)
