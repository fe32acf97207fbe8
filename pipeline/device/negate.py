"""A command with `no` or `default`: what it removes, and what it leaves shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device import flat, gates, vlans
from pipeline.device.filters import drop_entry
from pipeline.device.lists import drop_words
from pipeline.device.options import drop_options, option_rule
from pipeline.device.parse import blocks, book, held_by, lines_of
from pipeline.device.put import clear, put_line
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.tree import change, empty, find, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.model import Node
    from pipeline.device.session import Session
    from renderers.behaviour import Removal


def drop(session: Session, line: str) -> None:
    """Take a `no` command; `line` is what stands after `no`."""
    model, grammar = session.model, session.grammar
    shown = f"no {line}"
    block = session.here = _place(session, line)
    if refusal := grammar.unknown.find(block.mode, shown, whole=True):
        raise RefusedError(refusal[1])
    lines = book(model, block).by_text
    if block is model.root:
        gates.check(model, line)
    if found := grammar.beyond.find(block.mode, line):
        raise BeyondError(found[1])
    if rule_of_others := grammar.beyond_while.find(block.mode, shown, whole=True):
        present, why = rule_of_others[1]
        if other := next((text for text in lines if present.match(text)), None):
            raise BeyondError(f"{why}: `{other}`")
    if shown in lines:
        return
    if block is model.root and _outermost(session, line):
        return
    known = grammar.by_name.get(block.mode)
    if known is not None and known.entries and drop_entry(model, block, line):
        return
    if rule := grammar.gathers.find(block.mode, line):
        drop_words(model, block, rule[0][0], line)
        return
    if optional := option_rule(model, block, line):
        drop_options(model, block, optional, line)
        return
    targets = _targets(session, block, line)
    if shown not in lines and _is_shown(session, block, shown):
        if len(targets) == 1 and targets[0].parent is block and not lines_of(model, targets[0]):
            change(model, targets[0], shown)
        else:
            _remove(session, targets)
            put_line(session, block, shown)
    elif targets:
        _remove(session, targets)
    elif not (grammar.defaults.find(block.mode, shown, whole=True) or grammar.lists.find(block.mode, line)):
        raise RefusedError(f"nothing to remove: there is no `{line}`")
    clear(session, block, line)


def default(session: Session, line: str) -> None:
    """Take a `default` command: what the line is about goes, in both its forms; blocks of the hardware are emptied."""
    model = session.model
    block = session.here = _place(session, line)
    node = book(model, block).by_text.get(line)
    if node is not None and block is model.root and node.text.startswith("interface "):
        empty(model, node)
        return
    _remove(session, _targets(session, block, line))
    if negative := book(model, block).by_text.get(f"no {line}"):
        remove(model, negative)
    clear(session, block, line)


def _remove(session: Session, targets: list[Node]) -> None:
    """Remove lines; some may be inside others, and go with them."""
    for node in targets:
        if not node.gone:
            remove(session.model, node)


def _place(session: Session, line: str) -> Node:
    here = session.here
    if f"no {line}" in book(session.model, here).by_text or session.hinted(here, f"no {line}") is not None:
        return here
    return session.locate(line)


def _targets(session: Session, block: Node, line: str) -> list[Node]:
    """Return the lines that a `no` removes, none where there are none."""
    model, grammar = session.model, session.grammar
    index = book(model, block)
    if found := grammar.removals.find(block.mode, line, whole=True):
        match, rule = found
        starts = [_fill(start, match.groups()) for start in rule.starts]
        nodes = [] if rule.exact and line not in index.by_text else list(_begun(session, block, starts, rule))
        if nodes:
            return nodes
    if rule_of_list := grammar.lists.find(block.mode, line):
        return list(index.beginning(rule_of_list[0][0]))
    if node := index.by_text.get(line):
        return [node]
    if block is model.root and (numbered := _numbered(session, line)):
        return [numbered]
    held = held_by(model, block, line)
    if held is not None:
        if held.text.startswith(line + " "):
            return [held]
        if not held.text.startswith("no "):
            raise RefusedError(f"nothing to remove: there is `{held.text}`")
    return []


def _numbered(session: Session, line: str) -> Node | None:
    """Return the entry that got a number when it came, for a command that names it without one."""
    found = session.grammar.counted.find("global", line)
    if found is None:
        return None
    match, (place, _) = found
    prefix, rest = match.expand(place), line[match.end() :].split()
    entries = book(session.model, session.model.root).beginning(prefix)
    return next((node for node in entries if node.text[len(prefix) :].split()[1:] == rest), None)


def _begun(session: Session, block: Node, starts: list[str], rule: Removal) -> Iterator[Node]:
    model = session.model
    index = book(model, block)
    for start in starts:
        yield from list(index.beginning(start))
        yield from list(index.beginning(f"no {start}"))
    if rule.deep:
        for kid in blocks(model, block):
            if not kid.gone and not (rule.apart and session.grammar.pattern(rule.apart).match(kid.text)):
                yield from _begun(session, kid, starts, rule)


def _is_shown(session: Session, block: Node, line: str) -> bool:
    """Tell whether the device shows this `no` line: as configurations with this block do, or else by its rules."""
    if session.hinted(block, line) is not None:
        return True
    if any(find(hint, block.path()) for hint in session.hints):
        return False
    return session.grammar.shown_no.find(block.mode, line[3:], whole=True) is not None


def _outermost(session: Session, line: str) -> bool:
    """Take a `no` command that only the outermost mode has; tell whether it was one."""
    model, grammar = session.model, session.grammar
    wanted = vlans.header(model, line)
    if wanted is not None:
        vlans.drop(model, wanted)
        return True
    if flat.parts(model, line):
        block = flat.block_of(model, line)
        if block is None:
            raise RefusedError(f"nothing to remove: there is no `{line}`")
        remove(model, block)
        return True
    if grammar.standing.fullmatch(line):
        node = book(model, model.root).by_text.get(line)
        if grammar.behaviour.standing_no == "refuse" or node is None:
            raise RefusedError(f"`{line}` cannot be removed")
        empty(model, node)
        return True
    return False


def _fill(template: str, groups: tuple[str | None, ...]) -> str:
    for number, group in enumerate(groups, 1):
        template = template.replace(f"{{{number}}}", group or "")
    return template
