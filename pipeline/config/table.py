"""A configuration as a table of top-level blocks by their headers, read as the device reads it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.config import vlan_headers
from pipeline.config.tree import Chunk, cut
from renderers.dialect import opposite

if TYPE_CHECKING:
    from renderers.dialect import Dialect


def read(dialect: Dialect, text: str) -> dict[str, Chunk]:
    """Return the blocks by header; one that is written twice is one block, and the later of a line and its `no` holds.

    The table may be changed, its chunks must not be. Raises ValueError for a text of another form, which would be read
    for something else.
    """
    return dict(_read(dialect, text))


@lru_cache(maxsize=2)
def _read(dialect: Dialect, text: str) -> dict[str, Chunk]:
    table: dict[str, Chunk] = {}
    noise, silent = re.compile(dialect.noise or r"(?!)"), dialect.silent_line
    for form, instead in dialect.other_forms:
        if found := re.search(form, text, re.MULTILINE):
            raise ValueError(f"line {text.count(chr(10), 0, found.start()) + 1}: {instead}")
    counts: dict[str, int] = {}
    counted = tuple((re.compile(pattern), place, step) for pattern, place, step in dialect.counted)
    negated = False
    for chunk in cut(dialect, text):
        if not chunk.header or noise.match(chunk.header) or silent.match(chunk.header):
            continue
        for pattern, place, step in counted:
            if match := pattern.match(chunk.header):
                _number(chunk, counts, (match, place, step))
        negated = negated or chunk.header.startswith("no ")
        for header in vlan_headers.single(dialect, chunk.header):
            if negated:
                table.pop(opposite(header), None)
            if header in table:
                table[header] = Chunk(header, [*table[header].lines, *chunk.lines[1:]])
            elif header == chunk.header:
                table[header] = chunk
            else:
                table[header] = Chunk(header, [header, *chunk.lines[1:]])
    return table


def follow_name(dialect: Dialect, old: dict[str, Chunk], new: dict[str, Chunk]) -> None:
    """Call a block that is named after the device as it will be called: the device's new name comes first."""
    for pattern in dialect.named_after:
        before, after = (next((item for item in table if re.match(pattern, item)), "") for table in (old, new))
        if before and after and before != after:
            kept = list(old.items())
            old.clear()
            old.update((after if header == before else header, chunk) for header, chunk in kept)
            old[after] = Chunk(after, [after, *old[after].lines[1:]])


def _number(chunk: Chunk, counts: dict[str, int], found: tuple[re.Match[str], str, int]) -> None:
    """Give a line the number that the device gives it, where it shows none."""
    match, place, step = found
    prefix = match.expand(place)
    counts[prefix] = counts.get(prefix, 0) + step
    chunk.header = f"{prefix} {counts[prefix]} {chunk.header[match.end() :].strip()}"
    chunk.lines = [chunk.header]
