"""Check intent files as the bot would: read each one, and where a network repository is around it, make its package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import nobody
from bot.files import Folder
from bot.propose import propose_intents
from pipeline.load import load
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering import Answering
    from schemas.package import ChangePackage

# More than the guard accepts, so that an over-long file is refused by it and not cut short.
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    findings: tuple[Finding, ...]
    """Errors first, with paths as the files were named."""
    packages: tuple[tuple[Path, ChangePackage], ...]
    """By file: what the bot would answer with, where a network repository is around it."""
    alone: tuple[Path, ...]
    """Files with no network repository around them: only their own text was looked at."""


def intent_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that are meant, folders opened, sorted; those with a wrong suffix too, so that it is said."""
    return tuple(sorted({file for path in paths for file in _files(path)}))


def _files(path: Path) -> list[Path]:
    return list(path.glob("*.y*ml")) if path.is_dir() else [path] if path.is_file() else []


def check(files: Iterable[Path], answering: Answering = nobody) -> Checked:
    """Say what is wrong with intent files; those of one network repository are one change set."""
    found: list[Finding] = []
    alone: list[Path] = []
    sets: dict[Path, list[Path]] = {}
    for file in files:
        if file.suffix != ".yaml":
            found.append(_suffix(file))
        elif _network(file.parent.parent):
            sets.setdefault(file.parent.parent, []).append(file)
        else:
            with file.open("rb") as stream:
                found += load(file.as_posix(), stream.read(_MOST)).findings
            alone.append(file)
    packages: list[tuple[Path, ChangePackage]] = []
    for root, mine in sorted(sets.items()):
        by_path = {file.relative_to(root).as_posix(): file for file in mine}
        done = propose_intents(Folder(root), Folder(root), sorted(by_path), answering)
        found += [_from_here(item, root) for item in done.findings]
        for package in done.packages:
            found += [_from_here(item, root) for item in package.findings]
            path = next(path for path in by_path if Path(path).stem == package.intent)
            packages.append((by_path[path], package))
    return Checked(ordered(found), tuple(sorted(packages, key=lambda item: item[0])), tuple(alone))


def _network(root: Path) -> bool:
    return (root / "inventory" / "devices.yaml").is_file() or (root / "gains.yaml").is_file()


def _from_here(finding: Finding, root: Path) -> Finding:
    """Return a finding with its path as a person here would open it."""
    if finding.place is None:
        return finding
    place = finding.place.model_copy(update={"file": (root / finding.place.file).as_posix()})
    return finding.model_copy(update={"place": place})


def _suffix(file: Path) -> Finding:
    message = f"intent files end in .yaml, this one in {file.suffix!r}; it was not read"
    return Finding(rule="intent-suffix", severity=Severity.ERROR, message=message, place=Place(file=file.as_posix()))
