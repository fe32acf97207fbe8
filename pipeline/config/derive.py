"""Derive the commands from one configuration to another: definitions, then uses, then what is no longer defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.config import vlan_headers
from pipeline.config.block import alter, create, emptied
from pipeline.config.entries import flat_lists
from pipeline.config.table import follow_name, read
from pipeline.config.tree import Chunk, Node, inside, parse
from renderers.dialect import compiled, opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renderers.dialect import Dialect


def derive(dialect: Dialect, running: str, candidate: str) -> tuple[str, ...]:
    """Return the commands that lead from running to candidate; none where both mean the same.

    Blocks that are equal as text are never parsed. Order: definitions in their order of dependence, then uses (taking
    away before giving, where an address moves), then definitions that go, in the reverse order.
    """
    old, new = read(dialect, running), read(dialect, candidate)
    follow_name(dialect, old, new)
    rivals = {match[0]: header for header in old if header not in new and (match := dialect.entry_key.match(header))}
    renamed = {key: old[header] for header in old if header not in new and (key := dialect.top_key(header))}
    made_room: set[str] = set()
    early: list[tuple[int, int, list[str]]] = []
    late: list[tuple[int, int, list[str]]] = []
    bare: list[str] = []
    gone: list[str] = []
    for place, (header, chunk) in enumerate(new.items()):
        before = old.get(header)
        if dialect.flat_line.match(header) or (before is None and _says_nothing(dialect, chunk)):
            continue
        if before is None and len(chunk.lines) == 1 and vlan_headers.is_vlan(dialect, header):
            bare.append(header)
        elif before is None:
            entry = dialect.entry_key.match(header)
            rival = rivals.get(entry[0]) if entry else None
            room = [dialect.no(rival)] if rival else []
            made_room.update([rival] if rival else [])
            commands = [*room, *_begin(dialect, chunk, renamed)]
            # What takes a definition away comes when nothing needs it any more.
            off = dialect.rank(header[3:]) if header.startswith("no ") else len(dialect.ranks)
            if off < len(dialect.ranks):
                late.append((-off, place, commands))
            else:
                early.append((dialect.rank(header), place, commands))
        elif before.text != chunk.text and (commands := alter(dialect, parse(dialect, before), parse(dialect, chunk))):
            early.append((dialect.rank(header), place, commands))
    keys = {key for header in new if header not in old and (key := dialect.top_key(header))}
    for place, header in enumerate(old):
        if (
            header in new
            or header in made_room
            or _says_nothing(dialect, old[header])
            or dialect.flat_line.match(header)
            or dialect.top_key(header) in keys
            or opposite(header) in new
        ):
            continue
        if vlan_headers.is_vlan(dialect, header):
            gone.append(header)
            continue
        commands = _remove(dialect, old[header])
        if not commands:
            continue
        rank = dialect.rank(header)
        defined = rank < len(dialect.ranks)
        # What is no definition goes before the uses that come: an address or a line may be needed elsewhere.
        (late if defined else early).append((-rank if defined else len(dialect.ranks) - 1, place, commands))
    early += [(dialect.rank(head), -1, inside(dialect, head, ())) for head in vlan_headers.together(dialect, bare)]
    late += [(-dialect.rank(head), -1, [dialect.no(head)]) for head in vlan_headers.together(dialect, gone)]
    early.extend((dialect.rank(key), -1, commands) for key, commands in flat_lists(dialect, old, new))
    ordered = [*sorted(early, key=_order), *sorted(late, key=_order)]
    return tuple(_addresses_first(dialect, [commands for _, _, commands in ordered], old, new))


def _order(item: tuple[int, int, list[str]]) -> tuple[int, int]:
    return item[0], item[1]


def _begin(dialect: Dialect, chunk: Chunk, renamed: dict[str, Chunk]) -> list[str]:
    """Return the commands for a block that comes, or that takes the place of one that is called otherwise."""
    node = parse(dialect, chunk)
    before = renamed.get(dialect.top_key(chunk.header))
    if before is None or not node.children or len(before.lines) == 1:
        return create(dialect, node)
    return alter(dialect, parse(dialect, before), node) or create(dialect, Node(chunk.header))


def _says_nothing(dialect: Dialect, chunk: Chunk) -> bool:
    """Tell whether a block is empty and comes with the hardware: there or not, it is the same."""
    standing = dialect.stays.match(chunk.header) or any(
        compiled(item).match(chunk.header) for item in dialect.default_headers
    )
    return bool(standing) and not any(text not in dialect.closings for text in parse(dialect, chunk).texts())


def _remove(dialect: Dialect, chunk: Chunk) -> list[str]:
    """Return the commands that take a block away; none where it belongs to the hardware and says nothing."""
    if any(compiled(pattern).match(chunk.header) for pattern in dialect.default_headers):
        return [f"default {chunk.header}"] if parse(dialect, chunk).children else []
    if dialect.stays.match(chunk.header):
        return emptied(dialect, parse(dialect, chunk))
    return [dialect.no(chunk.header)]


def _addresses_first(
    dialect: Dialect, blocks: list[list[str]], old: dict[str, Chunk], new: dict[str, Chunk]
) -> Sequence[str]:
    """Take an address away where it was before it is given elsewhere; a device refuses it twice."""
    ports = [block for block in blocks if block and block[0].startswith("interface ")]
    given = {line.strip() for block in ports for line in block[1:] if line.strip().startswith("ip address ")}
    before: list[str] = []
    for block in ports:
        held = [line.strip() for line in old[block[0]].lines[1:]] if block[0] in old else []
        kept = {line.strip() for line in new[block[0]].lines[1:]} if block[0] in new else set()
        lost = [line for line in held if line in given and line not in kept and f" {line}" not in block]
        if lost:
            before += inside(dialect, block[0], [f"no {line}" for line in lost])
            block[:] = [line for line in block if line.strip() not in {f"no {line}" for line in lost}]
            if len(block) == 2:
                block.clear()
    return [*before, *(line for block in blocks for line in block)]
