"""Acronyms that the documentation uses are explained on their page."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "acronyms.md").read_text()
KNOWN = {part for first in re.findall(r"^\| ([^|]+) \|", PAGE, re.MULTILINE) for part in re.split(r", | ", first)}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
WORDS = {"PASS", "FAIL", "FAILs", "INCONCLUSIVE", "NOT", "CODEOWNERS", "GAINS", "GET", "POST", "HTML", "XML"}
"""Verdicts, names, and what everybody knows."""
SOURCES = {"bibliography.md", "acronyms.md"}
"""Titles of other people's texts, and the page itself."""


def used(page: Path) -> set[str]:
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", page.read_text(), flags=re.DOTALL)
    found = set(re.findall(r"\b[A-Z][A-Z]+(?:-[A-Z]+)*\d?s?\b", text))
    return {one.removesuffix("s") for one in found - WORDS}


def test_an_acronym_is_explained() -> None:
    assert len(KNOWN) > 80
    unknown = {page.name: sorted(used(page) - KNOWN) for page in PAGES if page.name not in SOURCES}
    assert {name: found for name, found in unknown.items() if found} == {}


def test_acronyms_stand_in_order_and_once() -> None:
    names = re.findall(r"^\| ([^|]+) \|", PAGE, re.MULTILINE)[1:]
    assert len(set(names)) == len(names)
    assert names == sorted(names, key=str.casefold)
