"""A string of an intent stays in its line: whatever it holds, it is refused at its field, or no line comes with it."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.load import load
from pipeline.registry import kinds
from tests.unit.pipeline.intents.test_cases import HOME, proposed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.propose import Proposed
    from schemas.finding import Finding

ENDS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
SIGNS = ("!", ";", "{", "}", "#", '"', "'", "\\", "|", "?", "^C", "$(x)", "/*", "*/", "\t", " ")
UNSEEN = ("\x00", "\x03", "\x08", "\x1b[2K", "\x7f", "\u202e", "\u200b", "\ufeff")
LONG = "x" * 5000
HOSTILE = (*(f"{end} no aaa new-model" for end in ENDS), *ENDS, *SIGNS, *(f" {one} x" for one in SIGNS), *UNSEEN, LONG)
WHOLE = {"bundle", "emergency"}
"""Kinds that hold specs of others: what is inside is only looked at when the file is read as a whole."""


@dataclass(frozen=True)
class Leaf:
    """A string of a spec of a good case."""

    case: Path
    file: str
    kind: str
    path: tuple[str | int, ...]
    value: str

    def document(self, value: str) -> dict[str, Any]:
        """Return the intent with another value in its place."""
        out: dict[str, Any] = deepcopy(parsed(self.case / "intents" / self.file))
        inside: Any = out["spec"]
        for step in self.path[:-1]:
            inside = inside[step]
        inside[self.path[-1]] = value
        return out

    def raw(self, value: str) -> bytes:
        """Return the file with another value in its place."""
        return json.dumps(self.document(value), default=str).encode()

    @property
    def field(self) -> tuple[str, ...]:
        """The path without the numbers of entries."""
        return tuple(step for step in self.path if isinstance(step, str))


@cache
def parsed(file: Path) -> Any:
    """Return the document of a file."""
    return yaml.safe_load(file.read_text())


def strings(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Return every string of a document with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from strings(item, (*path, number))


def _leaves() -> tuple[Leaf, ...]:
    found: dict[tuple[str, ...], Leaf] = {}
    for file in sorted(HOME.glob("*/good*/intents/*.yaml")):
        document = parsed(file)
        for path, value in strings(document["spec"]):
            leaf = Leaf(file.parent.parent, file.name, document["kind"], path, value)
            found.setdefault((leaf.kind, *leaf.field), leaf)
    return tuple(found.values())


LEAVES = _leaves()


def refused(leaf: Leaf, value: str) -> bool:
    """Tell whether the value is refused by the kind's fields; a refusal must name the field or what holds it."""
    spec = json.dumps(leaf.document(value)["spec"], default=str)
    try:
        kinds()[leaf.kind].spec.model_validate_json(spec)
    except ValidationError as error:
        places = [one["loc"] for one in error.errors()]
    else:
        return False
    assert any(all(a == b for a, b in zip(place, leaf.path, strict=False)) for place in places), (leaf, places)
    return True


def same_lines(leaf: Leaf, value: str, before: Proposed, after: Proposed) -> None:
    """Assert that no line differs but in the value itself."""
    old, new = candidates(before), candidates(after)
    assert old.keys() == new.keys()
    for name, text in old.items():
        lines, others = text.splitlines(), new[name].splitlines()
        assert len(lines) == len(others), f"{name}: {leaf.kind} {leaf.path} {value!r} makes lines"
        for line, other in zip(lines, others, strict=True):
            assert other in {line, line.replace(leaf.value, value)}, f"{name}: {leaf.kind} {leaf.path}: {other!r}"


def candidates(done: Proposed) -> dict[str, str]:
    """Return the candidates by intent and device."""
    return {
        f"{package.intent}/{name}": raw.decode()
        for package in done.packages
        for name, raw in package.files
        if name.startswith("candidates/")
    }


def at_field(leaf: Leaf, value: str, found: Finding) -> bool:
    """Tell whether a finding names the field, or points into the value (the file is one line)."""
    assert found.place is not None
    assert found.place.file == f"intents/{leaf.file}"
    start = leaf.raw(value).decode().index(written := json.dumps(value))
    named = str(leaf.field[-1]) in f"{found.message} {found.hint}"
    return named or start < found.place.column <= start + len(written)


before = cache(proposed)


def tried(leaf: Leaf, value: str) -> None:
    """Assert the law of one value: refused by a finding at its field, or in its line."""
    path = f"intents/{leaf.file}"
    read = load(path, leaf.raw(value))
    if read.spec is None:
        assert all(at_field(leaf, value, one) for one in read.findings), read.findings
        return
    after = proposed(leaf.case, **{path: leaf.raw(value)})
    if not after.blocking:
        same_lines(leaf, value, before(leaf.case), after)


def test_every_kind_has_strings_that_are_tried() -> None:
    silent = {name for name in kinds() if (HOME / name).is_dir()} - {leaf.kind for leaf in LEAVES}
    wanting = {name for name in silent if list((HOME / name).glob("good*"))}
    assert wanting <= {"free_text"}
    assert len(LEAVES) > 100


@pytest.mark.parametrize("kind", sorted({leaf.kind for leaf in LEAVES} - WHOLE))
def test_a_hostile_value_is_refused_or_stays_in_its_line(kind: str) -> None:
    for leaf in (one for one in LEAVES if one.kind == kind):
        accepted = [
            value
            for sign in HOSTILE
            for value in (f"{leaf.value}{sign}", f"{sign}{leaf.value}")
            if not refused(leaf, value)
        ]
        assert not any(end in value for value in accepted for end in (*ENDS, *UNSEEN)), (leaf.path, accepted)
        for value in accepted[:1]:
            tried(leaf, value)


@settings(max_examples=40, deadline=None)
@given(
    leaf=st.sampled_from(LEAVES), parts=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3), end=st.booleans()
)
def test_the_file_as_a_whole_says_the_same(leaf: Leaf, parts: list[str], end: bool) -> None:
    tried(leaf, leaf.value + "".join(parts) if end else "".join(parts) + leaf.value)
