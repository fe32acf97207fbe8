"""`csv`: a table with one device a row; its columns are the fields of our inventory, others are named and left out."""

from __future__ import annotations

from csv import DictReader
from pathlib import Path
from typing import TYPE_CHECKING

from bot.inventories.base import Asked, FoundDevice, FoundLink, Imported, Source, object_name, platform
from pipeline.errors import InvalidIntentError

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = ("name", "platform", "os_version", "role", "site", "model", "management")
ENDS = ("a_device", "a_interface", "b_device", "b_interface")


def read(asked: Asked) -> Imported:
    """Return devices of the table, and links of the one in `links` where there is one."""
    path = Path(asked.where)
    devices: list[FoundDevice] = []
    left: list[str] = []
    for line, row in _rows(path, ("name", "platform"), FIELDS, left):
        known = platform(row["platform"])
        if not known:
            left.append(f"{path}:{line}: {row['name']}: platform {row['platform']!r} is not known; left out")
            continue
        fields = {name: row[name] for name in FIELDS if row.get(name)} | {"platform": known}
        fields |= {name: object_name(fields[name]) for name in ("role", "site") if name in fields}
        if all(row.get(name) == value for name, value in asked.filters.items()):
            devices.append(FoundDevice(fields, {name: f"{path.name}:{line} {name}" for name in fields}))
    links = []
    if asked.links is not None:
        for line, row in _rows(asked.links, ENDS, ENDS, left):
            a, b = (row["a_device"], row["a_interface"]), (row["b_device"], row["b_interface"])
            links.append(FoundLink(a, b, f"{asked.links.name}:{line}"))
    return Imported(tuple(devices), tuple(links), tuple(left))


def _rows(
    path: Path, needed: tuple[str, ...], known: tuple[str, ...], left: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = DictReader(file, strict=True)
            columns = [name.strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            if lost := [name for name in needed if name not in columns]:
                raise InvalidIntentError(f"{path}: no column {', '.join(lost)}", hint=f"expected {', '.join(known)}")
            left += [f"{path}: column {name!r} is none of ours; left out" for name in columns if name not in known]
            for row in reader:
                if None in row or None in row.values():
                    raise InvalidIntentError(f"{path}:{reader.line_num}: not as many cells as there are columns")
                cells = {name: value.strip() for name, value in row.items()}
                if lost := [name for name in needed if not cells[name]]:
                    raise InvalidIntentError(f"{path}:{reader.line_num}: {', '.join(lost)} is empty")
                yield reader.line_num, cells
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidIntentError(f"{path} cannot be read: {error}", hint="name a CSV file in UTF-8") from error


PLUGIN = Source(title="a CSV table", read=read)
