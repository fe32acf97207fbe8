"""Change packages on the disk: written whole, read back, compared."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError
from schemas.canonical import digest
from schemas.package import Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemas.package import ChangePackage


def write(folder: Path, package: ChangePackage) -> None:
    """Write a package in place of the one that is there; raise `WorkspaceError` where something else is there.

    It is written beside the place first, so that nothing half-written is ever seen under its name.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "manifest.json").is_file():
        raise WorkspaceError(f"{folder} holds something that is no change package", hint="name another folder")
    fresh = folder.with_name(f".{folder.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    for name, content in package.files:
        file = fresh / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    if folder.exists():
        shutil.rmtree(folder)
    fresh.rename(folder)


def read(folder: Path) -> dict[str, bytes]:
    """Return the files of a package by their path inside it; raise `WorkspaceError` where there is none."""
    if not (folder / "manifest.json").is_file():
        raise WorkspaceError(f"{folder} holds no manifest.json", hint="name a folder changes/<intent>")
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def unlike_manifest(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the files that are not what the package's manifest says, or are missing there or here, sorted.

    Raises `KeyError` without a manifest, and `ValidationError` for one that is none.
    """
    manifest = Manifest.model_validate_json(files["manifest.json"])
    named = {one.name: f"sha256:{one.digest.sha256}" for one in manifest.subject}
    there = {name: digest(content) for name, content in files.items() if name != "manifest.json"}
    return tuple(sorted(name for name in {*named, *there} if named.get(name) != there.get(name)))


def differences(there: dict[str, bytes], made: dict[str, bytes]) -> tuple[str, ...]:
    """Return what differs between a package and the one made again, in words, by file."""
    out = []
    for name in sorted({*there, *made}):
        if name not in made:
            out.append(f"{name}: is there, but does not belong to the package")
        elif name not in there:
            out.append(f"{name}: is missing")
        elif there[name] != made[name]:
            out.append(f"{name}:{_line(there[name], made[name])}: differs from what is made again")
    return tuple(out)


def _line(one: bytes, other: bytes) -> int:
    mine, theirs = one.split(b"\n"), other.split(b"\n")
    return next((at for at, (a, b) in enumerate(zip(mine, theirs, strict=False), start=1) if a != b), len(mine))
