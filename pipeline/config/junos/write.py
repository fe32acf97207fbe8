"""Statements written as brace text: headers, lists and indentation as the device prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.config.junos.brace import Item
from pipeline.config.junos.grammar import header
from pipeline.config.junos.words import keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.config.junos.grammar import Place

STEP = "    "


def made(words: tuple[str, ...], place: Place, indent: str, origin: int) -> Item:
    """Return the statement for a path seen from a place, as nested blocks where the device nests."""
    size = header(place, keys(words))
    head, rest = words[:size], words[size:]
    after = place.walk(keys(head))
    if rest and (after.fact.one or after.fact.many) and after.role == "keyword" and len(rest) == 1:
        return leaf(words, indent, origin)
    if not rest or (after.role == "keyword" and not after.fact.block and not after.fact.names and len(rest) == 1):
        return leaf(words, indent, origin)
    return block(head, [made(rest, after, indent + STEP, origin)], indent, origin)


def leaf(words: Iterable[str], indent: str, origin: int, values: tuple[str, ...] = ()) -> Item:
    """Return a statement that ends with a semicolon."""
    words = tuple(words)
    item = Item(words, values, origin=origin)
    relabel(item, indent)
    return item


def block(words: tuple[str, ...], body: list[Item], indent: str, origin: int) -> Item:
    """Return a statement with others below it."""
    item = Item(words, body=body, tail=[f"{indent}}}"], origin=origin, tail_origin=origin)
    relabel(item, indent)
    return item


def relabel(item: Item, indent: str) -> None:
    """Write the line of a statement again."""
    head = indent + "".join(f"{mark}: " for mark in item.marks) + " ".join(item.words)
    if item.body is not None:
        item.lines = [f"{head} {{"]
    elif item.values:
        item.lines = [f"{head} [ {' '.join(item.values)} ];" if len(item.values) > 1 else f"{head} {item.values[0]};"]
    else:
        item.lines = [f"{head};"]


def spelled(item: Item, indent: str, origin: int) -> Item:
    """Return a statement, read from a line that it shares, on lines of its own."""
    body = None if item.body is None else [spelled(kid, indent + STEP, origin) for kid in item.body]
    tail = [] if body is None else [f"{indent}}}"]
    out = Item(item.words, item.values, item.marks, body=body, tail=tail, origin=origin, tail_origin=origin)
    relabel(out, indent)
    return out
