"""Front matter: read an item of knowledge, YAML between two lines `---` and then its text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Generic, TypeVar

import yaml
from pydantic import ValidationError

from pipeline.guard import Document, plain, read
from pipeline.invalid import problems
from renderers.reads import PatternError, compiled
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity
from schemas.knowledge import Blueprint, Defaults, Front, Guide, GuideHeader, Header, Snippet, SnippetHeader

F = TypeVar("F", bound=Front)
I = TypeVar("I", Blueprint, Guide, Snippet)  # noqa: E741 - an item
_FRONT = re.compile(rb"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{1,2} ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Read(Generic[F]):
    header: F
    text: str
    document: Document | None
    """None where it was read without places, because it came with the product."""


def blueprint(file: str, raw: bytes, *, bundled: bool = False) -> Blueprint | Finding:
    """Return the blueprint in a file, or what is wrong with it."""
    found = _item(file, raw, Header, bundled=bundled)
    if isinstance(found, Finding):
        return found
    for index, pattern in enumerate(found.header.reads if found.document else ()):
        try:
            compiled(pattern)
        except PatternError as error:
            return _finding(_place(found.document, file, ("reads", index)), str(error))
    return Blueprint(header=found.header, template=found.text, digest=digest(raw), file=file)


def snippet(file: str, raw: bytes, *, bundled: bool = False) -> Snippet | Finding:
    """Return the snippet in a file, or what is wrong with it."""
    found = _item(file, raw, SnippetHeader, bundled=bundled)
    if isinstance(found, Finding):
        return found
    return Snippet(header=found.header, template=found.text.rstrip("\n"), digest=digest(raw), file=file)


def guide(file: str, raw: bytes, *, bundled: bool = False) -> Guide | Finding:
    """Return the guide in a file, or what is wrong with it."""
    found = _item(file, raw, GuideHeader, bundled=bundled)
    if isinstance(found, Finding):
        return found
    heading = _HEADING.search(found.text)
    if heading:
        line = raw.decode().count("\n") - found.text.count("\n", heading.start()) + 1
        return _finding(Place(file=file, line=line), "a guide's headings begin at the third level, `###`")
    return Guide(header=found.header, text=found.text.strip("\n"), digest=digest(raw), file=file)


def defaults(file: str, raw: bytes) -> Defaults | Finding:
    """Return the defaults of a folder, or what is wrong with them."""
    document = read(file, raw)
    if isinstance(document, Finding):
        return document
    try:
        return Defaults.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        path, message = problems(error)[0]
        return _finding(document.place(path), message)


def completed(item: I, said: Defaults) -> I:
    """Return an item with what the defaults of its folder say and it does not."""
    lacking = {name: value for name, value in said if value is not None and getattr(item.header, name) is None}
    return item.model_copy(update={"header": item.header.model_copy(update=lacking)}) if lacking else item


def _item(file: str, raw: bytes, cls: type[F], *, bundled: bool) -> _Read[F] | Finding:
    match = _FRONT.match(raw)
    if match is None:
        return _finding(Place(file=file), "it begins with front matter between two lines `---`")
    try:
        text = raw[match.end() :].decode()
    except UnicodeDecodeError:
        return _finding(Place(file=file), "what follows the front matter is not UTF-8")
    if bundled:
        try:
            return _Read(cls.model_validate_json(json.dumps(plain(match[1]))), text, None)
        except (ValueError, yaml.YAMLError):
            pass  # read again below, so that the place is said
    document = read(file, match[1])
    if isinstance(document, Finding):
        return document.model_copy(update={"place": _below(document.place)}) if document.place else document
    try:
        return _Read(cls.model_validate_json(json.dumps(document.data)), text, document)
    except ValidationError as error:
        path, message = problems(error)[0]
        return _finding(_place(document, file, path), message)


def _place(document: Document | None, file: str, path: tuple[str | int, ...]) -> Place:
    return _below(document.place(path)) if document else Place(file=file)


def _below(place: Place) -> Place:
    """Return a place in the file of one in its front matter, which begins on the second line."""
    return place.model_copy(update={"line": place.line + 1})


def _finding(place: Place, message: str) -> Finding:
    return Finding(rule="knowledge-invalid", severity=Severity.ERROR, message=message, place=place)
