"""Leftovers of templates: marks that a template should have replaced, and names of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding

_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{")
_NOTHING = re.compile(r"(?<![\w./-])(?:None|undefined|Undefined|NaN|nan|null|True|False)(?![\w./-])")


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for each written line with such a mark, unless the intent itself says it."""
    for text, place in written.lines():
        match = _MARK.search(text) or _NOTHING.search(text)
        if match and not any(match[0] in said for said in written.said):
            message = f"{written.device}: `{text}` holds `{match[0]}`, which a template left"
            yield written.find("template-leftover", message, place, "the blueprint must be corrected")


PLUGIN = look
