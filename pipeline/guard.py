"""Read YAML that a stranger wrote: YAML 1.2 scalars, no aliases or tags, limits, and a place for every value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from schemas.finding import Finding, Place, Severity

Path = tuple[str | int, ...]

_SCALARS = (
    ("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]{0,17})$", list("-+0123456789")),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class _Core(yaml.CSafeLoader):
    """YAML 1.2 core scalars on libyaml. `NO`, `010`, `22:30`, dates and floats stay the text that was written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the base class declares it so


for _tag, _pattern, _first in _SCALARS:
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)
_Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be."""

    octets: int = 256_000
    events: int = 20_000
    depth: int = 24


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain data, with the place of every value."""

    file: str
    data: Any
    places: dict[Path, tuple[int, int]]

    def place(self, path: Path) -> Place:
        """Return the place of a value, or of its nearest ancestor that has one."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Place(file=self.file, line=line, column=column)


class _RefusedError(Exception):
    def __init__(self, message: str, mark: Any, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.hint = mark.line + 1, mark.column + 1, hint


def read(file: str, raw: bytes, limits: Limits = Limits()) -> Document | Finding:
    """Parse untrusted bytes; anything unusual is one finding on its line. Never raises, never hangs."""
    if len(raw) > limits.octets:
        return _finding(file, 1, 1, f"file has {len(raw)} bytes, at most {limits.octets} are read", "split it")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _finding(file, line, 1, f"byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        name = f"U+{ord(bad[0]):04X}"
        return _finding(file, line, column, f"invisible or control character {name}", "remove the character")
    try:
        _scan(text, limits)
        loader = _Core(text)
        root = loader.get_single_node()
        places: dict[Path, tuple[int, int]] = {}
        data = None if root is None else _build(loader, root, (), places)
    except _RefusedError as refused:
        return _finding(file, refused.line, refused.column, str(refused), refused.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return _finding(
            file, line, column, f"not valid YAML: {error.problem or error.context}", "check the indentation"
        )
    except yaml.YAMLError as error:
        return _finding(file, 1, 1, f"not valid YAML: {error}", "check the characters")
    return Document(file=file, data=data, places=places)


def plain(raw: bytes) -> Any:
    """Return the data of a file that came with the product: read as others are, but without places and limits."""
    return _Core(raw.decode()).get_single_data()


def _scan(text: str, limits: Limits) -> None:
    """Look at the flat stream of events first: hostile depth never reaches the recursive composer."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Core), start=1):
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("anchors and aliases are not allowed", mark, "write the value out")
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            raise _RefusedError(f"tag {tag} is not allowed", mark, "write a plain value")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError("a second document begins here, one is allowed", mark, "one file, one document")
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if depth > limits.depth:
            raise _RefusedError(f"nested deeper than {limits.depth} levels", mark)
        if count > limits.events:
            raise _RefusedError(f"more than {limits.events} values", mark, "split the file")


def _build(loader: Any, node: yaml.Node, path: Path, places: dict[Path, tuple[int, int]]) -> Any:
    places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _RefusedError("a key must be a plain word", key.start_mark)
            _visible(key)
            if key.value in out:
                raise _RefusedError(f"key {key.value!r} is given twice", key.start_mark, "keep one of them")
            out[key.value] = _build(loader, value, (*path, key.value), places)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_build(loader, item, (*path, index), places) for index, item in enumerate(node.value)]
    _visible(node)
    return loader.construct_object(node)


def _visible(node: yaml.Node) -> None:
    """Refuse what an escape such as `\\u202E` would smuggle past the look at the raw text."""
    if bad := _CONTROL.search(node.value):
        message = f"invisible or control character U+{ord(bad[0]):04X} written as an escape"
        raise _RefusedError(message, node.start_mark, "remove the escape")


def _finding(file: str, line: int, column: int, message: str, hint: str = "") -> Finding:
    place = Place(file=file, line=line, column=column)
    return Finding(rule="yaml-unsafe", severity=Severity.ERROR, message=message, place=place, hint=hint)
