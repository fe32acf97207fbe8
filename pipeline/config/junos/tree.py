"""The tree of a Junos configuration: one node a word, in order, the same for both forms of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.config.junos.brace import Item, read, statements
from pipeline.config.junos.grammar import TOP
from pipeline.config.junos.words import Path, is_set, key, keys, split, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class Node:
    """A word with what stands below it; a statement ends where nothing does."""

    word: str = ""
    kids: dict[str, Node] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)

    def add(self, words: Sequence[str]) -> Node:
        """Add a path, and return its last node."""
        node = self
        for word in words:
            name = key(word)
            kid = node.kids.get(name)
            if kid is None:
                kid = node.kids[name] = Node(word)
            node = kid
        return node

    def find(self, path: Path) -> Node | None:
        """Return the node at the end of a path of keys."""
        node: Node | None = self
        for name in path:
            if node is None:
                return None
            node = node.kids.get(name)
        return node

    def leaves(self, path: Path = ()) -> Iterator[Path]:
        """Yield every statement below, as written."""
        for kid in self.kids.values():
            if kid.kids:
                yield from kid.leaves((*path, kid.word))
            else:
                yield (*path, kid.word)

    def marked(self, path: Path = ()) -> Iterator[tuple[str, Path]]:
        """Yield every mark below with its path."""
        for kid in self.kids.values():
            for mark in sorted(kid.marks):
                yield mark, (*path, kid.word)
            yield from kid.marked((*path, kid.word))


def parse(text: str) -> Node:
    """Return the tree of a configuration in either form."""
    root = Node()
    if is_set(text):
        _flat(root, text)
    else:
        _braces(root, read(text).body or [], ())
    return root


def _flat(root: Node, text: str) -> None:
    for line in text.split("\n"):
        verb, _, rest = line.strip().partition(" ")
        if verb == "set":
            for path in spread(split(rest)):
                root.add(path)
        elif verb in ("deactivate", "protect"):
            root.add(split(rest)).marks.add("inactive" if verb == "deactivate" else verb)


def _braces(node: Node, body: list[Item], path: Path) -> None:
    for item in statements(body):
        end = node.add(item.words)
        below = (*path, *item.words)
        for value in item.values:
            end.add((value,))
        for mark in item.marks:
            _mark(node, end, item, below).marks.add(mark)
        if item.body:
            _braces(end, item.body, below)


def _mark(node: Node, end: Node, item: Item, path: Path) -> Node:
    """Return the node that a mark belongs to: a value is not marked, its keyword is."""
    place = TOP.walk(keys(path))
    if place.role == "value" and len(item.words) > 1:
        return node.find(keys(item.words[:-1])) or end
    return end
