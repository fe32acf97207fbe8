"""Numbered lists that a configuration shows as outermost lines: the model keeps each as one block.

The block stands where the first line stood and is written as outermost lines again, whichever way it is edited: by such
lines, which go to the end of the list, or by its header, where numbers count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.model import Node
from pipeline.device.parse import book, kids
from pipeline.device.tree import add

if TYPE_CHECKING:
    from pipeline.device.model import Model


def parts(model: Model, line: str) -> tuple[str, str, str] | None:
    """Return what an outermost line is about: how the list begins, its name, and the entry (empty for a header)."""
    for line_shape, header in model.grammar.flat:
        if match := line_shape.fullmatch(line):
            return line[: match.end(1)], match[1], match[2] or ""
        if match := header.fullmatch(line):
            words = line_shape.pattern.split(" (", 1)[0]
            return f"{words} {match[1]}", match[1], ""
    return None


def block_of(model: Model, line: str) -> Node | None:
    """Return the block of the list that a line is about, in whichever form it is shown, or None."""
    found = parts(model, line)
    if found is None:
        return None
    head, name, _ = found
    present = model.flats.get(head)
    if present is not None and not present.gone:
        return present
    if block := _collect(model, head):
        return block
    index = book(model, model.root)
    for _, header in model.grammar.flat:
        for node in index.beginning(header.pattern.split(" (", 1)[0]):
            match = header.fullmatch(node.text)
            if match and match[1] == name:
                return node
    return None


def start(model: Model, head: str) -> Node:
    """Begin a list that is shown as outermost lines."""
    block = add(model, model.root, head)
    block.flat, block.mode = True, "acl"
    model.flats[head] = block
    return block


def _collect(model: Model, head: str) -> Node | None:
    index = book(model, model.root)
    lines = sorted(index.beginning(head), key=lambda node: node.start)
    if not lines:
        return None
    block = Node(head, model.root, "acl")
    block.kids, block.flat = [], True
    for node in lines:
        kid = Node(node.text[len(head) + 1 :], block, "", node.raw)
        block.kids.append(kid)
        for raw in model.text[node.start : node.end].removesuffix("\n").split("\n")[1:]:
            kid = Node(raw.strip(), block, "", raw)
            kid.noise = True
            block.kids.append(kid)
        node.gone = node.noise = True
        del index.by_text[node.text]
    index.by_text[head] = block
    top = kids(model, model.root)
    top[top.index(lines[0])] = block
    model.flats[head] = block
    return block
