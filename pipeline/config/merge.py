"""A fragment merged into a configuration in blocks, as the device would: what it does not touch stays byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.config import entry_merge, gathered
from pipeline.config.page import read, tree
from pipeline.config.place import insert
from pipeline.config.ranges import numbers
from renderers.dialect import compiled, opposite
from renderers.number_lists import compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config.merged import Merged
    from pipeline.config.page import Line, Page
    from renderers.dialect import Dialect

_RESEQUENCE = re.compile(r"(?:ip access-list )?resequence (?:(\S+) )?(\d+) (\d+)$")


def merge(dialect: Dialect, running: str, fragment: Sequence[str]) -> Merged:
    """Merge lines of configuration; a fragment that is there changes nothing.

    Raises ValueError where a number of a list is taken by another entry.
    """
    page = read(dialect, running)
    for node in tree(dialect, enumerate(fragment)):
        _put(page, page.root, node)
    return page.merged()


def _put(page: Page, parent: Line, node: Line) -> None:
    dialect = page.dialect
    lines = parent.children(dialect)
    if not node.text:
        return
    if node.below and parent is page.root and (how := dialect.gathers(node.text)):
        gathered.put(page, node, how)
        return
    if (match := _RESEQUENCE.match(node.text)) is not None:
        entry_merge.resequence(page, _list(page, parent, match[1]), (int(match[2]), int(match[3])), node.origin)
        return
    if node.text in dialect.closings and any(line.text == node.text for line in lines):
        return
    if node.text.startswith("no ") and not node.below and not dialect.shows_no.match(node.text[3:]):
        _take_out(dialect, parent, node.text[3:])
        return
    if dialect.list_key.match(node.text):
        _members(page, parent, node)
        return
    if parent is not page.root and _is_list(dialect, parent.text):
        entry_merge.put(page, parent, node.text, node.origin)
        return
    found = next((line for line in lines if line.text == node.text), None)
    if found is None and node.below and parent is page.root and (flat := _flat(page, node.text)):
        for child in node.below:
            entry_merge.put_flat(page, flat, child.text, child.origin)
        return
    if found is None and not node.below:
        found = _same_key(dialect, lines, node.text, parent.text)
        if found is not None and dialect.hides.match(node.text):
            lines.remove(found)  # what holds by default is not shown
            return
        if found is not None:
            margin = found.raw[: len(found.raw) - len(found.raw.lstrip())]
            found.raw, found.text, found.origin = f"{margin}{node.text}{page.carriage}", node.text, node.origin
    if found is None:
        if dialect.hides.match(node.text):
            return
        found = insert(page, parent, node.text, node.origin, block=bool(node.below))
    for child in node.below:
        _put(page, found, child)


def _take_out(dialect: Dialect, parent: Line, text: str) -> None:
    """Take a line out, and every line of the object that it is the key of, in inner blocks that speak of it, too."""
    lines = parent.children(dialect)
    whole = dialect.whole_key.fullmatch(text) is not None
    if dialect.gathers(text):
        lines[:] = [line for line in lines if line.text.split("\n")[0].rstrip() != text]
        return
    lines[:] = [line for line in lines if line.text != text and not (whole and _key_of(dialect, line.text) == text)]
    if whole:
        for line in lines:
            if line.children(dialect) and not (dialect.whole_in and compiled(dialect.whole_in).match(line.text)):
                _take_out(dialect, line, text)


def _key_of(dialect: Dialect, text: str) -> str:
    match = dialect.whole_key.match(text)
    return match[0] if match else ""


def _same_key(dialect: Dialect, lines: Sequence[Line], text: str, around: str) -> Line | None:
    key, other = dialect.key(text, around), opposite(text)
    same = (line for line in lines if line.text == other or (key and dialect.key(line.text, around) == key))
    return next(same, None)


def _is_list(dialect: Dialect, header: str) -> bool:
    return bool(dialect.numbered_header.match(header) or dialect.unnumbered_header.match(header))


def _flat(page: Page, header: str) -> str:
    """Return what begins the lines of a list that the text shows one by one, empty where it does not."""
    for pattern, block in page.dialect.flat:
        if block and header.startswith(f"{block} "):
            start = f"{block.split()[1]} {header.rsplit(maxsplit=1)[-1]} "
            if compiled(pattern).match(start) and any(line.text.startswith(start) for line in page.root.below):
                return start
    return ""


def _list(page: Page, parent: Line, name: str | None) -> Line | None:
    if name is None:
        return parent
    named = (line for line in page.root.below if _is_list(page.dialect, line.text))
    return next((line for line in named if line.text.split()[-1] == name), None)


def _members(page: Page, parent: Line, node: Line) -> None:
    """Merge `<command> add 120`: where no line limits the list, all are in it already."""
    dialect = page.dialect
    match = dialect.list_key.match(node.text)
    if match is None:
        return
    value = node.text[match.end() :].strip()
    known = [line for line in parent.children(dialect) if line.text.startswith(match[0])]
    if not value.startswith(("add ", "remove ")):
        if known:
            known[0].rewrite(node.text, node.origin)
        else:
            insert(page, parent, node.text, node.origin, block=False)
        return
    if not known:
        return
    verb, _, listed = value.partition(" ")
    have = [numbers(line.text[match.end() :].strip().removeprefix("add ")) for line in known]
    wanted = numbers(listed)
    if verb == "add" and not (missing := wanted - frozenset().union(*have)):
        return
    for index, line in enumerate(known):
        last = index == len(known) - 1
        now = (have[index] | missing if last else have[index]) if verb == "add" else have[index] - wanted
        if now != have[index]:
            more = "add " if line.text[match.end() :].strip().startswith("add ") else ""
            line.rewrite(f"{match[0]} {more}{compact(now) or 'none'}", node.origin)
