"""Commands from one Junos configuration to another: `set`, `delete`, `insert`, `activate`, `deactivate`.

Definitions are set before their uses and deleted after them. Where it is not known whether a statement holds one value
or several, the old value is deleted before the new one is set, which ends the same either way. Comments are no
configuration: they are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.config.junos.grammar import TOP
from pipeline.config.junos.reduce import reduce
from pipeline.config.junos.sequence import moves
from pipeline.config.junos.tree import Node, parse
from renderers.juniper_junos.dialect import BESIDE, rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config.junos.grammar import Place
    from pipeline.config.junos.words import Path

_MARK = {"inactive": ("deactivate", "activate"), "protect": ("protect", "unprotect")}


def derive(running: str, candidate: str) -> tuple[str, ...]:
    """Return the commands from running to candidate; from candidate to running they are the rollback."""
    if running == candidate:
        return ()
    old, new = (_tree(text) for text in reduce(running, candidate))
    work = _Work()
    _compare(work, old, new, TOP, ())
    return work.commands()


@lru_cache(maxsize=2)
def _tree(text: str) -> Node:
    """Return the tree of a text, which nobody changes: the way there and the way back look at the same two."""
    return parse(text)


@dataclass(slots=True)
class _Work:
    """Commands collected with the rank of their section."""

    adds: list[tuple[int, str]] = field(default_factory=list)
    deletes: list[tuple[int, str]] = field(default_factory=list)
    free: list[tuple[int, str]] = field(default_factory=list)
    """Marks that come first: a protected statement cannot be changed."""
    marks: list[tuple[int, str]] = field(default_factory=list)

    def commands(self) -> tuple[str, ...]:
        """Return the commands in a safe order."""
        adds = sorted(self.adds, key=lambda pair: pair[0])
        deletes = sorted(self.deletes, key=lambda pair: -pair[0])
        return tuple(command for _, command in (*self.free, *adds, *deletes, *self.marks))


def _line(verb: str, path: Path) -> str:
    return f"{verb} {' '.join(path)}"


def _compare(work: _Work, old: Node, new: Node, place: Place, path: Path) -> None:
    fact = place.fact
    if fact.many and fact.ordered and place.role == "keyword":
        _values(work, old, new, path)
        return
    gone = [kid for name, kid in old.kids.items() if name not in new.kids]
    came = [kid for name, kid in new.kids.items() if name not in old.kids]
    level = rank(path[0]) if path else 0
    replaced = place.role == "keyword" and fact.one and len(gone) == 1 == len(came) and _value(old) and _value(new)
    if gone and not replaced:
        alone = place.role != "top" and not (place.left or fact.many or (fact.block and place.keyword != "then"))
        ends = bool(path) and not new.kids
        into = work.adds if (alone and came) or ends else work.deletes
        for kid in gone:
            into.extend((rank((*path, kid.word)[0]), command) for command in _delete(kid, place, path))
        if ends and place.role != "name":
            work.adds.append((level, _line("set", path)))
    for kid in came:
        _add(work, kid, path)
    for name, kid in new.kids.items():
        other = old.kids.get(name)
        if other is not None and (other.kids or kid.kids or other.marks != kid.marks):
            below = (*path, other.word)
            _remark(work, other, kid, below)
            _compare(work, other, kid, place.step(name), below)
    if fact.ordered and place.left:
        kept = [kid.word for name, kid in old.kids.items() if name in new.kids]
        have = kept + [kid.word for kid in came]
        words = {old.kids[name].word: kid.word for name, kid in new.kids.items() if name in old.kids}
        for entry, side, other_entry in moves(
            [words.get(word, word) for word in have], [kid.word for kid in new.kids.values()], len(kept)
        ):
            keyword = path[-1]
            work.adds.append((level, f"{_line('insert', (*path, entry))} {side} {keyword} {other_entry}"))


def _value(node: Node) -> bool:
    """Tell whether a statement holds one value; where the text shows several, it is not what the table says."""
    values = [kid for name, kid in node.kids.items() if name not in BESIDE]
    return len(values) == 1 and not values[0].kids


def _values(work: _Work, old: Node, new: Node, path: Path) -> None:
    """Write the values of an ordered list: what stands too early is deleted, and set again at the end."""
    place = {name: number for number, name in enumerate(old.kids)}
    want = list(new.kids)
    stay = 0
    last = -1
    while stay < len(want) and place.get(want[stay], -1) > last:
        last = place[want[stay]]
        stay += 1
    level = rank(path[0])
    kept = set(want[:stay])
    gone = [kid for name, kid in old.kids.items() if name not in kept]
    work.adds.extend((level, _line("delete", (*path, kid.word))) for kid in gone)
    work.adds.extend((level, _line("set", (*path, new.kids[name].word))) for name in want[stay:])


def _add(work: _Work, node: Node, path: Path) -> None:
    whole = Node(kids={node.word: node})
    for leaf in whole.leaves(path):
        work.adds.append((rank(leaf[0]), _line("set", leaf)))
    work.marks.extend((rank(marked[0]), _line(_MARK[mark][0], marked)) for mark, marked in whole.marked(path))


def _delete(node: Node, place: Place, path: Path) -> Iterator[str]:
    """Yield the commands that delete a statement: a list of named entries goes entry by entry."""
    after = place.step(node.word)
    below = (*path, node.word)
    if after.left and node.kids:
        for kid in node.kids.values():
            yield from _delete(kid, after, below)
    else:
        yield _line("delete", below)


def _remark(work: _Work, old: Node, new: Node, path: Path) -> None:
    level = rank(path[0])
    for mark in sorted(old.marks - new.marks):
        (work.free if mark == "protect" else work.marks).append((level, _line(_MARK[mark][1], path)))
    work.marks.extend((level, _line(_MARK[mark][0], path)) for mark in sorted(new.marks - old.marks))
