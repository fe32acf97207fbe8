"""Model: what of a device's configuration is in the analyzer's own model, and how a change alters it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.semantic.alike import one_name
from pipeline.semantic.query import Reply
from pipeline.semantic.subjects import kind_of, meant, says_nothing, subject
from pipeline.semantic.tables import spread
from pipeline.semantic.variants import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.semantic.alike import Group
    from pipeline.semantic.network import Networks
    from pipeline.semantic.variants import Variant

REDUCED = "4"
"""Number of the rules by which a model is reduced: another one where the same model would give other rows."""

# What the model says in words or where it found them: not behaviour.
_WORDS = frozenset({"description", "humanName", "traceElement", "vendorStructureId", "class", "sourceName", "banners"})
_COLUMNS = ("file", "path", "before", "after", "side", "line", "held", "removed", "added", "told", "alike")
_LONGEST = 240
_MOST_SAID = 200


@dataclass(frozen=True, slots=True)
class Altered:
    """One value of the model of one device that a change alters."""

    file: str
    path: tuple[str, ...]
    """Keys of the model, such as `("interfaces", "Ethernet1", "mtu")`."""
    before: str
    """JSON; empty where it was not there."""
    after: str
    """JSON; empty where it is not there any more."""
    said: tuple[str, ...] = ()
    """Words inside the value that only one side has, `-` before those that went."""


def reduced(networks: Networks, reply: Reply) -> Reply:
    """Return what matters of a model with variants: altered values a device, and for every line whether it is held.

    Rows: `{file, path, before, after}`; `{file, side, line, held}` and `{file, removed, added, told}` for a line that
    took the place of another one, null where that could not be tried; `{file, alike}` for things with other names and
    the same content.
    """
    if not reply.answered or not reply.rows:
        return reply
    nodes = reply.rows[0].get("model", {}).get("nodes", {})
    flats: dict[str, dict[tuple[str, ...], str] | None] = {}
    planned = plan(networks)
    for one in planned:
        flats[one.name] = _flat(nodes.get(one.name), one.name)
    rows: list[dict[str, Any]] = []
    pairs: dict[str, list[Variant]] = {}
    for one in planned:
        if not one.against:
            pairs.setdefault(one.file, []).append(one)
    for file, sides in sorted(pairs.items()):
        if len(sides) == 2:
            rows += _altered(file, flats[sides[0].name], flats[sides[1].name])
    for one in planned:
        if one.against:
            rows += _held(one, flats[one.name], flats[one.against])
    return Reply(rows=tuple(rows), columns=_COLUMNS)


def _altered(
    file: str, before: dict[tuple[str, ...], str] | None, after: dict[tuple[str, ...], str] | None
) -> Iterator[dict[str, Any]]:
    if before is None or after is None:
        yield {"file": file, "path": None, "before": str(before is not None), "after": str(after is not None)}
        return
    before, after, groups = one_name(before, after)
    for group in groups:
        yield {"file": file, "alike": [group[0], list(group[1]), list(group[2])]}
    had, has = _things(before), _things(after)
    for thing in sorted(had.keys() | has.keys()):
        one, two = had.get(thing, {}), has.get(thing, {})
        if one.keys() != two.keys():
            one, two = ({} if all(says_nothing(value) for value in item.values()) else item for item in (one, two))
        if bool(one) is bool(two):
            yield from _values(file, one, two)
            continue
        old, new = (kind_of(item, thing) if item else "" for item in (one, two))
        if not all(says_nothing(item) for item in (old, new)):
            said = _said(old, new, thing[-1])
            yield {"file": file, "path": list(thing), "before": old[:_LONGEST], "after": new[:_LONGEST], "said": said}


def _things(found: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], dict[tuple[str, ...], str]]:
    """Return the values of each thing of a device: what is new as a whole is said once, not value by value."""
    things: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
    for path, value in found.items():
        things.setdefault(subject(path), {})[path] = value
    return things


def _values(
    file: str, before: dict[tuple[str, ...], str], after: dict[tuple[str, ...], str]
) -> Iterator[dict[str, Any]]:
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path, ""), after.get(path, "")
        if meant(path, old) != meant(path, new) and not (says_nothing(old) and says_nothing(new)):
            said = _said(old, new, path[-1])
            old, new = _shown(old, new)
            yield {"file": file, "path": list(path), "before": old, "after": new, "said": said}


def _said(old: str, new: str, key: str) -> list[str]:
    """Return the words inside two values that only one of them has, as often as it has them more."""
    one, two = (Counter(_words(json.loads(item), key)) if item else Counter[str]() for item in (old, new))
    return sorted([*(f"-{word}" for word in (one - two).elements()), *(two - one).elements()])[:_MOST_SAID]


def _words(value: object, key: str) -> Iterator[str]:
    match value:
        case dict():
            for name, item in value.items():
                if name not in ("type", "comment"):
                    yield from _words(item, name)
        case list():
            for item in value:
                yield from _words(item, key)
        case str():
            yield from spread(value, key)
        case None:
            return
        case _:
            yield json.dumps(value)


def _held(
    one: Variant, without: dict[tuple[str, ...], str] | None, whole: dict[tuple[str, ...], str] | None
) -> Iterator[dict[str, Any]]:
    held: bool | None = None
    form = ("configurationFormat",)
    if without is not None and whole is not None and without.get(form) == whole.get(form):
        held = not _same(without, whole)
    if one.swapped is not None:
        yield {"file": one.file, "removed": one.swapped[0].line, "added": one.swapped[1].line, "told": held}
    for edit in one.tried:
        yield {"file": one.file, "side": edit.side, "line": edit.line, "held": held}


def _same(one: dict[tuple[str, ...], str], two: dict[tuple[str, ...], str]) -> bool:
    return one.keys() == two.keys() and all(meant(path, one[path]) == meant(path, two[path]) for path in one)


def _flat(node: Mapping[str, Any] | None, name: str) -> dict[tuple[str, ...], str] | None:
    if node is None:
        return None
    return {path: value.replace(name, "@") for path, value in _leaves(node, ()) if path != ("name",)}


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            if key not in _WORDS:
                yield from _leaves(item, (*path, str(key)))
    else:
        yield path, json.dumps(_plain(value), sort_keys=True)


def _plain(value: object) -> object:
    """Return the value without words, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key not in _WORDS}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _shown(old: str, new: str) -> tuple[str, str]:
    """Shorten two long values to what differs: the items of lists that only one of them has."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    try:
        one, two = json.loads(old or "[]"), json.loads(new or "[]")
    except ValueError:
        return old[:_LONGEST], new[:_LONGEST]
    if isinstance(one, list) and isinstance(two, list):
        gone = [_name(item) for item in one if item not in two]
        come = [_name(item) for item in two if item not in one]
        if gone or come:
            return json.dumps(gone)[:_LONGEST], json.dumps(come)[:_LONGEST]
        return "the same items in another order", json.dumps([_name(item) for item in two])[:_LONGEST]
    return old[:_LONGEST], new[:_LONGEST]


def _name(item: object) -> object:
    return item["name"] if isinstance(item, dict) and isinstance(item.get("name"), str) else item


def altered(rows: tuple[dict[str, Any], ...]) -> tuple[Altered, ...]:
    """Return the altered values in the rows of a reduced model."""
    return tuple(
        Altered(row["file"], tuple(row["path"] or ()), row["before"], row["after"], tuple(row.get("said", ())))
        for row in rows
        if "path" in row
    )


def held(rows: tuple[dict[str, Any], ...]) -> dict[tuple[str, str, int], bool | None]:
    """Return for each line that was tried, by file, side and number, whether the model holds it."""
    return {(row["file"], row["side"], row["line"]): row["held"] for row in rows if "side" in row}


def told(rows: tuple[dict[str, Any], ...]) -> dict[tuple[str, int, int], bool | None]:
    """Return for each replaced line, by file and the numbers of both, whether the model tells them apart."""
    return {(row["file"], row["removed"], row["added"]): row["told"] for row in rows if "told" in row}


def alike(rows: tuple[dict[str, Any], ...]) -> dict[str, tuple[Group, ...]]:
    """Return by file the things that have other names and the same content."""
    found: dict[str, list[Group]] = {}
    for row in rows:
        if "alike" in row:
            kind, gone, come = row["alike"]
            found.setdefault(row["file"], []).append((kind, tuple(gone), tuple(come)))
    return {file: tuple(groups) for file, groups in found.items()}
