"""A command without `no`: what it adds to its block, what it replaces, and which block it enters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device import flat, vlans
from pipeline.device.filters import put_entry, resequence
from pipeline.device.free_text import begin_text
from pipeline.device.grammar import opposite
from pipeline.device.lists import put_list, put_words
from pipeline.device.options import option_rule, put_options
from pipeline.device.parse import book, held_by
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.tree import add, change, remove

if TYPE_CHECKING:
    from pipeline.device.model import Node
    from pipeline.device.session import Session


def put(session: Session, line: str) -> None:
    """Take a command in the mode that has it."""
    model, grammar = session.model, session.grammar
    block = session.here = session.locate(line)
    if found := grammar.beyond.find(block.mode, line):
        raise BeyondError(found[1])
    if begun := begin_text(grammar, block.mode, line):
        session.text, session.typed = begun, [line]
        return
    if block is model.root and _outermost(session, line):
        return
    known = grammar.by_name.get(block.mode)
    if known is not None and known.entries and (match := grammar.entry.fullmatch(line)):
        put_entry(model, block, match)
    elif rule := grammar.lists.find(block.mode, line):
        put_list(model, block, rule[0][0], line)
    elif rule := grammar.gathers.find(block.mode, line):
        put_words(model, block, rule[0][0], line)
    elif optional := option_rule(model, block, line):
        put_options(model, block, optional, line)
    else:
        put_line(session, block, line)


def put_line(session: Session, block: Node, line: str) -> None:
    """Take a plain line or a header: it replaces the one of its key or its opposite, or goes to the end."""
    model, grammar = session.model, session.grammar
    header = session.is_header(block, line)
    lines = book(model, block).by_text
    node = lines.get(line)
    if node is None:
        held = held_by(model, block, line)
        if held is not None and grammar.once.find(block.mode, line):
            raise RefusedError(f"`{held.text}` is there")
        held = held or lines.get(opposite(line))
        if grammar.defaults.find(block.mode, line, whole=True) and session.hinted(block, line) is None:
            if held is not None:
                remove(model, held)
            return
        if held is not None:
            change(model, held, line)
            node = held
        else:
            node = add(model, block, line)
        clear(session, block, line)
        if block is model.root:
            _follow(session, line)
    if header:
        session.here = node
        book(model, node)


def clear(session: Session, block: Node, line: str) -> None:
    """Drop the lines that the device drops when this one changes."""
    rule = session.grammar.clears.find(block.mode, line)
    if rule is None:
        return
    for node in tuple(book(session.model, block).by_text.values()):
        if node.text != line and session.grammar.pattern(rule[1].dropped).match(node.text):
            remove(session.model, node)


def _follow(session: Session, line: str) -> None:
    """Give a header the name that an outermost line has given."""
    model, grammar = session.model, session.grammar
    for pattern, header in grammar.behaviour.follows:
        if named := grammar.pattern(pattern).fullmatch(line):
            for text, node in tuple(book(model, model.root).by_text.items()):
                match = grammar.pattern(header).fullmatch(text)
                if match and match["name"] != named[1]:
                    change(model, node, text[: match.start("name")] + named[1] + text[match.end("name") :])


def end_text(session: Session) -> None:
    """Take a free text that is complete."""
    start, model = session.text, session.model
    assert start is not None
    content = start.content if start.content is not None else start.read(session.typed[1:])
    session.text = None
    node = book(model, session.here).by_text.get(start.name)
    if node is not None and node.tail == content:
        return
    if node is None:
        node = add(model, session.here, start.name)
    else:
        change(model, node, start.name)
    node.tail, node.typed = content, tuple(session.typed)


def _outermost(session: Session, line: str) -> bool:
    """Take a command that only the outermost mode has; tell whether it was one."""
    model, grammar = session.model, session.grammar
    wanted = vlans.header(model, line)
    if wanted is not None:
        session.here = vlans.enter(model, wanted, line)
        book(model, session.here)
        return True
    if match := grammar.resequence.fullmatch(line):
        _resequence(session, match["name"], int(match["first"]), int(match["step"]))
        return True
    if found := flat.parts(model, line):
        block = flat.block_of(model, line)
        head, _, entry = found
        if not entry:
            if block is None:
                return False
            session.here = block
            return True
        if entry_match := grammar.entry.fullmatch(entry):
            put_entry(model, block or flat.start(model, head), entry_match)
            return True
    if counted := grammar.counted.find("global", line):
        match, (place, step) = counted
        prefix = match.expand(place)
        seen = [number for node in book(model, model.root).beginning(prefix) if (number := _number(node.text, prefix))]
        rest = line[match.end() :].strip()
        put_line(session, model.root, f"{prefix} {max(seen, default=0) // step * step + step} {rest}")
        return True
    return False


def _number(text: str, prefix: str) -> int:
    word = text[len(prefix) :].split(maxsplit=1)[0]
    return int(word) if word.isdigit() else 0


def _resequence(session: Session, name: str, first: int, step: int) -> None:
    model = session.model
    for mode in session.grammar.behaviour.modes:
        if not mode.entries:
            continue
        words = session.grammar.plain(mode.header)
        for node in tuple(book(model, model.root).beginning(words)):
            if node.text.split(" ")[-1] == name:
                book(model, node)
                resequence(model, node, first, step)
                return
    for head, _ in session.grammar.behaviour.flat_entries:
        block = flat.block_of(model, f"{head} {name}")
        if block is not None:
            resequence(model, block, first, step)
            return
    raise RefusedError(f"there is no list {name}")
