"""Say what is suggested in the place of a wish in words: to be read, and committed by a person or not. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markdown import block, text
from pipeline.checks.wish import ASKED_BACK, FILE

if TYPE_CHECKING:
    from schemas.package import ChangePackage

MOST_LINES = 120
"""Of a suggestion; the rest stands in the package."""


def wish(package: ChangePackage) -> list[str]:
    """Return the suggestion as a block that nothing in it can end, or what is asked back as text."""
    files = dict(package.files)
    if FILE in files:
        lines = files[FILE].decode(errors="replace").splitlines()
        whole = len(lines) <= MOST_LINES
        more = [] if whole else ["", f"{len(lines) - MOST_LINES} lines more: `changes/{package.intent}/{FILE}`"]
        said = f"Nothing is done with it. If it says what you want, commit it as `intents/{package.intent}.yaml`:"
        return ["#### Suggested intent", "", said, "", *block(lines[:MOST_LINES], "yaml"), *more, ""]
    if ASKED_BACK in files:
        first, *choices = files[ASKED_BACK].decode(errors="replace").splitlines() or [""]
        listed = [f"- {text(one.removeprefix('- '), 200)}" for one in choices]
        return ["#### About the wish", "", text(first, 600), "", *listed, ""]
    return []
