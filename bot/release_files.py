"""A release as files: what its signed provenance says of them, held against the files that are there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from bot.attestation import opened
from pipeline.errors import InvalidInputError
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PROVENANCE = "provenance.intoto.jsonl"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "urn:gains:build:release:v1"
IMAGE = "image:"
"""A subject with this before its name is an image, whose digest a registry or `packaging/image` tells; no file."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was found of one thing."""

    state: Literal["good", "wrong", "not looked at"]
    subject: str
    text: str


class _Named(Record):
    name: str
    digest: dict[str, str]


def verified(folder: Path, publics: Sequence[str], *, commit: str = "", image: str = "") -> tuple[Point, ...]:
    """Return what is right and wrong with the release in a folder.

    `commit` and `image` (sha256:…), where given, must be the ones that the provenance names. Raise
    `InvalidInputError` where there is no provenance to hold against, `NotGenuineError` where nobody named signed it.
    """
    return tuple(_points(folder, publics, commit, image))


def _points(folder: Path, publics: Sequence[str], commit: str, image: str) -> Iterator[Point]:
    try:
        lines = (folder / PROVENANCE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        hint = "name the folder of a release; an unsigned one cannot be verified"
        raise InvalidInputError(f"{folder / PROVENANCE} cannot be read", hint=hint) from error
    if len(lines) != 1:
        raise InvalidInputError(f"{PROVENANCE} has {len(lines)} lines", hint="expected one envelope")
    said = opened(lines[0], publics)
    yield Point("good", PROVENANCE, "signed by a key that was named")
    subjects = _subjects(said)
    source = _source(said)
    if not commit:
        yield Point("good", "commit", f"it says {source}")
    elif commit == source:
        yield Point("good", "commit", source)
    else:
        yield Point("wrong", "commit", f"expected {commit}, it says {source}")
    for one in subjects:
        yield _image(one, image) if one.name.startswith(IMAGE) else _file(folder, one)
    if image and not any(one.name.startswith(IMAGE) for one in subjects):
        yield Point("wrong", "image", "the provenance names none")
    known = {PROVENANCE, *(one.name for one in subjects)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in known:
            yield Point("wrong", name, "the provenance does not know this file")


def _subjects(said: dict[str, Any]) -> tuple[_Named, ...]:
    build = said.get("predicate", {}).get("buildDefinition", {}).get("buildType")
    if (said.get("predicateType"), build) != (PREDICATE, BUILD_TYPE):
        raise InvalidInputError(
            f"the statement is {said.get('predicateType')!r} of {build!r}", hint=f"expected {PREDICATE} of {BUILD_TYPE}"
        )
    try:
        found = tuple(_Named.model_validate(one) for one in said.get("subject", ()))
    except (ValidationError, TypeError) as error:
        raise InvalidInputError("the subjects of the statement are not of the form", hint="name and digest") from error
    if not found or len({one.name for one in found}) != len(found):
        raise InvalidInputError("the statement names nothing, or something twice")
    return found


def _source(said: dict[str, Any]) -> str:
    used = said["predicate"]["buildDefinition"].get("resolvedDependencies", ())
    found = [one["digest"]["gitCommit"] for one in used if "gitCommit" in one.get("digest", {})]
    return str(found[0]) if len(found) == 1 else "nothing of one commit"


def _file(folder: Path, one: _Named) -> Point:
    wanted = one.digest.get("sha256")
    path = folder / one.name
    if path.is_symlink() or not path.is_file() or ".." in path.parts:
        return Point("wrong", one.name, "it is not there")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted:
        return Point("wrong", one.name, f"expected sha256:{wanted}, it is sha256:{found}")
    return Point("good", one.name, f"sha256:{found}")


def _image(one: _Named, image: str) -> Point:
    wanted = f"sha256:{one.digest.get('sha256')}"
    if not image:
        text = f"its digest must be {wanted}; give --image to compare it"
        return Point("not looked at", one.name, text)
    state: Literal["good", "wrong"] = "good" if image == wanted else "wrong"
    return Point(state, one.name, wanted if state == "good" else f"expected {image}, it is {wanted}")
