"""Changes to a model: lines come, change and go, each in constant time and each written down in the journal."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from pipeline.device.model import Edit, Node, is_short
from pipeline.device.parse import book, key_word, kids, lines_of

if TYPE_CHECKING:
    from pipeline.device.model import Model


def add(model: Model, block: Node, text: str) -> Node:
    """Add a line at the end of a block."""
    node = Node(text, block)
    node.fresh = True
    lines = kids(model, block)
    outer = block.parent.book if block.parent is not None else None
    if not lines and outer is not None and outer.blocks is not None:
        outer.blocks.append(block)
    _enlist(model, block, node)
    lines.append(node)
    _log(model, block, "", text)
    return node


def change(model: Model, node: Node, text: str) -> None:
    """Replace a line in its place; what is below it stays."""
    block = node.parent
    assert block is not None
    lines_of(model, node)
    _delist(model, block, node)
    _log(model, block, node.text, text)
    node.text, node.raw, node.typed = text, None, ()
    _enlist(model, block, node)


def remove(model: Model, node: Node) -> None:
    """Remove a line with the block below it."""
    block = node.parent
    assert block is not None
    empty(model, node)
    node.gone = True
    _delist(model, block, node)
    _log(model, block, node.text, "")


def empty(model: Model, node: Node) -> None:
    """Remove all lines of a block."""
    if node.kids or node.unread or node.text in model.twins:
        for kid in kids(model, node):
            if not kid.gone and not kid.noise:
                remove(model, kid)


def find(model: Model, path: tuple[str, ...]) -> Node | None:
    """Return the line at the end of a path of headers."""
    node: Node | None = model.root
    for text in path:
        if node is None:
            return None
        node = _line(model, node, text)
    return node


def _line(model: Model, block: Node, text: str) -> Node | None:
    """Return a line of a block; a short one that nobody looked into before is not indexed for it."""
    lines = lines_of(model, block)
    if block.book is None and is_short(lines):
        return next((kid for kid in lines if kid.text == text and not kid.gone and not kid.noise), None)
    return book(model, block).by_text.get(text)


def _enlist(model: Model, block: Node, node: Node) -> None:
    index = book(model, block)
    index.by_text[node.text] = node
    if index.order is not None:
        insort(index.order, node.text)
    keyed = index.by_key.get(key_word(node.text)) if index.by_key else None
    if keyed is not None and (key := model.grammar.single_key(block.mode, node.text)):
        keyed[key] = node


def _delist(model: Model, block: Node, node: Node) -> None:
    index = book(model, block)
    if index.by_text.get(node.text) is node:
        del index.by_text[node.text]
    keyed = index.by_key.get(key_word(node.text)) if index.by_key else None
    if keyed:
        key = model.grammar.single_key(block.mode, node.text)
        if keyed.get(key) is node:
            del keyed[key]


def _log(model: Model, block: Node, old: str, new: str) -> None:
    model.journal.append(Edit(block.path(), block.mode, old, new))
