"""Undo: how a merged change can be taken back today, and where others have changed what it left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intents.base import Undoing
from pipeline.ownership import LISTED, holds, items

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from pipeline.config.merged import Merged
    from schemas.ledger import Claim, MergedDevice

    Merge = Callable[[str, Sequence[str]], Merged]
    Paths = Callable[[str], Iterable[tuple[tuple[str, ...], int]]]

Line = tuple[str, ...]
_DEEPEST = 6
"""So deep do blocks stand in each other."""
_SET = re.compile(r"(?:set|delete|insert|activate|deactivate) ")


def undoing(merged: MergedDevice, today: str, merge: Merge, paths: Paths, others: Collection[Claim] = ()) -> Undoing:
    """Return what takes a change back from today's configuration; `others` are lines of other merged intents.

    Law: nothing that the change did not make, or that another merged intent asks for, too, is touched; what others
    have changed since is said, not overwritten.
    """
    back = _mergeable(merged.rollback)
    before = merge(merged.candidate, back).text
    then, now, old = (_items(text, paths) for text in (merged.candidate, today, before))
    added = [line for line in then if line not in set(old)]
    restored = [line for line in old if line not in set(then)]
    there = set(now)
    rivals = [line for line in added if line not in there and any(alike(line, other) for other in restored)]
    changed = [_words(line, [one for one in now if alike(one, line)]) for line in rivals]
    mine = _Mine(frozenset(added), tuple(others), there, lambda lines: set(_items(merge(today, lines).text, paths)))
    changed += mine.broken(there - mine.after(back), restored)
    off = _only_off(back, added, mine)
    rest = mine.after(off)
    left = [line for line in added if line in rest and line in there and not mine.stays(line, rest)]
    if not added and not restored:  # its own commands back do nothing: what it made is still there
        stays = [path for path, number in paths(merged.candidate) if number in merged.lines and path in there]
        left = [path for path in stays if not any(holds(path, one) for one in stays)]
    return Undoing(
        intent=merged.intent,
        back=back,
        off=off,
        changed=tuple(changed),
        left=tuple(" / ".join(line) for line in left),
        replaced=tuple(" / ".join(line) for line in restored if any(alike(line, one) for one in added)),
        kept=mine.kept(added, rest),
    )


@dataclass(frozen=True, slots=True)
class _Mine:
    """Which lines of today's configuration the change may take away."""

    added: frozenset[Line]
    others: tuple[Claim, ...]
    there: set[Line]
    after: Callable[[Sequence[str]], set[Line]]
    """The lines that merging leaves."""

    def whose(self, line: Line) -> tuple[str, ...]:
        """Return the other intents that ask for a line, or for one inside of it."""
        found = {one.intent for one in self.others if one.path in self.there and _within(line, one.path)}
        return tuple(sorted(found))

    def foreign(self, line: Line) -> bool:
        """Tell whether a line must stay."""
        return line not in self.added or bool(self.whose(line))

    def stays(self, line: Line, rest: set[Line]) -> bool:
        """Tell whether a line stays rightly: it is another's, too, or holds something that is."""
        return bool(self.whose(line)) or any(holds(line, one) and self.foreign(one) for one in rest)

    def broken(self, gone: set[Line], restored: Sequence[Line]) -> list[str]:
        """Say what of others would go with the change, unless it comes back in another form."""
        out = []
        for line in sorted(gone):
            names = self.whose(line)
            if names and line in self.added:
                out.append(f"`{' / '.join(line)}` is asked for by {', '.join(names)}, too")
            elif line not in self.added and not any(alike(line, one) for one in (*restored, *self.added)):
                owner = f" of {', '.join(names)}" if names else ", which the change did not make,"
                out.append(f"`{' / '.join(line)}`{owner} would go with it")
        return out

    def kept(self, added: Sequence[Line], rest: set[Line]) -> tuple[str, ...]:
        """Say which lines stay because others need them, blocks by what is inside of them."""
        there = [line for line in added if line in rest and line in self.there]
        inner = [line for line in there if not any(holds(line, one) for one in there)]
        words = []
        for line in inner:
            names = self.whose(line)
            if names:
                words.append(f"`{' / '.join(line)}`, which {', '.join(names)} asks for, too")
            elif self.stays(line, rest):
                words.append(f"`{' / '.join(line)}`, which holds lines of others")
        return tuple(words)


def _within(block: Line, line: Line) -> bool:
    return block == line or holds(block, line)


def _items(text: str, paths: Paths) -> list[Line]:
    return [line for line, _ in items(text, paths)]


def alike(one: Line, other: Line) -> bool:
    """Tell whether two lines say the same thing in two ways: they differ in their last word, or in a description."""
    if one == other or one[:-1] != other[:-1]:
        return False
    head = _head(one[-1])
    return head == _head(other[-1]) != []


def _head(text: str) -> list[str]:
    """Return what a line says something about: all but its last word, or what stands before a description's words."""
    words = text.split()
    return words[: words.index("description") + 1] if "description" in words else words[:-1]


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


def _only_off(back: Sequence[str], added: Sequence[Line], mine: _Mine) -> tuple[str, ...]:
    """Return the lines that take away, and a removal for every added line that they leave; nothing of others goes."""
    junos = _is_junos(back)
    negative = [line for line in back if not line.strip().startswith("set ")] if junos else _negatives(back)
    if any(mine.foreign(line) for line in mine.there - mine.after(negative)):
        negative = _harmless(negative, mine)
    off = tuple(negative)
    for _ in range(_DEEPEST):
        left = mine.after(off)
        more = _more([line for line in added if line in left], left, mine, junos=junos)
        if not more:
            break
        off += more
    return off


def _more(lines: Sequence[Line], left: set[Line], mine: _Mine, *, junos: bool) -> tuple[str, ...]:
    """Return removals of lines that hold nothing any more and are nobody else's."""
    out: list[str] = []
    for line in lines:
        if mine.whose(line) or any(holds(line, one) for one in left):
            continue
        if junos:
            out.append(f"delete {line[0]}")
            continue
        match = LISTED.fullmatch(line[-1])
        last = f"{match[1]} remove {match[2]}" if match and "allowed" in line[-1] else f"no {line[-1]}"
        out += [f"{' ' * deep}{text}" for deep, text in enumerate((*line[:-1], last))]
    return tuple(out)


def _harmless(commands: Sequence[str], mine: _Mine) -> list[str]:
    """Return the removals that take nothing of others, each tried alone inside of the blocks around it."""
    out: list[str] = []
    around: list[tuple[int, str]] = []
    for command in commands:
        deep = len(command) - len(command.lstrip())
        while around and around[-1][0] >= deep:
            around.pop()
        bare = command.strip()
        if not (bare.startswith(("no ", "delete ")) or " remove " in bare):
            around.append((deep, command))
            continue
        alone = [*(one for _, one in around), command]
        if not any(mine.foreign(line) for line in mine.there - mine.after(alone)):
            out += alone
    return out


def _is_junos(commands: Sequence[str]) -> bool:
    return any(_SET.match(command) for command in commands)


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
