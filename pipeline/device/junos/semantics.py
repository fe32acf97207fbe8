"""What the device does with one command on its candidate configuration."""

from __future__ import annotations

from pipeline.device.junos.model import Statement, Words, bare, place, tokens, values
from pipeline.device.junos.patterns import Patterns, describes
from renderers.juniper_junos import behaviour

_SINGLE = Patterns(behaviour.SINGLE)
_ORDERED = Patterns(behaviour.ORDERED)
_ENTRIES = Patterns(behaviour.ENTRIES)
_UNNAMED = Patterns(behaviour.UNNAMED)
_NOT_ENTRIES = Patterns(behaviour.NOT_ENTRIES)
_CHOICES = tuple((tuple(pattern.split()), frozenset(words)) for pattern, words in behaviour.CHOICES)
_CHOSEN = frozenset(word for _, words in _CHOICES for word in words)


class RefusedError(ValueError):
    """The device does not take the command."""


def stays(path: Words) -> bool:
    """Tell whether an entry stays when nothing is left below it."""
    return _ENTRIES.match(path) and not _NOT_ENTRIES.match(path[:-1])


def ordered(path: Words) -> bool:
    """Tell whether the order of what stands below a path counts."""
    return _ORDERED.match(path)


def single(path: Words) -> bool:
    """Tell whether a leaf holds one value."""
    return _SINGLE.match(path)


def apply(root: Statement, command: str) -> None:
    """Play one command; raises `RefusedError` with the reason, and then nothing has changed."""
    words = tuple(tokens(command))
    if len(words) < 2:
        raise RefusedError("a command needs a verb and a path")
    verb, path = words[0], words[1:]
    if verb == "set":
        for one in values(path):
            _set(root, one)
    elif verb == "delete":
        for one in values(path):
            _delete(root, tuple(bare(word) for word in one))
    elif verb == "insert":
        _insert(root, tuple(bare(word) for word in path))
    elif verb in ("activate", "deactivate", "protect", "unprotect"):
        _mark(root, verb, tuple(bare(word) for word in path))
    else:
        raise RefusedError(f"{verb!r} is not modelled; expected set, delete, insert, activate or deactivate")


def settle(statement: Statement, path: Words = ()) -> None:
    """Let the last of several values of a leaf stand, as the device does when it reads them one by one.

    A mark on the one value of a leaf is a mark on the leaf.
    """
    below = statement.below
    if len(below) > 1:
        if single(path):
            for name in [name for name in below if name not in behaviour.BESIDE][:-1]:
                del below[name]
        for pattern, choices in _CHOICES:
            chosen = [name for name in below if name in choices]
            if len(chosen) > 1 and describes(pattern, path):
                for name in chosen[:-1]:
                    del below[name]
    for name, one in below.items():
        if one.marks and single(path):
            statement.marks |= one.marks
            one.marks = set()
        if one.below:
            settle(one, (*path, name))


def _trail(root: Statement, path: Words) -> list[Statement]:
    """Return the statements along a path, the root first; raises where it ends early."""
    trail = [root]
    for number, word in enumerate(path):
        following = trail[-1].below.get(word)
        if following is None:
            raise RefusedError(f"statement not found: {' '.join(path[: number + 1])}")
        trail.append(following)
    return trail


def _guard(trail: list[Statement]) -> None:
    if any("protect" in statement.marks for statement in trail):
        raise RefusedError("the statement is protected")


def _set(root: Statement, words: Words) -> None:
    path = tuple(bare(word) for word in words)
    at = root
    for number, name in enumerate(path):
        if "protect" in at.marks:
            raise RefusedError("the statement is protected")
        if at.below and name not in at.below:
            before = path[:number]
            if before and name not in behaviour.BESIDE and single(before):
                for other in [other for other in at.below if other not in behaviour.BESIDE]:
                    del at.below[other]
            elif name in _CHOSEN:
                for pattern, choices in _CHOICES:
                    if name in choices and describes(pattern, before):
                        for other in choices - {name}:
                            at.below.pop(other, None)
        if name not in at.below:
            break
        at = at.below[name]
    last = place(root, words)
    last.shown = words[-1]


def _delete(root: Statement, path: Words) -> None:
    trail = _trail(root, path)
    _guard(trail)
    if trail[-1].below and _UNNAMED.match(path) and not _NOT_ENTRIES.match(path):
        raise RefusedError(f"an entry's name is missing after {path[-1]!r}")
    for number in range(len(path) - 1, -1, -1):
        del trail[number].below[path[number]]
        if trail[number].below or not number or stays(path[:number]):
            return


def _insert(root: Statement, words: Words) -> None:
    side = next((word for word in words[-3:-1] if word in ("before", "after")), "")
    if not side:
        raise RefusedError("an insert needs `before` or `after`")
    at = len(words) - 2 if words[-2] == side else len(words) - 3
    path, entry, other = words[: at - 1], words[at - 1], words[-1]
    if at == len(words) - 3 and words[-2] != path[-1]:
        raise RefusedError(f"{words[-2]!r} is another list than {path[-1]!r}")
    trail = _trail(root, path)
    _guard(trail)
    if not ordered(path):
        raise RefusedError(f"{' '.join(path)} is not known to be ordered by the user")
    below = trail[-1].below
    for name in (entry, other):
        if name not in below:
            raise RefusedError(f"statement not found: {' '.join((*path, name))}")
    if entry == other:
        raise RefusedError("an entry cannot stand before or after itself")
    moved = below.pop(entry)
    pairs = list(below.items())
    below.clear()
    for name, statement in pairs:
        if name == other and side == "before":
            below[entry] = moved
        below[name] = statement
        if name == other and side == "after":
            below[entry] = moved


def _mark(root: Statement, verb: str, path: Words) -> None:
    mark = "inactive" if verb in ("activate", "deactivate") else "protect"
    trail = _trail(root, path)
    target = trail[-2] if len(path) > 1 and single(path[:-1]) else trail[-1]
    if verb in ("deactivate", "protect"):
        target.marks.add(mark)
    else:
        target.marks.discard(mark)
