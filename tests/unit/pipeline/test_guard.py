"""The YAML guard against the traps of YAML 1.1 and against hostile files."""

from __future__ import annotations

import pytest

from pipeline.guard import Document, Limits, read
from schemas.finding import Finding


def _data(text: str) -> object:
    document = read("intents/a.yaml", text.encode())
    assert isinstance(document, Document), document
    return document.data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("010", "010"),
        ("22:30", "22:30"),
        ("10:20:30:40:50:10", "10:20:30:40:50:10"),
        ("2026-12-01", "2026-12-01"),
        ("17.10", "17.10"),
        ("120", 120),
        ("true", True),
        ("~", None),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ('"7"', "7"),
    ],
)
def test_scalars_stay_what_was_written(text: str, expected: object) -> None:
    assert _data(f"a: {text}\n") == {"a": expected}


HOSTILE = {
    "alias bomb": (b"a: &a [x]\nb: [*a, *a]\n", 1, "anchors"),
    "tag": (b"x: 1\na: !!python/object/apply:os.system [id]\n", 2, "tag"),
    "duplicate": (b"a: 1\nb: 2\na: 3\n", 3, "twice"),
    "two documents": (b"a: 1\n---\nb: 2\n", 2, "second document"),
    "200,000 brackets": (b"[" * 200_000, 1, "nested deeper"),
    "10 MB scalar": (b"a: " + b"x" * 10_000_000, 1, "bytes"),
    "not UTF-8": (b"a: 1\nb: \xff\n", 2, "UTF-8"),
    "NUL": (b"a: 1\nb: x\x00y\n", 2, "U+0000"),
    "bidi override": ("a: 1\nb: x\u202ey\n".encode(), 2, "U+202E"),
    "zero width": ("a: x\u200by\n".encode(), 1, "U+200B"),
    "escaped NUL": (b'a: 1\nb: "x\\0y"\n', 2, "U+0000"),
    "escaped terminal code": (b'a: 1\nb: "\\e[31m"\n', 2, "U+001B"),
    "escaped bidi override": (b'a: 1\nb: "x\\u202Ey"\n', 2, "U+202E"),
    "escaped next line": (b'a: 1\nb: "x\\Ny"\n', 2, "U+0085"),
    "escaped surrogate": (b'a: 1\nb: "x\\uD800y"\n', 2, "YAML"),
    "escape in a key": (b'a: 1\n"x\\0y": 1\n', 2, "U+0000"),
    "key is a list": (b"? [a]\n: 1\n", 1, "plain word"),
    "broken": (b"a: [1, 2\nb: }\n", 2, "YAML"),
    "tab": (b"a:\n\t- b\n", 2, "YAML"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_finding_on_their_line(name: str) -> None:
    raw, line, word = HOSTILE[name]
    found = read("intents/a.yaml", raw, Limits(octets=1_000_000))
    assert isinstance(found, Finding)
    assert found.place is not None
    assert (found.place.line, word in found.message) == (line, True), found


def test_every_value_has_its_place() -> None:
    document = read("i.yaml", b"spec:\n  ports:\n    - {device: a, interfaces: [b, c]}\n")
    assert isinstance(document, Document)
    place = document.place(("spec", "ports", 0, "interfaces", 1))
    assert (place.line, place.column) == (3, 35)
    assert document.place(("spec", "nothing", "here")).line == 2
