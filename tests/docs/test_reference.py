"""The generated pages of the reference are what would be generated now."""

from __future__ import annotations

from pathlib import Path

from bot.reference import differences, pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def test_the_pages_are_what_is_generated() -> None:
    assert pages()
    assert differences(FOLDER) == (), "run make generate"


def test_a_page_that_somebody_edited_is_seen(tmp_path: Path) -> None:
    assert set(differences(tmp_path)) == set(pages())
