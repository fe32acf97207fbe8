"""Undo: how a merged change can be taken back today, and where others have changed what it left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.intents.base import Undoing
from renderers.number_lists import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.config.merged import Merged
    from schemas.ledger import MergedDevice

    Merge = Callable[[str, Sequence[str]], Merged]
    Paths = Callable[[str], Iterator[tuple[tuple[str, ...], int]]]

Line = tuple[str, ...]
_LISTED = re.compile(r"(.* vlan)(?: add)? (\d[\d,-]*)")
_SET = re.compile(r"(?:set|delete|insert|activate|deactivate) ")


def undoing(merged: MergedDevice, today: str, merge: Merge, paths: Paths) -> Undoing:
    """Return what takes a change back from today's configuration.

    Law: nothing that the change did not make is touched; what others have changed since is said, not overwritten.
    """
    back = _mergeable(merged.rollback)
    before = merge(merged.candidate, back).text
    then, now, old = (_items(text, paths) for text in (merged.candidate, today, before))
    added = [line for line in then if line not in set(old)]
    restored = [line for line in old if line not in set(then)]
    gone = [line for line in added if line not in set(now)]
    rivals = [line for line in gone if any(_alike(line, other) for other in restored)]
    changed = tuple(_words(line, [one for one in now if _alike(one, line)]) for line in rivals)
    off = _only_off(back, added, today, merge, paths)
    there = set(now)
    left = [line for line in _left(added, merge(today, off).text, paths) if line in there]
    return Undoing(
        intent=merged.intent,
        back=back,
        off=off,
        changed=changed,
        left=tuple(" / ".join(line) for line in left),
        replaced=tuple(" / ".join(line) for line in restored if any(_alike(line, one) for one in added)),
    )


def _items(text: str, paths: Paths) -> list[Line]:
    """Return the lines with the blocks around them; a list of VLANs is one line for each."""
    out: list[Line] = []
    for path, _ in paths(text):
        match = _LISTED.fullmatch(path[-1])
        if match is None:
            out.append(path)
        else:
            out += [(*path[:-1], f"{match[1]} {number}") for number in numbers(match[2])]
    return out


def _alike(one: Line, other: Line) -> bool:
    """Tell whether two lines say the same thing in two ways: all but their last words are equal."""
    if one == other or one[:-1] != other[:-1]:
        return False
    mine, theirs = one[-1].split(), other[-1].split()
    return mine[:-1] == theirs[:-1] != [] or mine[0] == theirs[0] == "description"


def _words(line: Line, now: Sequence[Line]) -> str:
    there = ", ".join(f"`{one[-1]}`" for one in now) or "nothing"
    return f"`{' / '.join(line)}` is no longer there; there is {there}"


def _mergeable(commands: Iterable[str]) -> tuple[str, ...]:
    """Return commands without those that leave blocks; `default X` takes the `no X` away that is shown."""
    out = []
    for command in commands:
        bare = command.strip()
        if bare == "exit" or bare.startswith(("exit-", "end-")):
            continue
        margin = command[: len(command) - len(command.lstrip())]
        out.append(f"{margin}{bare.removeprefix('default ')}" if not bare.startswith("default interface") else command)
    return tuple(out)


def _only_off(back: Sequence[str], added: Sequence[Line], today: str, merge: Merge, paths: Paths) -> tuple[str, ...]:
    """Return the lines that take away, and a removal for every added line that they leave."""
    negative = [line for line in back if not line.strip().startswith("set ")] if _is_junos(back) else _negatives(back)
    left = set(_items(merge(today, negative).text, paths))
    more: list[str] = []
    for line in added:
        # A header whose block holds something of others stays.
        if line not in left or any(len(one) > len(line) and one[: len(line)] == line for one in left):
            continue
        if _is_junos(back):
            if not any(one != line and one[0].startswith(f"{line[0]} ") for one in left):
                more.append(f"delete {_quoted(line[0])}")
            continue
        match = _LISTED.fullmatch(line[-1])
        last = f"{match[1]} remove {match[2]}" if match and "allowed" in line[-1] else f"no {line[-1]}"
        more += [f"{' ' * deep}{text}" for deep, text in enumerate((*line[:-1], last))]
    return (*negative, *more)


def _left(added: Sequence[Line], text: str, paths: Paths) -> list[Line]:
    """Return the added lines that a text still has; a header whose block holds something of others is no such line."""
    items = set(_items(text, paths))
    return [
        line
        for line in added
        if line in items and not any(one != line and " ".join(one).startswith(f"{' '.join(line)} ") for one in items)
    ]


def _is_junos(commands: Sequence[str]) -> bool:
    return any(_SET.match(command) for command in commands)


def _quoted(statement: str) -> str:
    return statement


def _negatives(back: Sequence[str]) -> list[str]:
    """Return the removals among commands, with the headers around them."""
    out: list[str] = []
    around: list[tuple[int, str]] = []
    written = 0
    for command in back:
        deep = len(command) - len(command.lstrip())
        while around and around[-1][0] >= deep:
            around.pop()
            written = min(written, len(around))
        text = command.strip()
        if text.startswith("no ") or " remove " in text:
            out += [one for _, one in around[written:]]
            written = len(around)
            out.append(command)
        else:
            around.append((deep, command))
    return out
