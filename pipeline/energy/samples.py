"""Meter samples of a laboratory or of production, in the form of a CSV file with a reading per line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from pipeline.energy.names import speed_said
from pipeline.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = ("device", "port_type", "trx", "experiment", "port_speed", "n_ports", "power_W", "ts")
_HINT = "a header line with these names, then a reading per line, separated by comma, semicolon or tab"
_GAP = timedelta(hours=2)
_MOST_W, _MOST_PORTS, _MOST_LINES = 1e6, 100_000, 2_000_000
_MOST_LONG = 1_000_000


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
    """As the pack writes it; as written where it is no speed."""
    ports: int
    watts: float
    when: datetime
    packet_bytes: float | None = None
    gbit_s: float | None = None
    """What every port carries."""


class Unusable(NamedTuple):
    """A line that is no reading."""

    place: str
    why: str


class Readings(NamedTuple):
    """What a file holds."""

    samples: tuple[Sample, ...]
    unusable: tuple[Unusable, ...]


def read_samples(name: str, text: str) -> tuple[Sample, ...]:
    """Return the readings; raise `InvalidInputError` with file and line for a file without any."""
    return read_all(name, text).samples


def read_all(name: str, text: str) -> Readings:
    """Return the readings and the lines that are none; raise `InvalidInputError` where no line is a reading.

    A gap of the meter is no measurement of zero: such a line is left out, and said.
    """
    if "\x00" in text:
        raise InvalidInputError(f"{name}: holds a NUL byte: no text", hint="name a CSV file of meter samples")
    lines = io.StringIO(text.removeprefix("\ufeff"), newline=None)
    try:
        rows = csv.reader(lines, delimiter=_delimiter(text))
        names = _named(name, next(rows, []))
        samples, unusable = [], []
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            place = f"{name}:{rows.line_num}"
            found = _sample({column: row[at].strip() for column, at in names.items() if at < len(row)})
            if isinstance(found, Sample):
                samples.append(found)
            else:
                unusable.append(Unusable(place, found))
            if rows.line_num > _MOST_LINES:
                raise InvalidInputError(f"{name}: more than {_MOST_LINES} lines", hint="split the file by device")
    except csv.Error as error:
        raise InvalidInputError(f"{name}: {error}", hint=_HINT) from None
    if not samples:
        if unusable:
            raise InvalidInputError(f"{unusable[0].place}: {unusable[0].why}", hint="no line of the file is a reading")
        raise InvalidInputError(f"{name}: no readings; expected a reading per line", hint="nothing is not a test")
    return Readings(tuple(samples), tuple(unusable))


def _delimiter(text: str) -> str:
    head = text[:_MOST_LONG].splitlines()[:1]
    return max((",", ";", "\t"), key=head[0].count) if head else ","


def _named(name: str, head: list[str]) -> Mapping[str, int]:
    """Return where each column stands; names count whatever their case, and other columns do not matter."""
    there: dict[str, int] = {}
    for at, cell in enumerate(head):
        there.setdefault(cell.strip().strip('"').casefold(), at)
    missing = [column for column in COLUMNS if column.casefold() not in there]
    if missing:
        raise InvalidInputError(
            f"{name}:1: columns missing: {', '.join(missing)}; expected {', '.join(COLUMNS)}", hint=_HINT
        )
    wanted = (*COLUMNS, "packet_size_B", "bitrate_gbps")
    return {column: there[column.casefold()] for column in wanted if column.casefold() in there}


def _sample(said: Mapping[str, str]) -> Sample | str:
    """Return the reading, or why the line is none."""
    watts = _number(said.get("power_W", ""))
    if watts is None:
        return f"power_W is {said.get('power_W', '')!r}; expected a number"
    if not 0 <= watts <= _MOST_W:
        return f"power_W is {watts:g}; expected watts from 0 to {_MOST_W:g}"
    ports = _number(said.get("n_ports", "") or "0")
    if ports is None or not 0 <= ports <= _MOST_PORTS or ports != int(ports):
        return f"n_ports is {said.get('n_ports', '')!r}; expected a whole number from 0 to {_MOST_PORTS}"
    when = _time(said.get("ts", ""))
    if when is None:
        return f"{said.get('ts', '')!r} is no time such as 2024-04-24_13:37:47"
    if not said.get("device"):
        return "expected a device"
    size, rate = said.get("packet_size_B", ""), said.get("bitrate_gbps", "")
    of_size, of_rate = _number(size), _number(rate)
    if (size and not (of_size and of_size > 0)) or (rate and (of_rate is None or of_rate < 0)):
        return f"packet_size_B {size!r} or bitrate_gbps {rate!r} is no number of at least 0"
    return Sample(
        said["device"],
        said.get("port_type", ""),
        said.get("trx", ""),
        said.get("experiment", ""),
        speed_said(said.get("port_speed", "")),
        int(ports),
        watts,
        when,
        of_size,
        of_rate,
    )


def _number(written: str) -> float | None:
    """Return a finite number; None for anything else. Underscores are no digits here."""
    try:
        value = float(written) if "_" not in written else float("nan")
    except ValueError:
        return None
    return value if isfinite(value) else None


def _time(written: str) -> datetime | None:
    """Return a moment; the laboratory's own clock where no zone is written: only differences count."""
    try:
        found = datetime.fromisoformat(written.replace("_", "T", 1))
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def sessions(samples: Iterable[Sample]) -> tuple[tuple[Sample, ...], ...]:
    """Return the readings by device and sitting: a pause of two hours begins another one, as power drifts."""
    out: list[list[Sample]] = []
    for sample in sorted(samples, key=lambda one: (one.device, one.when)):
        last = out[-1][-1] if out else None
        if last is None or last.device != sample.device or sample.when - last.when > _GAP:
            out.append([])
        out[-1].append(sample)
    return tuple(tuple(one) for one in out)
