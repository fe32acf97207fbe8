"""Every citation of code, rules and knowledge leads to a row of the bibliography."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.energy.pack import bundled as pack
from bot.knowledge import bundled, guides, snippets
from bot.policies import bundled as rules
from pipeline.engine import platforms

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "bibliography.md").read_text(), re.MULTILINE
)
NAMES = {name for first, _, _ in ROWS for name in (first, *first.split(", "))}
CITED = re.compile(
    r"RFC[ -]?\d{3,5}|IEEE 802\.\d+[A-Zaz]*|NIST SP 800-\d+|doi:[\d./]+\d|draft-ietf-[a-z-]+[a-z]|JCGM \d+:\d+|SFF-\d+"
)
REMARKS = ("comments are kept", "this loosens it")
"""What stands in a reference after its source."""
SOURCES = ("bot", "pipeline", "policies", "renderers", "schemas")


def resolved(citation: str) -> bool:
    number = re.search(r"RFC[ -]?(\d+)", citation)
    if number:
        return f"RFC {number[1]}" in NAMES
    words = citation.casefold()
    return any(words.startswith(name.casefold()) for name, _, _ in ROWS) or any(
        citation in about for _, about, _ in ROWS
    )


def citations() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".yaml", ".j2", ".md", ".csv") and file.is_file():
                for one in CITED.findall(file.read_text()):
                    found.setdefault(one, set()).add(file.relative_to(ROOT).as_posix())
    return found


def test_every_citation_in_code_has_a_row() -> None:
    found = citations()
    assert len(found) > 70
    assert {one: sorted(where) for one, where in found.items() if not resolved(one)} == {}


@pytest.mark.parametrize("sort", ["blueprints", "guides", "snippets", "policies"])
def test_every_reference_of_knowledge_and_rules_has_a_row(sort: str) -> None:
    items = {
        "blueprints": lambda: [(one.header.id, one.header.references) for one in bundled(platforms())],
        "guides": lambda: [(one.header.id, one.header.references) for one in guides(platforms())],
        "snippets": lambda: [(one.header.id, one.header.references) for one in snippets(platforms())],
        "policies": lambda: [(one.id, one.references) for one in rules()],
    }[sort]()
    assert items
    pieces = {(name, piece.strip()) for name, said in items for text in said for piece in text.split("; ")}
    lost = sorted(one for one in pieces if not resolved(one[1]))
    assert [one for one in lost if one[1] not in REMARKS] == []


def test_every_source_of_the_model_pack_has_a_row() -> None:
    assert {one.id for one in pack().pack.sources} <= NAMES


def test_every_rfc_of_the_page_is_cited_somewhere() -> None:
    cited = {f"RFC {number}" for one in citations() for number in re.findall(r"RFC[ -]?(\d+)", one)}
    assert {name for name in NAMES if name.startswith("RFC ")} == cited


def test_a_citation_without_a_row_is_seen() -> None:
    assert not resolved("RFC 1")
    assert not resolved("IEEE 802.11")
    assert resolved("RFC-9457")
