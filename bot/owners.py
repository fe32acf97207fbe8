"""Owners: which merged intent made which line of a running configuration, by the packages in `changes/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import WorkspaceError
from pipeline.reader import reader
from schemas.candidate import Candidates

if TYPE_CHECKING:
    from pathlib import Path

    from schemas.candidate import DeviceCandidate


@dataclass(frozen=True, slots=True)
class Owned:
    """A line that an intent made."""

    line: int
    """Of the running configuration, counted from 1."""
    text: str
    intent: str
    field: str
    """Field of the intent that asked for it."""


def owners(root: Path, device: str) -> tuple[Owned, ...]:
    """Return the lines of a device that merged intents made and that are still there; raise `WorkspaceError`.

    A line that several intents made is there once for each, by their names.
    """
    config = root / "configs" / f"{device}.cfg"
    if not config.is_file():
        raise WorkspaceError(f"there is no {config}", hint="name a device of the network repository")
    today = config.read_text()
    found: list[Owned] = []
    for file in sorted((root / "changes").glob("*/candidates.json")):
        try:
            packed = Candidates.model_validate_json(file.read_bytes())
        except ValidationError as error:
            hint = "make the package again with gains plan"
            raise WorkspaceError(f"{file} cannot be read: {error.errors()[0]['msg']}", hint=hint) from error
        for item in packed.devices:
            candidate = file.parent / "candidates" / f"{device}.cfg"
            if item.device == device and candidate.is_file():
                found += _of(item, candidate.read_text(), today, packed.intent)
    return tuple(sorted(found, key=lambda one: (one.line, one.intent)))


def _of(item: DeviceCandidate, candidate: str, today: str, intent: str) -> list[Owned]:
    read = reader(item.platform)
    if read is None:
        return []
    numbers = {line.line: item.origins[line.origin].field for line in item.lines}
    made = {path: numbers[number] for path, number in read.paths(candidate) if number in numbers}
    there: dict[tuple[str, ...], int] = {}
    for path, number in read.paths(today):
        there.setdefault(path, number)
    return [Owned(there[path], " / ".join(path), intent, field) for path, field in made.items() if path in there]
