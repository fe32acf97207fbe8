"""Which names a configuration defines and uses, and which uses lose or miss their definition along the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device import flat
from pipeline.device.parse import kids, lines_of
from pipeline.device.ranges import numbers
from pipeline.device.walk import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.model import Edit
    from pipeline.device.walk import Name, Site, Walk

FILTERS = frozenset(("acl", "prefix-list", "route-map"))
"""Kinds of names that let through or keep out."""


def gaps(walk: Walk) -> list[Gap]:
    """Return the uses that come before their definition or stay behind it; sought once a walk."""
    if walk.gaps is None:
        walk.gaps = _seek(walk) if _concerned(walk) else []
    return walk.gaps


def _concerned(walk: Walk) -> bool:
    """Tell whether any command defines, uses, or gives up a name."""
    return any(
        line and (walk.grammar.defines.find(edit.mode, line) or walk.grammar.uses.find(edit.mode, line))
        for step in walk.steps
        for edit in step.edits
        for line in (edit.old, edit.new)
    )


def _seek(walk: Walk) -> list[Gap]:
    defined = _defined(walk)
    going = any(name for step in walk.steps for edit in step.edits for name, _ in _definitions(walk, edit, edit.old))
    used = _used(walk) if going else {}
    opened: dict[tuple[Name, Site], Gap] = {}
    found: list[Gap] = []
    for step in walk.steps:
        went: dict[Name, None] = {}
        came: dict[tuple[Name, Site], None] = {}
        gained: set[Name] = set()
        for edit in step.edits:
            for name, line in _definitions(walk, edit, edit.old):
                defined.get(name, set()).discard(line)
                went[name] = None
            for name, line in _definitions(walk, edit, edit.new):
                defined.setdefault(name, set()).add(line)
                gained.add(name)
            for name in _names(walk.grammar.uses.find(edit.mode, edit.old) if edit.old else None):
                site = (*edit.path, edit.old)
                used.get(name, {}).pop(site, None)
                came.pop((name, site), None)
                if gap := opened.pop((name, site), None):
                    gap.until = step.number
            for name in _names(walk.grammar.uses.find(edit.mode, edit.new) if edit.new else None):
                used.setdefault(name, {})[(*edit.path, edit.new)] = None
                came[name, (*edit.path, edit.new)] = None
        if gained and opened:
            for key in [key for key in opened if key[0] in gained]:
                opened.pop(key).until = step.number
        for name, site in came:
            if not defined.get(name):
                opened[name, site] = Gap(name, site, step, removed=False)
                found.append(opened[name, site])
        for name in went:
            if not defined.get(name):
                for site in used.get(name, {}):
                    if (name, site) not in opened:
                        opened[name, site] = Gap(name, site, step, removed=True)
                        found.append(opened[name, site])
    return found


def _definitions(walk: Walk, edit: Edit, line: str) -> Iterator[tuple[Name, str]]:
    if not line:
        return
    for name in _names(walk.grammar.defines.find(edit.mode, line)):
        yield name, line


def _names(found: object) -> Iterator[Name]:
    """Yield the names of a match; a list of VLANs is many."""
    if not isinstance(found, tuple):
        return
    match, kind = found
    if kind == "vlan":
        for number in numbers(match[1]) or ():
            yield kind, str(number)
    else:
        yield kind, match[1]


def _defined(walk: Walk) -> dict[Name, set[str]]:
    """Return what the running configuration defines, by the lines that do."""
    found: dict[Name, set[str]] = {}
    model = walk.before
    for node in kids(model, model.root):
        if node.noise or node.gone:
            continue
        if match := walk.grammar.defines.find("global", node.text):
            parts = flat.parts(model, node.text)
            for name in _names(match):
                found.setdefault(name, set()).add(parts[0] if parts and parts[2] else node.text)
        mode = walk.grammar.mode("global", node.text)
        if mode is not None and walk.grammar.defines.speaks_of(mode.name):
            for kid in lines_of(model, node):
                for name in _names(walk.grammar.defines.find(mode.name, kid.text)):
                    found.setdefault(name, set()).add(kid.text)
    return found


def _used(walk: Walk) -> dict[Name, dict[Site, None]]:
    """Return what the running configuration uses, and where; only blocks of modes that use anything are looked into."""
    found: dict[Name, dict[Site, None]] = {}
    model = walk.before
    for top in kids(model, model.root):
        if top.noise or top.gone:
            continue
        for name in _names(walk.grammar.uses.find("global", top.text)):
            found.setdefault(name, {})[(top.text,)] = None
        if not walk.grammar.mode("global", top.text):
            continue
        todo = [top]
        while todo:
            block = todo.pop()
            for kid in lines_of(model, block):
                if kid.noise or kid.gone:
                    continue
                for name in _names(walk.grammar.uses.find(block.mode, kid.text)):
                    found.setdefault(name, {})[kid.path()] = None
                if kid.kids:
                    todo.append(kid)
    return found
