"""Change one block: what goes, what is replaced in place, what comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config.entries import reorder_numbered
from pipeline.config.ranges import WHOLE, is_list, numbers
from pipeline.config.tree import Node, inside
from renderers.dialect import compiled, opposite
from renderers.number_lists import compact

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from renderers.dialect import Dialect


def create(dialect: Dialect, node: Node, around: str = "") -> list[str]:
    """Return the commands that enter a block from nothing, children in their order, and leave it."""
    children = _resets_first(dialect, _merged(node).children)
    if not children and not _opens(dialect, node.text, around):
        return [node.text]
    return inside(dialect, node.text, [line for child in children for line in create(dialect, child, node.text)])


def alter(dialect: Dialect, old: Node, new: Node, gone: frozenset[str] = frozenset()) -> list[str]:
    """Return the commands that enter a block, change it, and leave it; none where both mean the same.

    `gone` holds the objects whose lines an outer command has removed already.
    """
    if dialect.numbered_header.match(new.text):
        return reorder_numbered(dialect, old, new)
    body = _change(dialect, _merged(old), _merged(new), gone)
    return inside(dialect, new.text, body) if body else []


def emptied(dialect: Dialect, node: Node, gone: frozenset[str] = frozenset()) -> list[str]:
    """Return the commands that take every line out of a block that stays; none where it holds none."""
    return alter(dialect, node, Node(node.text), gone)


def replaced(dialect: Dialect, line: str, keys: Container[str], after: Container[str], around: str = "") -> bool:
    """Tell whether one of the lines that come, by its key, or the line's opposite takes the place of a line."""
    key = dialect.key(line, around)
    return bool(key and key in keys) or opposite(line) in after


def single_keys(dialect: Dialect, lines: Iterable[str], around: str = "") -> set[str]:
    """Return the keys of those lines of which there is one."""
    return {key for line in lines if (key := dialect.key(line, around))}


def _change(dialect: Dialect, old: Node, new: Node, gone: frozenset[str]) -> list[str]:
    wholes = _born_again(dialect, old, new) | _wholes(dialect, old, new)
    wholes = {key: line for key, line in wholes.items() if key not in gone}
    away = gone.union(wholes)
    before = {child.text: child for child in old.children if not _of(dialect, child.text, away)}
    after = {child.text: child for child in _resets_first(dialect, new.children)}
    going = [child for text, child in before.items() if text not in after]
    come = [text for text in after if text not in before]
    again: set[str] = set()
    for pattern, written_again in dialect.resets:
        if any(compiled(pattern).match(text) for text in (*(child.text for child in going), *come)):
            again |= {text for text in after if compiled(written_again).match(text)}
            going = [child for child in going if not compiled(written_again).match(child.text)]
    keys = single_keys(dialect, come, new.text)
    out = _lists(dialect, old, new)
    stay: list[Node] = []
    going.sort(key=lambda child: dialect.defines_whole.match(child.text) is not None)
    for child in going:
        in_place = replaced(dialect, child.text, () if child.children else keys, after, new.text)
        in_place = in_place or any(dialect.outdoes(text, child.text) for text in come)
        if dialect.stays.match(child.text):
            stay.append(child)
        elif not (in_place or _is_listed(dialect, child.text) or dialect.says_nothing(new.text, child.text)):
            out.append(dialect.no(child.text))
    out += wholes.values()
    for child in stay:
        out += emptied(dialect, child, _inner(dialect, child.text, away))
    for text, child in after.items():
        if _is_listed(dialect, text):
            continue
        if text not in before or text in again:
            out += create(dialect, child, new.text)
        elif child.children or before[text].children:
            out += alter(dialect, before[text], child, _inner(dialect, text, away))
    return out


def _inner(dialect: Dialect, header: str, away: frozenset[str]) -> frozenset[str]:
    """Return the objects whose lines are removed already, as far as an inner block speaks of them."""
    return frozenset() if _home(dialect, header) else away


def _resets_first(dialect: Dialect, children: Sequence[Node]) -> Sequence[Node]:
    """Return the lines in their order, but what clears others of them before these."""
    for pattern, cleared in dialect.resets:
        early = [child for child in children if compiled(pattern).match(child.text)]
        if early and any(compiled(cleared).match(child.text) for child in children):
            children = [*early, *(child for child in children if child not in early)]
    return children


def _of(dialect: Dialect, text: str, objects: frozenset[str]) -> bool:
    """Tell whether a line is about one of the objects."""
    return bool(objects and (key := dialect.whole_key.match(text.removeprefix("no "))) and key[0] in objects)


def _merged(node: Node) -> Node:
    """Return the block as the device reads it: blocks written twice are one; the later of a line and its `no` holds."""
    found: dict[str, Node] = {}
    for child in node.children:
        found.pop(opposite(child.text), None)
        known = found.get(child.text)
        found[child.text] = Node(child.text, [*known.children, *child.children]) if known else child
    return node if len(found) == len(node.children) else Node(node.text, list(found.values()))


def _opens(dialect: Dialect, header: str, around: str) -> bool:
    return any(compiled(outer).match(around) and compiled(pattern).match(header) for outer, pattern in dialect.opens)


def _lists(dialect: Dialect, old: Node, new: Node) -> list[str]:
    """Return `add` and `remove` for list-valued commands, so that no other member moves."""
    had, has = _members(dialect, old), _members(dialect, new)
    out: list[str] = []
    for command in sorted({*had, *has}):
        mine, wanted = had.get(command), has.get(command)
        if mine == wanted:
            continue
        if wanted is None:
            out.append(f"no {command}")
        elif not mine or not wanted:
            out.append(f"{command} {compact(wanted) or 'none'}")
        else:
            out += [f"{command} add {compact(wanted - mine)}"] if wanted - mine else []
            out += [f"{command} remove {compact(mine - wanted)}"] if mine - wanted else []
    return out


def _is_listed(dialect: Dialect, text: str) -> bool:
    """Tell whether a line is a list of numbers that is edited by `add` and `remove`."""
    match = dialect.list_key.match(text)
    return match is not None and is_list(text[match.end() :].strip().removeprefix("add "))


def _members(dialect: Dialect, node: Node) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for text in node.texts():
        if _is_listed(dialect, text) and (match := dialect.list_key.match(text)):
            value = text[match.end() :].strip().removeprefix("add ")
            found[match[0]] = found.get(match[0], frozenset()) | numbers(value)
    return {command: members for command, members in found.items() if members != WHOLE}


def _wholes(dialect: Dialect, old: Node, new: Node) -> dict[str, str]:
    """Return one removal for each object of which nothing remains, or not the line that defines it, by its key."""
    if not _home(dialect, new.text):
        return {}
    remaining = {match[0] for text in _deep(dialect, new) if (match := dialect.whole_key.match(text))}
    defined = {match[0] for text in new.texts() if (match := _defined(dialect, text))}
    found: dict[str, str] = {}
    for text in old.texts():
        match = dialect.whole_key.match(text)
        if match is None or match[0] in found:
            continue
        if match[0] not in remaining or (_defined(dialect, text) and match[0] not in defined):
            found[match[0]] = f"no {_weightiest(dialect, old, match[0])}"
    return found


def _born_again(dialect: Dialect, old: Node, new: Node) -> dict[str, str]:
    """Return one removal for each object that goes with a line that made it, by its key; no other line replaces it."""
    had, has = old.texts(), set(new.texts())
    going = [text for text in had if text not in has and dialect.birth.match(text)]
    if not going:
        return {}
    keys = single_keys(dialect, has.difference(had), new.text)
    found: dict[str, str] = {}
    for text in going:
        if dialect.key(text, new.text) not in keys and (key := dialect.whole_key.match(text)):
            found[key[0]] = f"no {key[0]}"
    return found


def _defined(dialect: Dialect, text: str) -> re.Match[str] | None:
    """Return the object that a line defines."""
    return dialect.whole_key.match(text) if dialect.defines_whole.match(text) else None


def _weightiest(dialect: Dialect, node: Node, key: str) -> str:
    """Return the line whose removal takes a whole object away: one that defines it, or what it is called."""
    own = [text for text in node.texts() if text.startswith(f"{key} ")]
    for pattern in dialect.whole_by:
        for text in own:
            if compiled(pattern).match(text):
                return text
    return key


def _home(dialect: Dialect, header: str) -> bool:
    """Tell whether a block has objects of its own: the same name in another one, such as a VRF, is another object."""
    return bool(dialect.whole_in and compiled(dialect.whole_in).match(header))


def _deep(dialect: Dialect, node: Node) -> list[str]:
    """Return the lines of a block and of those inner blocks that speak of the same objects."""
    out = []
    for child in node.children:
        out.append(child.text.removeprefix("no "))
        if not _home(dialect, child.text):
            out += _deep(dialect, child)
    return out
