"""Derive the commands from one configuration to another: definitions, then uses, then what is no longer defined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config.block import change, create
from pipeline.config.entries import flat_lists, reorder_numbered
from pipeline.config.tree import Chunk, Node, cut, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renderers.dialect import Dialect


def derive(dialect: Dialect, running: str, candidate: str) -> tuple[str, ...]:
    """Return the commands that lead from running to candidate; none where both mean the same.

    Blocks that are equal as text are never parsed. Order: definitions in their order of dependence, then uses (taking
    away before giving, where an address moves), then definitions that go, in the reverse order.
    """
    old, new = _table(dialect, running), _table(dialect, candidate)
    entries = {match[0]: header for header in old if (match := dialect.entry_key.match(header)) and header not in new}
    made_room: set[str] = set()
    early: list[tuple[int, int, list[str]]] = []
    late: list[tuple[int, int, list[str]]] = []
    for place, (header, chunk) in enumerate(new.items()):
        before = old.get(header)
        if before is not None and before.text == chunk.text:
            continue
        rank = dialect.rank(header)
        node = parse(dialect, chunk)
        if before is None:
            entry = dialect.entry_key.match(header)
            room = [dialect.no(entries[entry[0]])] if entry and entry[0] in entries else []
            made_room |= {entries[entry[0]]} if entry and room else set()
            early.append((rank, place, [*room, *create(dialect, node)]))
            continue
        commands = _change(dialect, parse(dialect, before), node)
        if commands:
            early.append((rank, place, commands))
    replaced = _replaced(dialect, old, new)
    for place, (header, chunk) in enumerate(old.items()):
        if header in new or header in replaced or header in made_room or dialect.flat_line.match(header):
            continue
        commands = _remove(dialect, chunk)
        rank = dialect.rank(header)
        defined = rank < len(dialect.ranks)
        # What is no definition goes before the uses that come: an address or a line may be needed elsewhere.
        (late if defined else early).append((-rank if defined else len(dialect.ranks) - 1, place, commands))
    early.extend((dialect.rank(key), -1, commands) for key, commands in flat_lists(dialect, list(old), list(new)))
    ordered = [*sorted(early, key=_order), *sorted(late, key=_order)]
    return tuple(_addresses_first(dialect, [commands for _, _, commands in ordered], old))


def _order(item: tuple[int, int, list[str]]) -> tuple[int, int]:
    return item[0], item[1]


def _table(dialect: Dialect, text: str) -> dict[str, Chunk]:
    """Return the blocks by header; a header that is written twice is one block, as on the device."""
    table: dict[str, Chunk] = {}
    for chunk in cut(dialect, text):
        if not chunk.header or (dialect.noise and re.match(dialect.noise, chunk.header)):
            continue
        if chunk.header in table:
            known = table[chunk.header]
            table[chunk.header] = Chunk(chunk.header, [*known.lines, *chunk.lines[1:]])
        else:
            table[chunk.header] = chunk
    return table


def _change(dialect: Dialect, old: Node, new: Node) -> list[str]:
    if dialect.atomic_header.match(new.text):
        return create(dialect, new) if _meaning(old) != _meaning(new) else []
    if dialect.numbered_header.match(new.text):
        return reorder_numbered(dialect, old, new)
    body = change(dialect, old, new)
    return [new.text, *(f" {line}" for line in body), dialect.close(new.text)] if body else []


def _meaning(node: Node) -> tuple[str, ...]:
    return tuple(text for part in node.parts() for text, _ in part.lines())


def _replaced(dialect: Dialect, old: dict[str, Chunk], new: dict[str, Chunk]) -> set[str]:
    """Return the old lines that a new line replaces in place."""
    keys = {match[0] for header in new if (match := dialect.single_key.match(header))}
    gone = set()
    for header in old:
        match = dialect.single_key.match(header)
        if (match and match[0] in keys and header not in new) or _opposite(header) in new:
            gone.add(header)
    return gone


def _opposite(line: str) -> str:
    return line[3:] if line.startswith("no ") else f"no {line}"


def _remove(dialect: Dialect, chunk: Chunk) -> list[str]:
    header = chunk.header
    if any(re.match(pattern, header) for pattern in dialect.default_headers):
        return [f"default {header}"]
    return [dialect.no(header)]


def _addresses_first(dialect: Dialect, blocks: list[list[str]], old: dict[str, Chunk]) -> Sequence[str]:
    """Take an address away where it was before it is given elsewhere; a device refuses it twice."""
    given = {line.strip() for block in blocks for line in block[1:] if line.strip().startswith(("ip address ",))}
    before: list[str] = []
    for block in blocks:
        held = [line.strip() for line in old[block[0]].lines[1:]] if block and block[0] in old else []
        lost = [line for line in held if line in given and f" {line}" not in block]
        if lost:
            before += [block[0], *(f" no {line}" for line in lost), dialect.close(block[0])]
            block[:] = [line for line in block if line.strip() not in {f"no {line}" for line in lost}]
            if len(block) == 2:
                block.clear()
    return [*before, *(line for block in blocks for line in block)]
