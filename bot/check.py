"""Check intent files: read each one, and the inventory beside its folder once, and collect what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.inventory import pick
from pipeline.load import load, unknown_devices
from schemas.finding import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

# More than the guard accepts, so that an over-long file is refused by it and not cut short.
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    findings: tuple[Finding, ...]
    """In the order of the files."""
    without_inventory: tuple[Path, ...]
    """Files whose device names could not be compared with anything."""


def intent_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that are meant, folders opened, sorted; those with a wrong suffix too, so that it is said."""
    return tuple(sorted({file for path in paths for file in _files(path)}))


def _files(path: Path) -> list[Path]:
    return list(path.glob("*.y*ml")) if path.is_dir() else [path] if path.is_file() else []


def check(files: Iterable[Path]) -> Checked:
    """Read intent files and say what is wrong with them."""
    found: list[Finding] = []
    without: list[Path] = []
    inventories: dict[Path, bytes | None] = {}
    for file in files:
        if file.suffix != ".yaml":
            found.append(_suffix(file))
            continue
        with file.open("rb") as stream:
            loaded = load(file.as_posix(), stream.read(_MOST))
        found.extend(loaded.findings)
        if not loaded.devices:
            continue
        listed = file.parent.parent / "inventory" / "devices.yaml"
        if listed not in inventories:
            inventories[listed] = listed.read_bytes() if listed.is_file() else None
        raw = inventories[listed]
        if raw is None:
            without.append(file)
            continue
        devices, wrong = pick(listed.as_posix(), raw, loaded.devices.values())
        found.extend(wrong or unknown_devices(loaded.devices, frozenset(devices)))
    return Checked(tuple(found), tuple(without))


def _suffix(file: Path) -> Finding:
    message = f"intent files end in .yaml, this one in {file.suffix!r}; it was not read"
    return Finding(rule="intent-suffix", severity=Severity.ERROR, message=message, place=Place(file=file.as_posix()))
