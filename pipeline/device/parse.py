"""From the text of a configuration to a model: one pass over its lines; blocks are parsed when first touched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.device.free_text import begin_text
from pipeline.device.grammar import opposite
from pipeline.device.model import Book, Model, Node, is_short
from pipeline.device.twins import absorb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.grammar import Grammar


_DEEPEST = 60
_TOP = re.compile(r"^[^\s!].*", re.MULTILINE)


def parse(text: str, grammar: Grammar) -> Model:
    """Find the outermost lines of a configuration, and what each of them spans."""
    model = Model(text, grammar)
    root = model.root
    assert root.kids is not None
    assert root.book is not None
    nodes, by_text = root.kids, root.book.by_text
    words, quiet, counted_words = grammar.text_words, grammar.quiet, grammar.counted.words
    negated = False
    last = Node("", root, "", "")
    last.noise, last.start = True, 0
    nodes.append(last)
    skip = 0
    says_default = grammar.behaviour.has_default
    counts: dict[str, int] = {}
    for match in _TOP.finditer(text, _preface(text, grammar)):
        start = match.start()
        if start < skip:
            continue
        raw = match[0]
        line = raw.rstrip()
        silent = quiet.fullmatch(line) is not None
        if silent and line != "end" and grammar.leave.fullmatch(line):
            continue
        last.end = start
        last = Node(line, root, "", raw)
        last.start = start
        nodes.append(last)
        if silent or (says_default and line.startswith("default ")):
            last.noise = True
            continue
        word = line.split(" ", 1)[0]
        if word in words and (after := _outer_text(model, last, match.end() + 1)):
            skip = after
            line = last.text
        elif word in counted_words and (counted := grammar.counted.find("global", line)):
            # A device gives a number to an entry that it reads without one.
            line = last.text = _numbered(counts, line, *counted)
        negated = negated or word == "no"
        if negated and (undone := by_text.pop(opposite(line), None)):
            # Read from top to bottom, the later of a line and its `no` holds.
            undone.noise = True
        if by_text.setdefault(line, last) is not last:
            model.twins.setdefault(line, []).append(last)
    last.end = len(text)
    return model


@lru_cache(maxsize=2)
def shown(text: str, grammar: Grammar) -> Model:
    """Return a model that no command changes: whoever only looks at a configuration shares it."""
    return parse(text, grammar)


def _preface(text: str, grammar: Grammar) -> int:
    """Return where the configuration begins, after the text of other files."""
    pattern = grammar.behaviour.preface
    found = re.search(rf"^(?:{pattern})", text, re.MULTILINE) if pattern else None
    return found.start() if found else 0


def _numbered(counts: dict[str, int], line: str, match: re.Match[str], place: tuple[str, int]) -> str:
    """Return an outermost line with the number that it gets after those before it."""
    prefix, step = match.expand(place[0]), place[1]
    counts[prefix] = counts.get(prefix, 0) + step
    return f"{prefix} {counts[prefix]} {line[match.end() :].strip()}"


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
        absorb(model, node, kids)
    return node.kids


def lines_of(model: Model, node: Node) -> Sequence[Node]:
    """Return the lines of a block to look at; a line that holds none needs no list for it."""
    return () if node.kids is None and node.start < 0 else kids(model, node)


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


def held_by(model: Model, node: Node, line: str) -> Node | None:
    """Return the line of a block that has the key of another one, of which there is one."""
    key = model.grammar.single_key(node.mode, line)
    if not key:
        return None
    word = key_word(line)
    if is_short(lines := lines_of(model, node)):
        there = (kid for kid in lines if not kid.gone and not kid.noise and key_word(kid.text) == word)
        held = [kid for kid in there if model.grammar.single_key(node.mode, kid.text) == key]
        return held[0] if len(held) == 1 else None
    index = book(model, node)
    if index.by_key is None:
        index.by_key = {}
    keyed = index.by_key.get(word)
    if keyed is None:
        keyed = index.by_key[word] = {}
        for start in (word, f"no {word}"):
            for kid in index.beginning(start):
                if found := model.grammar.single_key(node.mode, kid.text):
                    keyed[found] = None if found in keyed else kid
    return keyed.get(key)


def key_word(line: str) -> str:
    """Return the first word of a line or of what its `no` is about."""
    return line.removeprefix("no ").split(" ", 1)[0]


def blocks(model: Model, node: Node) -> list[Node]:
    """Return the lines of a block that have lines below them, gone ones too."""
    index = book(model, node)
    if index.blocks is None:
        index.blocks = [kid for kid in kids(model, node) if kid.kids]
    return index.blocks


def _body(model: Model, top: Node) -> None:
    """Parse the lines below an outermost line by their indentation; inner free texts are taken whole."""
    grammar, lines = model.grammar, model.text[top.start : top.end].removesuffix("\n").split("\n")
    stack: list[tuple[int, Node]] = [(0, top)]
    heads: dict[tuple[int, str], Node] = {}
    seen: dict[int, dict[str, Node]] = {}
    pending: list[str] = []
    number = 1
    while number < len(lines):
        raw = lines[number]
        line = raw.strip()
        number += 1
        silent = not line or line[0] == "!" or grammar.leave.fullmatch(line)
        if silent or (line.startswith("default ") and grammar.behaviour.has_default):
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
        plain = len(raw) == depth + len(line) and raw.count(" ", 0, depth) == depth
        node = Node(line, parent, "", depth if plain else raw)
        if parent.kids is None:
            parent.kids = []
        if line.startswith("no ") or id(parent) in seen:
            # Read from top to bottom, the later of a line and its `no` holds.
            if (lately := seen.get(id(parent))) is None:
                lately = seen[id(parent)] = {kid.text: kid for kid in parent.kids if not kid.noise and not kid.gone}
            if undone := lately.pop(opposite(line), None):
                undone.noise = undone.gone = True
            lately[line] = node
        parent.kids.append(node)
        stack.append((depth, node))
        if len(stack) > _DEEPEST:
            raise ValueError(f"a block inside more than {_DEEPEST} others: {line[:40]!r}")
        if line.split(" ", 1)[0] in grammar.text_words:
            number = _inner_text(model, node, lines, number)
    _keep(top, pending)


def _keep(block: Node, pending: list[str]) -> None:
    """Keep lines that say nothing where they stand: before the next line that says something."""
    if pending and block.kids is None:
        block.kids = []
    for raw in pending:
        assert block.kids is not None
        node = Node(raw.strip(), block, "", raw)
        node.noise = True
        block.kids.append(node)
    pending.clear()


def _outer_text(model: Model, node: Node, place: int) -> int:
    """Take the lines of an outermost free text; return where the text goes on after it, or 0 where it is none."""
    start = begin_text(model.grammar, "global", node.text)
    if start is None:
        return 0
    node.text, node.kids = start.name, []
    if start.content is not None:
        node.tail = start.content
        return place
    lines: list[str] = []
    while place < len(model.text):
        end = model.text.find("\n", place)
        end = len(model.text) if end < 0 else end
        lines.append(model.text[place:end])
        place = end + 1
        if start.ended_by(lines[-1]):
            node.tail = start.read(lines)
            return place
    node.tail = start.read((*lines, start.last))
    return place


def _inner_text(model: Model, node: Node, lines: list[str], number: int) -> int:
    """Take the lines of a free text inside a block; return the number of the line after it."""
    assert node.parent is not None
    start = begin_text(model.grammar, node.parent.mode, node.text)
    if start is None:
        return number
    end = number
    if start.content is None:
        while end < len(lines) and not start.ended_by(lines[end]):
            end += 1
        end = min(end + 1, len(lines))
    node.raw = node.raw
    node.text, node.typed = start.name, tuple(lines[number - 1 : end])
    node.tail = start.content if start.content is not None else start.read(lines[number:end])
    return end
