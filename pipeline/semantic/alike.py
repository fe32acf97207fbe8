"""Alike: things of a device's model that have another name and the same content, such as a filter that was renamed.

A name says nothing to a packet. Where a filter, a policy or a list is gone and another one came whose content is the
same, both get one name, as far as each is defined on its side: what refers to them must then be the same, too. One
name may become several (a filter of two interfaces becomes two), and several one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.semantic.subjects import DEFINED, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.semantic.subjects import Path

Flat = dict["Path", str]
Group = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Kind, names before, names after."""
Content = tuple[tuple["Path", str], ...]
_ROUNDS = 4
_STRING = re.compile(r'"')
_PART = re.compile(r"^~([^~:]+)~")


def one_name(before: Flat, after: Flat) -> tuple[Flat, Flat, tuple[Group, ...]]:
    """Return both models with one name for what is alike, and (kind, names before, names after) of each such group."""
    groups: list[Group] = []
    named = before, after
    for _ in range(_ROUNDS):
        found = [item for kind in DEFINED for item in _groups(kind, *named)]
        if not found:
            break
        groups += found
        named = _substituted(named[0], found, 1), _substituted(named[1], found, 2)
    if not groups:
        return before, after, ()
    kept = _all_names(before) & _all_names(after)
    return (*_reconciled(named, groups, kept), tuple(groups))


def one_name_of(group: Group) -> str:
    """Return the name that both sides get."""
    return f"{group[2][0]} (before: {group[1][0]})"


def _groups(kind: str, before: Flat, after: Flat) -> list[Group]:
    """Return the groups of a kind: at least one name of each is on one side only."""
    if _names(kind, before) == _names(kind, after):
        return []
    old, new = _contents(kind, before), _contents(kind, after)
    # A thing that is there on both sides belongs to a group only where it did not change itself.
    old_names = {name for name in old if name not in new or old[name] == new[name]}
    new_names = {name for name in new if name not in old or old[name] == new[name]}
    sides: dict[Content, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for names, contents, side in ((old_names, old, 0), (new_names, new, 1)):
        for name in sorted(names):
            sides[contents[name]][side].append(name)
    return [(kind, tuple(gone), tuple(come)) for gone, come in sides.values() if gone and come and gone != come]


def _names(kind: str, flat: Flat) -> set[str]:
    return {path[1] for path in flat if path[0] == kind and len(path) > 1}


def _all_names(flat: Flat) -> set[str]:
    return {name for kind in DEFINED for name in _names(kind, flat)}


def _contents(kind: str, flat: Flat) -> dict[str, Content]:
    """Return what each thing of a kind says but its name; what the analyzer makes of it belongs to it."""
    found: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path, value in flat.items():
        if path[0] == kind and len(path) > 1 and path[2:] != ("name",):
            part = _PART.match(path[1])
            if part is None and path[1].startswith("~"):
                continue
            name = part[1] if part else path[1]
            own = "~" + path[1][len(name) + 2 :] if part else ""
            found[name].append(((own, *path[2:]), meant(path, value).replace(f"~{name}~", "~@~")))
    return {name: tuple(sorted(items)) for name, items in found.items()}


def _substituted(flat: Flat, groups: Iterable[Group], side: int) -> Flat:
    names = {name: one_name_of(group) for group in groups for name in group[side]}
    keys = {(group[0], name): one_name_of(group) for group in groups for name in group[side]}
    rename = renamer(names)
    out: Flat = {}
    for path, value in flat.items():
        if len(path) > 1 and path[0] in DEFINED:
            part = _PART.match(path[1])
            name = part[1] if part else path[1]
            if (path[0], name) in keys:
                path = (path[0], path[1].replace(name, keys[path[0], name], 1), *path[2:])
        out[path] = rename(value)
    return out


def renamer(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts other names in: for a JSON string, and between the analyzer's own tildes."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf'(?<=")(?:{known})(?=")|(?<=~)(?:{known})(?=~)')
    return lambda text: pattern.sub(lambda match: names[match[0]], text)


def _reconciled(named: tuple[Flat, Flat], groups: Iterable[Group], kept: set[str]) -> tuple[Flat, Flat]:
    """Undo a name where the same word stands for something else on both sides, such as a list called as a policy is."""
    groups = tuple(groups)
    doubtful = {
        one_name_of(group): {name for name in (*group[1], *group[2]) if name in kept}
        for group in groups
        if kept & {*group[1], *group[2]}
    }
    if not doubtful:
        return named
    before, after = dict(named[0]), dict(named[1])
    for path in before.keys() & after.keys():
        one, two = (_STRING.split(side[path]) for side in (before, after))
        if len(one) == len(two) and all(
            a == b or a in doubtful.get(b, ()) or b in doubtful.get(a, ()) for a, b in zip(one, two, strict=True)
        ):
            before[path] = after[path]
    return before, after
