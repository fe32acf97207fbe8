"""What a block means: its lines with the blocks around them, as a set, and as lists where the order counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.device.filters import entries
from pipeline.device.lists import list_of
from pipeline.device.model import number_of
from pipeline.device.parse import book, kids, lines_of
from pipeline.device.ranges import WHOLE, ranges
from pipeline.device.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.device.model import Model, Node

JOIN = " / "


@dataclass(slots=True)
class Meaning:
    """Lines of one or several blocks; each is written with the headers around it."""

    lines: dict[str, None] = field(default_factory=dict)
    """Lines whose order does not count, in the order of the text."""
    orders: dict[str, list[str]] = field(default_factory=dict)
    """Lines whose order counts, by block."""
    entries: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Entries of numbered lists in the order of their numbers, by list."""
    hidden: set[str] = field(default_factory=set)
    """Lists that are shown without their numbers."""


def read(model: Model, node: Node, path: str, meaning: Meaning) -> None:
    """Add an outermost line or block to a meaning.

    Separators, comments, empty lines and lines that leave a block say nothing; nor does a line that holds anyway, nor
    an empty block that comes with the hardware.
    """
    if node.tail or node.typed:
        meaning.lines.setdefault(JOIN.join((path, *node.tail)))
        return
    if node.flat:
        _entries(model, node, path, meaning)
        return
    alive = [kid for kid in lines_of(model, node) if not kid.gone and not kid.noise]
    if not alive and node.parent is not None and model.grammar.hollow.find(node.parent.mode, node.text, whole=True):
        return
    if not (node.parent is model.root and model.grammar.standing.fullmatch(node.text)):
        meaning.lines.setdefault(path)
    if not alive:
        return
    mode = model.grammar.by_name.get(node.mode)
    if mode is not None and mode.entries:
        _entries(model, node, path, meaning)
        alive = [kid for kid in alive if not model.grammar.entry.fullmatch(kid.text)]
    if mode is not None and mode.ordered:
        last = model.grammar.last
        meaning.orders[path] = sorted((kid.text for kid in alive), key=lambda text: bool(last.fullmatch(text)))
    _block(model, node, alive, path, meaning)


def _block(model: Model, node: Node, alive: Iterable[Node], path: str, meaning: Meaning) -> None:
    grammar, mode = model.grammar, node.mode
    lists: dict[str, list[str]] = {}
    words: dict[str, set[str]] = {}
    for kid in alive:
        text = kid.text
        if rule := grammar.lists.find(mode, text):
            lists.setdefault(rule[0][0], []).append(text)
        elif rule := grammar.gathers.find(mode, text):
            words.setdefault(rule[0][0], set()).update(text[rule[0].end() :].split())
        elif kid.kids or kid.tail or not (grammar.defaults.find(mode, text, whole=True) or _idle(model, node, text)):
            read(model, kid, path + JOIN + text, meaning)
    for prefix, texts in lists.items():
        try:
            value = list_of(prefix, texts)
        except RefusedError:
            meaning.lines.update(dict.fromkeys(f"{path}{JOIN}{text}" for text in texts))
            continue
        if value != WHOLE:
            meaning.lines.setdefault(f"{path}{JOIN}{prefix} {ranges(value) or 'none'}")
    for prefix, found in words.items():
        meaning.lines.setdefault(JOIN.join((path, " ".join((prefix, *sorted(found))))))


def _idle(model: Model, node: Node, text: str) -> bool:
    """Tell whether a line says what holds anyway in this block, with what else is there."""
    for header, line, inside, outside in model.grammar.idle:
        if line.fullmatch(text) and header.fullmatch(node.text):
            return not (
                any(inside.match(other) for other in book(model, node).by_text)
                or any(outside.match(other) for other in book(model, model.root).by_text)
            )
    return False


def _entries(model: Model, node: Node, path: str, meaning: Meaning) -> None:
    found = entries(model, node)
    if not found.shown:
        meaning.hidden.add(path)
    shape = model.grammar.entry
    alive = [kid for kid in kids(model, node) if not kid.gone and not kid.noise]
    meaning.entries[path] = [
        (number_of(kid.slot), match["rest"])
        for kid in sorted(alive, key=lambda kid: kid.slot)
        if (match := shape.fullmatch(kid.text))
    ]
