"""Write a difference as text in few pieces: a piece for lines of one sign that follow each other, parts of 200. Pure.

An element for each line, let alone a table row with four cells, makes a browser slow where a difference is long.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.web.diff_view import Row

PART = 200
"""Lines; a browser lays out the parts that can be seen, and only those. The style sheet knows the number, too."""
_TAGS = {"+": "ins", "-": "del", " ": "span"}


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one sign that follow each other."""

    tag: str
    """Element that says to a reader what they are: `ins` gained, `del` lost, `span` the blocks around."""
    text: str
    """One line each: its number, `[source]`, the sign, the configuration; every line ends with a line feed."""


def parts(rows: Sequence[Row]) -> tuple[tuple[Run, ...], ...]:
    """Return the lines in parts of at most 200. Law: a row is one line of text, whatever it holds."""
    number = max((len(str(row.number)) for row in rows if row.number), default=0)
    source = max((len(f"[{row.origin}]") for row in rows if row.origin), default=0)

    def written(row: Row) -> str:
        gutter = [f"{row.number or '':>{number}}"] if number else []
        gutter += [f"{f'[{row.origin}]' if row.origin else '':<{source}}"] if source else []
        text = row.text.replace("\n", "\\u000a") if "\n" in row.text else row.text
        return f"{' '.join([*gutter, row.sign, text]).rstrip(' ')}\n"

    return tuple(
        tuple(
            Run(_TAGS[sign], "".join(map(written, some)))
            for sign, some in groupby(rows[start : start + PART], key=lambda row: row.sign)
        )
        for start in range(0, len(rows), PART)
    )
