"""The text of a brace configuration, and statements put into it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config.junos.brace import Item, read
from pipeline.config.junos.grammar import TOP, Place, exclusive, header
from pipeline.config.junos.words import Path, key, keys
from pipeline.config.junos.write import STEP, block, leaf, made, relabel, spelled
from renderers.juniper_junos.dialect import BESIDE


@dataclass(slots=True)
class Spot:
    """A body reached on the way down, with the words still to go."""

    body: list[Item]
    rest: tuple[str, ...]
    place: Place
    indent: str
    owner: Item | None = None


class BraceText:
    """Statements that keep their lines; only those on the way to a change are written again."""

    def __init__(self, text: str) -> None:
        self._root = read(text)

    def lines(self) -> list[tuple[str, int]]:
        """Return the lines with their origins."""
        out: list[tuple[str, int]] = []
        for item in self._root.body or []:
            item.emit(out)
        return out

    def put(self, words: tuple[str, ...], origin: int) -> None:
        """Add a statement after the last one of its kind; a leaf with one value is replaced in place."""
        if self.has(words):
            return
        spot = self._descend(words, origin)[-1]
        _push_out(spot, origin)
        if not _join(spot, origin):
            _append(spot, made(spot.rest, spot.place, spot.indent, origin))

    def remove(self, words: tuple[str, ...], origin: int) -> None:
        """Remove a statement; blocks emptied by it go too, entries of a list stay, empty."""
        if not self.has(words):
            return
        spots = self._descend(words, origin)
        _drop(spots[-1].body, keys(spots[-1].rest), origin, spots[-1].indent)
        for above, spot in zip(reversed(spots[:-1]), reversed(spots[1:]), strict=True):
            owner = spot.owner
            if owner is None or any(item.words or item.body for item in spot.body):
                return
            if spot.place.role == "name" and not spot.place.left:
                owner.body, owner.tail, owner.origin = None, [], origin
                relabel(owner, above.indent)
                return
            above.body.remove(owner)

    def move(self, words: tuple[str, ...], other: str, side: str) -> None:
        """Move a block of lines, with the comments right above it, before or after another one."""
        spot = self._descend(words, -1)[-1]
        length = len(spot.rest)
        entry, target = keys(spot.rest), (*keys(spot.rest)[:-1], key(other))
        if entry == target:
            raise ValueError(f"{other!r} cannot stand {side} itself")
        found = {keys(item.words)[:length]: item for item in spot.body if item.words}
        if entry not in found or target not in found:
            raise ValueError(f"{' '.join(words)} or {other} does not exist")
        order = [item for item in spot.body if item.words and keys(item.words)[: length - 1] == entry[:-1]]
        here, there = order.index(found[entry]), order.index(found[target])
        if here + 1 == there if side == "before" else here == there + 1:
            return
        moved = _with_comments(spot.body, found[entry])
        for item in moved:
            spot.body.remove(item)
        anchor = _with_comments(spot.body, found[target])
        at = _index(spot.body, anchor[0]) if side == "before" else _index(spot.body, anchor[-1]) + 1
        spot.body[at:at] = moved

    def mark(self, words: tuple[str, ...], active: str, origin: int) -> None:
        """Write or drop the `inactive:` before a statement."""
        spot = self._descend(words, origin)[-1]
        rest = keys(spot.rest)
        item = next((item for item in spot.body if item.words and keys(item.words)[: len(rest)] == rest), None)
        if item is None:
            raise ValueError(f"{' '.join(words)} does not exist")
        marks = tuple(mark for mark in item.marks if mark != "inactive")
        marks = ("inactive", *marks) if active == "deactivate" else marks
        if marks != item.marks:
            item.marks = marks
            item.origin = origin
            relabel(item, spot.indent)

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether a statement is there."""
        return _holds(self._root.body or [], keys(words))

    def _descend(self, words: tuple[str, ...], origin: int) -> list[Spot]:
        """Return the bodies on the way to a path; lines shared by several statements on the way are spelled out."""
        spots = [Spot(self._root.body or [], words, TOP, "")]
        while True:
            spot = spots[-1]
            if origin >= 0:
                _spell(spot, origin)
            rest = keys(spot.rest)
            for item in spot.body:
                size = len(item.words)
                deep = item.body is not None and size and keys(item.words) == rest[:size] and size < len(rest)
                if deep and item.body is not None:
                    place = spot.place.walk(rest[:size])
                    spots.append(Spot(item.body, spot.rest[size:], place, spot.indent + STEP, item))
                    break
            else:
                return spots


def _push_out(spot: Spot, origin: int) -> None:
    """Drop what the device drops when one of several exclusive statements is set."""
    word = key(spot.rest[0])
    for group in exclusive(spot.place):
        if word in group:
            for other in sorted(group - {word}):
                _drop(spot.body, (other,), origin, spot.indent)


def _index(body: list[Item], wanted: Item) -> int:
    return next(at for at, item in enumerate(body) if item is wanted)


def _holds(body: list[Item], path: Path) -> bool:
    for item in body:
        if not item.words:
            if item.body and _holds(item.body, path):
                return True
            continue
        words = keys(item.words)
        if words[: len(path)] == path:
            return True
        if path[: len(words)] == words:
            rest = path[len(words) :]
            if (len(rest) == 1 and rest[0] in keys(item.values)) or (item.body and _holds(item.body, rest)):
                return True
    return False


def _spell(spot: Spot, origin: int) -> None:
    for at, item in enumerate(spot.body):
        if not item.words and item.body and any(key(kid.words[0]) == key(spot.rest[0]) for kid in item.body):
            spot.body[at : at + 1] = [spelled(kid, spot.indent, origin) for kid in item.body]
            return


def _with_comments(body: list[Item], item: Item) -> list[Item]:
    """Return the comments right above a statement, and the statement."""
    at = _index(body, item)
    first = at
    while first and not body[first - 1].words and not body[first - 1].body and body[first - 1].lines[0].strip():
        first -= 1
    return body[first : at + 1]


def _append(spot: Spot, item: Item) -> None:
    """Append after the last statement that begins with the same word, or after the last statement."""
    last = -1
    same = -1
    for at, other in enumerate(spot.body):
        if other.words or other.body:
            last = at
            if other.words and other.words[0] == item.words[0]:
                same = at
    spot.body.insert((same if same >= 0 else last) + 1, item)


def _join(spot: Spot, origin: int) -> bool:
    """Make an existing line hold the new statement too, where the device writes both as one; tell whether it did."""
    rest = keys(spot.rest)
    size = header(spot.place, rest)
    after = spot.place.walk(rest[:size])
    for at, item in enumerate(spot.body):
        words = keys(item.words)
        if not words or words[:size] != rest[:size] or item.body is not None:
            continue
        value = after.role == "keyword" and len(rest) == size + 1
        held = (*item.words[size:], *item.values)
        if value and after.fact.one and rest[size] not in BESIDE and len(held) == 1 and held[0] not in BESIDE:
            new = leaf((*item.words[:size], spot.rest[size]), spot.indent, origin)
            new.marks = item.marks
            relabel(new, spot.indent)
            spot.body[at] = new
            return True
        if value and after.fact.many and len(item.words) <= size + 1:
            new = leaf(item.words[:size], spot.indent, origin, (*held, spot.rest[size]))
            new.marks = item.marks
            relabel(new, spot.indent)
            spot.body[at] = new
            return True
        known = after.fact.block or after.role == "name"
        if len(words) == size or known or (held and len(rest) > size + 1):
            inner = _inner(item, size, spot.indent + STEP, origin)
            opened = block(item.words[:size], inner, spot.indent, origin)
            opened.marks = item.marks
            relabel(opened, spot.indent)
            spot.body[at] = opened
            below = Spot(inner, spot.rest[size:], after, spot.indent + STEP, opened)
            _push_out(below, origin)
            if not _join(below, origin):
                _append(below, made(below.rest, after, below.indent, origin))
            return True
    return False


def _inner(item: Item, size: int, indent: str, origin: int) -> list[Item]:
    """Return what a one-line statement holds below its header."""
    origin = _first(item, origin)
    if len(item.words) > size:
        return [leaf(item.words[size:], indent, origin, item.values)]
    return [leaf((value,), indent, origin) for value in item.values]


def _first(item: Item, origin: int) -> int:
    """Return the origin of what a statement says: who wrote it, not who took something beside it away."""
    return item.origin if item.origin >= 0 else origin


def _drop(body: list[Item], path: Path, origin: int, indent: str) -> None:
    """Drop the statements of a body at or below a path, and single values of lists."""
    for at in range(len(body) - 1, -1, -1):
        item = body[at]
        words = keys(item.words)
        if not words:
            continue
        if words[: len(path)] == path:
            del body[at]
        elif path[:-1] == words and path[-1] in keys(item.values):
            left = tuple(value for value in item.values if key(value) != path[-1])
            body[at] = Item(item.words, left, item.marks, origin=_first(item, origin))
            relabel(body[at], indent)
            if not left:
                del body[at]
