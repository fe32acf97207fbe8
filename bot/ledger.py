"""The ledger: which lines of which device merged intents own, by the packages in `changes/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.ownership import claims as claimed
from pipeline.ownership import living
from pipeline.reader import reader
from schemas.candidate import Candidates

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.files import Files
    from schemas.ledger import Claim

TAKEN_BACK = "changes/"
"""How the origin of lines begins that take a merged change back: the package's folder follows."""


def claims(base: Files, devices: Collection[str], without: Collection[str] = ()) -> tuple[Claim, ...]:
    """Return what merged intents own of devices, those named in `without` left out; by device, intent and line.

    An intent that was taken back owns nothing any more. A package that cannot be read owns nothing; such a package
    is not merged, the gate compares every byte.
    """
    wanted = set(devices)
    touching = {path.split("/")[1] for path in base.below("changes") if _device(path) in wanted}
    found = {name: read for name in sorted(touching) if (read := _read(base, name)) is not None}
    alive = living({name: _takes_back(read) for name, read in found.items()})
    out: list[Claim] = []
    for name in sorted(alive - set(without)):
        for item in found[name].devices:
            read_by = reader(item.platform)
            if item.device in wanted and read_by is not None:
                file = f"changes/{name}/candidates/{item.device}.cfg"
                text = base.read(file) if item.owns is None else None
                out += claimed(name, item, (text or b"").decode(), read_by.paths)
    return tuple(sorted(out, key=lambda one: (one.device, one.intent, one.path)))


def _device(path: str) -> str:
    parts = path.split("/")
    return parts[3].removesuffix(".cfg") if len(parts) == 4 and parts[2] == "candidates" else ""


def _read(base: Files, name: str) -> Candidates | None:
    try:
        return Candidates.model_validate_json(base.read(f"changes/{name}/candidates.json") or b"")
    except ValidationError:
        return None


def _takes_back(read: Candidates) -> frozenset[str]:
    sources = {origin.blueprint for item in read.devices for origin in item.origins}
    return frozenset(one.removeprefix(TAKEN_BACK) for one in sources if one.startswith(TAKEN_BACK))
