"""A configuration as a table of top-level blocks by their headers, read as the device reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config import vlan_headers
from pipeline.config.tree import Chunk, cut
from renderers.dialect import opposite

if TYPE_CHECKING:
    from renderers.dialect import Dialect


def read(dialect: Dialect, text: str) -> dict[str, Chunk]:
    """Return the blocks by header; one that is written twice is one block, and the later of a line and its `no` holds.

    Chunks of the table may be changed: they belong to it alone.
    """
    table: dict[str, Chunk] = {}
    noise, silent = re.compile(dialect.noise or r"(?!)"), dialect.silent_line
    counts: dict[str, int] = {}
    for chunk in cut(dialect, text):
        if not chunk.header or noise.match(chunk.header) or silent.match(chunk.header):
            continue
        _number(dialect, chunk, counts)
        for header in vlan_headers.single(dialect, chunk.header):
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


def _number(dialect: Dialect, chunk: Chunk, counts: dict[str, int]) -> None:
    """Give a line the number that the device gives it, where it shows none."""
    for pattern, place, step in dialect.counted:
        if match := re.match(pattern, chunk.header):
            prefix = match.expand(place)
            counts[prefix] = counts.get(prefix, 0) + step
            chunk.header = f"{prefix} {counts[prefix]} {chunk.header[match.end() :].strip()}"
            chunk.lines = [chunk.header]
