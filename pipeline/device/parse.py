"""From the text of a configuration to a model: one pass over its lines; blocks are parsed when first touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.free_text import begin_text
from pipeline.device.model import Book, Model, Node

if TYPE_CHECKING:
    from pipeline.device.grammar import Grammar


def parse(text: str, grammar: Grammar) -> Model:
    """Find the outermost lines of a configuration, and what each of them spans."""
    lines = text.split("\n")
    model = Model(lines, grammar)
    root = model.root
    assert root.kids is not None
    assert root.book is not None
    nodes, by_text = root.kids, root.book.by_text
    words, noise = grammar.text_words, grammar.noise
    last: Node | None = None
    block: Node | None = None
    skip = 0
    for number, raw in enumerate(lines):
        if last is not None and (not raw or raw[0] in " \t" or number < skip):
            if last.noise and block is not None and number >= skip and raw and not raw.isspace():
                # A comment in the first column does not end the block.
                while nodes[-1] is not block:
                    nodes.pop()
                last = block
            continue
        if last is not None:
            last.end = number
        line = raw.rstrip()
        last = Node(line, root, "", raw)
        last.start = number
        nodes.append(last)
        if not line or line[0] in " \t!" or noise.fullmatch(line):
            last.noise = True
            continue
        block = last
        if line.split(" ", 1)[0] in words and (skip := _free_text(model, last, number, len(lines))):
            line = last.text
        if by_text.setdefault(line, last) is not last:
            model.twins.setdefault(line, []).append(last)
    if last is not None:
        last.end = len(lines)
        if len(lines) > 1 and not lines[-1] and last.start < len(lines) - 1:
            last.end -= 1
            last = Node("", root, "", "")
            last.noise, last.start, last.end = True, len(lines) - 1, len(lines)
            nodes.append(last)
    return model


def kids(model: Model, node: Node) -> list[Node]:
    """Return the lines of a block, parsed on the first call."""
    if node.kids is None:
        node.kids = []
        node.mode = node.mode or mode_of(model, node)
        if node.start >= 0:
            _body(model, node)
    elif not node.mode:
        node.mode = mode_of(model, node)
    if node.text in model.twins and model.twins[node.text][0].parent is node.parent:
        _absorb(model, node)
    return node.kids


def book(model: Model, node: Node) -> Book:
    """Return the index of a block, built on the first call."""
    if node.book is None:
        node.book = Book()
        for kid in kids(model, node):
            if not kid.noise and not kid.gone:
                node.book.by_text.setdefault(kid.text, kid)
    return node.book


def mode_of(model: Model, node: Node) -> str:
    """Return the mode that a header enters; unknown ones are called by their first word."""
    assert node.parent is not None
    mode = model.grammar.mode(node.parent.mode, node.text)
    return mode.name if mode else "?" + node.text.split(" ", 1)[0]


def by_key(model: Model, node: Node) -> dict[str, Node | None]:
    """Return the lines of a block of which there is one, by key."""
    index = book(model, node)
    if index.by_key is None:
        index.by_key = {}
        for text, kid in index.by_text.items():
            if key := model.grammar.single_key(node.mode, text):
                index.by_key[key] = None if key in index.by_key else kid
    return index.by_key


def _body(model: Model, top: Node) -> None:
    """Parse the lines below an outermost line by their indentation; inner free texts are taken whole."""
    grammar, lines = model.grammar, model.lines
    stack: list[tuple[int, Node]] = [(0, top)]
    heads: dict[tuple[int, str], Node] = {}
    pending: list[str] = []
    number = top.start + 1
    while number < top.end:
        raw = lines[number]
        line = raw.strip()
        number += 1
        if not line or line[0] == "!" or grammar.leave.fullmatch(line):
            pending.append(raw)
            continue
        depth = len(raw) - len(raw.lstrip())
        while len(stack) > 1 and depth <= stack[-1][0]:
            stack.pop()
        parent = stack[-1][1]
        if not parent.kids and parent is not top:
            # A block that the text opens twice is one block on the device.
            first = heads.setdefault((id(parent.parent), parent.text), parent)
            if first is not parent:
                parent.gone = True
                parent = first
                stack[-1] = (stack[-1][0], first)
        if not parent.mode:
            parent.mode = mode_of(model, parent)
        _keep(parent, pending)
        node = Node(line, parent, "", raw)
        node.kids = []
        assert parent.kids is not None
        parent.kids.append(node)
        stack.append((depth, node))
        if line.split(" ", 1)[0] in grammar.text_words and (after := _free_text(model, node, number - 1, top.end)):
            node.start, node.end = number - 1, after
            number = after
    _keep(top, pending)


def _keep(block: Node, pending: list[str]) -> None:
    """Keep lines that say nothing where they stand: before the next line that says something."""
    assert block.kids is not None
    for raw in pending:
        node = Node(raw.strip(), block, "", raw)
        node.noise, node.kids = True, []
        block.kids.append(node)
    pending.clear()


def _free_text(model: Model, node: Node, number: int, stop: int) -> int:
    """Take the lines of a free text; return the number of the line after it, or 0 where it is none."""
    assert node.parent is not None
    start = begin_text(model.grammar, node.parent.mode, node.text)
    if start is None:
        return 0
    node.text, node.kids = start.name, []
    if start.content is not None:
        node.tail = start.content
        return number + 1
    for place in range(number + 1, stop):
        if start.ended_by(model.lines[place]):
            node.tail = start.read(model.lines[number + 1 : place + 1])
            return place + 1
    node.tail = start.read((*model.lines[number + 1 : stop], start.last))
    return stop


def _absorb(model: Model, first: Node) -> None:
    """Take in the lines of blocks that the text opens once more."""
    for again in model.twins.pop(first.text, ()):
        if first.kids is not None and not first.tail:
            for kid in kids(model, again):
                kid.parent = first
                first.kids.append(kid)
        again.gone = True
