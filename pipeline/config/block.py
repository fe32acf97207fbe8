"""Change the inside of one block: what goes, what is replaced in place, what comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config.ranges import compact, numbers
from pipeline.config.tree import Node

if TYPE_CHECKING:
    from renderers.dialect import Dialect


def create(dialect: Dialect, node: Node, around: str = "") -> list[str]:
    """Return the commands that enter a block from nothing, children in their order, and leave it."""
    closings = {word for _, word in dialect.closing}
    children = [child for child in node.parts() if child.text not in closings]
    if not children:
        return [node.text, dialect.close(node.text)] if _opens(dialect, node.text, around) else [node.text]
    body = [f" {line}" for child in children for line in create(dialect, child, node.text)]
    return [node.text, *body, dialect.close(node.text)]


def change(dialect: Dialect, old: Node, new: Node) -> list[str]:
    """Return the commands inside a block from one state to the other; order of lines that are no list is ignored."""
    old, new = _merged(old), _merged(new)
    before = {child.text: child for child in old.parts()}
    after = {child.text: child for child in new.parts()}
    closings = {word for _, word in dialect.closing}
    gone = [child for text, child in before.items() if text not in after and text not in closings]
    come = [child for text, child in after.items() if text not in before and text not in closings]
    out: list[str] = []
    lists = _lists(dialect, old, new)
    out += lists
    keys = {match[0] for child in come if (match := dialect.single_key.match(child.text))}
    wholes = _wholes(dialect, old, new)
    again: set[str] = set()
    for pattern, written_again in dialect.resets:
        if any(re.match(pattern, child.text) for child in (*gone, *come)):
            again |= {text for text in after if re.match(written_again, text)}
            gone = [child for child in gone if not re.match(written_again, child.text)]
    removals = [child for child in gone if not _replaced(dialect, child, keys, after)]
    out += [dialect.no(child.text) for child in removals if not _of_whole(dialect, child, wholes)]
    out += wholes.values()
    for child in new.parts():
        if child.text in closings or dialect.list_key.match(child.text):
            continue
        if child.text not in before or child.text in again:
            out += create(dialect, child, new.text)
        elif child.children or before[child.text].children:
            inner = change(dialect, before[child.text], child)
            if dialect.numbered_header.match(child.text) and _texts(before[child.text]) != _texts(child):
                inner = inner or [part.text for part in child.parts()]
            inner = [line for line in inner if not _within(line, wholes)]
            if inner:
                out += [child.text, *(f" {line}" for line in inner), dialect.close(child.text)]
    return out


def _merged(node: Node) -> Node:
    """Return the block with inner blocks that are written twice as one, as the device reads them."""
    parts = node.parts()
    if len({part.text for part in parts}) == len(parts):
        return node
    found: dict[str, Node] = {}
    for part in parts:
        known = found.get(part.text)
        found[part.text] = Node(part.text, children=[*known.children, *part.children]) if known else part
    return Node(node.text, children=list(found.values()))


def _texts(node: Node) -> list[str]:
    return [part.text for part in node.parts()]


def _opens(dialect: Dialect, header: str, around: str) -> bool:
    return any(re.match(outer, around) and re.match(pattern, header) for outer, pattern in dialect.opens)


def _replaced(dialect: Dialect, child: Node, keys: set[str], after: dict[str, Node]) -> bool:
    match = dialect.single_key.match(child.text)
    if match and match[0] in keys and not child.children:
        return True
    opposite = child.text[3:] if child.text.startswith("no ") else f"no {child.text}"
    if opposite in after:
        return True
    return bool(dialect.list_key.match(child.text))


def _lists(dialect: Dialect, old: Node, new: Node) -> list[str]:
    """Return `add` and `remove` for list-valued commands, so that no other member moves."""
    had, has = _members(dialect, old), _members(dialect, new)
    out = []
    for command in sorted({*had, *has}):
        if command not in has:
            out.append(f"no {command}")
        elif command not in had or not had[command] or not has[command]:
            out.append(f"{command} {compact(has[command])}" if had.get(command) != has[command] else "")
        else:
            plus, minus = has[command] - had[command], had[command] - has[command]
            out += [f"{command} add {compact(plus)}"] if plus else []
            out += [f"{command} remove {compact(minus)}"] if minus else []
    return [line for line in out if line]


def _members(dialect: Dialect, node: Node) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for child in node.parts():
        if match := dialect.list_key.match(child.text):
            command = match[0]
            value = child.text[match.end() :].strip().removeprefix("add ")
            found[command] = found.get(command, frozenset()) | numbers(value)
    return found


def _wholes(dialect: Dialect, old: Node, new: Node) -> dict[str, str]:
    """Return one removal for each object of which nothing remains, by its key."""
    if not re.match(dialect.whole_in or r"(?!)", new.text):
        return {}
    remaining = {match[0] for text in _deep(new) if (match := dialect.whole_key.match(text))}
    gone: dict[str, str] = {}
    for child in old.parts():
        match = dialect.whole_key.match(child.text)
        if match and match[0] not in remaining and not child.text.startswith("no "):
            ending = next((tail for tail in dialect.whole_alone if child.text == f"{match[0]} {tail}"), "")
            if ending or match[0] not in gone:
                gone[match[0]] = f"no {match[0]}{f' {ending}' if ending else ''}"
    return gone


def _deep(node: Node) -> list[str]:
    """Return the lines of a block and of those inner blocks that speak of the same objects (not of another VRF)."""
    out = []
    for child in node.parts():
        out.append(child.text.removeprefix("no "))
        if child.children and "vrf" not in child.text:
            out += _deep(child)
    return out


def _of_whole(dialect: Dialect, child: Node, wholes: dict[str, str]) -> bool:
    match = dialect.whole_key.match(child.text)
    return bool(match and match[0] in wholes)


def _within(line: str, wholes: dict[str, str]) -> bool:
    words = line.strip().removeprefix("no ").split()
    return " ".join(words[:2]) in wholes and line.strip().startswith("no ")
