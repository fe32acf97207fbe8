"""Characters other than plain ones: a console may turn them into others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for each written line with a character outside of 0x20 to 0x7e."""
    for text, place in written.lines():
        odd = next((sign for sign in text if not " " <= sign <= "~"), "")
        if odd:
            message = f"{written.device}: `{ascii(text)[1:-1]}` holds U+{ord(odd):04X}"
            yield written.find("not-ascii", message, place, "write it in plain letters")


PLUGIN = look
