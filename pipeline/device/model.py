"""The running configuration of a modelled device: a tree of lines that is parsed only where commands touch it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.device.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Edit:
    """A line that came or went; a changed line is one that went and one that came."""

    path: tuple[str, ...]
    """Headers of the blocks around it, from the outermost."""
    mode: str
    """Mode of the innermost block."""
    old: str
    new: str


REMARK, ENTRY, OTHER = range(3)
"""What stands at a number of a list: a remark that has none of its own, the entry, what follows it and is none."""
_RANKS = 4
_SHORT = 8


def slot_of(number: int, rank: int) -> int:
    """Return the place of a line in a numbered list; places compare as the lines follow each other."""
    return number * _RANKS + rank


def number_of(slot: int) -> int:
    """Return the number of a place."""
    return slot // _RANKS


def is_remark(slot: int) -> bool:
    """Tell whether a place is that of a remark without a number of its own."""
    return slot % _RANKS == REMARK


def is_entry(slot: int) -> bool:
    """Tell whether a place is that of an entry or of a remark."""
    return slot >= 0 and slot % _RANKS != OTHER


class Node:
    """A line with the block below it."""

    __slots__ = (
        "_raw",
        "book",
        "end",
        "flat",
        "fresh",
        "gone",
        "kids",
        "mode",
        "noise",
        "parent",
        "slot",
        "start",
        "tail",
        "text",
        "typed",
    )

    def __init__(self, text: str, parent: Node | None, mode: str = "", raw: str | int | None = None) -> None:
        self.text = text
        self.parent = parent
        self.mode = mode
        self._raw = raw
        """The line as it was; a number stands for so many spaces before what it says."""
        self.kids: list[Node] | None = None
        """Lines of the block; None where nobody looked for them yet."""
        self.tail: tuple[str, ...] = ()
        """Content of a free text."""
        self.typed: tuple[str, ...] = ()
        """A free text as it was typed, or as it stands inside a block."""
        self.start = self.end = -1
        """Where an outermost block stands in the text, with the comments and empty lines after it."""
        self.gone = False
        self.fresh = False
        """A command added it."""
        self.flat = False
        """The block is shown as outermost lines that begin with its header."""
        self.noise = False
        self.slot = -1
        """Place in a numbered list; -1 where none was given yet."""
        self.book: Book | None = None

    @property
    def raw(self) -> str | None:
        """The line as it was in the text; None where it is new or changed."""
        return " " * self._raw + self.text if isinstance(self._raw, int) else self._raw

    @raw.setter
    def raw(self, raw: str | None) -> None:
        self._raw = raw

    @property
    def unread(self) -> bool:
        """Whether the text may show lines below it that have not been parsed."""
        return self.kids is None and self.start >= 0

    def path(self) -> tuple[str, ...]:
        """Return the headers from the outermost block to this line."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.text)
            node = node.parent
        return tuple(reversed(steps))


@dataclass(slots=True)
class Entries:
    """Entries of a numbered list."""

    by_slot: dict[int, Node]
    by_rest: dict[str, list[Node]]
    """By what stands after the number."""
    indexed: bool
    """Both of them are built: the first command that looks for an entry does it."""
    shown: bool
    """The configuration shows their numbers."""
    last: int
    """The highest number; -1 where it has to be sought."""
    remarks: int
    """How many remarks have no number of their own."""


class Book:
    """Where to find the lines of one block; every look-up costs the same however long the block is."""

    __slots__ = ("blocks", "by_key", "by_text", "entries", "order")

    def __init__(self) -> None:
        self.by_text: dict[str, Node] = {}
        self.by_key: dict[str, dict[str, Node | None]] | None = None
        """Lines of which there is one, by first word and key; None for a key that the text shows twice; built by and
        by."""
        self.blocks: list[Node] | None = None
        """Lines with lines below them; built when first asked for."""
        self.order: list[str] | None = None
        """All texts there ever were, sorted; built when first asked for."""
        self.entries: Entries | None = None
        """Entries of a numbered list; built when first asked for."""

    def beginning(self, words: str) -> Iterator[Node]:
        """Yield the lines that begin with these words, in alphabetical order; the block must not change meanwhile."""
        if self.order is None:
            self.order = sorted(self.by_text)
        if words in self.by_text:
            yield self.by_text[words]
        start, last = words + " ", ""
        for place in range(bisect_left(self.order, start), len(self.order)):
            text = self.order[place]
            if not text.startswith(start):
                return
            if text != last and (node := self.by_text.get(text)):
                yield node
            last = text


def is_short(lines: Sequence[Node]) -> bool:
    """Tell whether looking at all lines of a block costs less than an index of them."""
    return len(lines) <= _SHORT


class Model:
    """A configuration, and the journal of what commands did to it."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.root = Node("", None, "global", "")
        self.root.kids = []
        self.root.book = Book()
        self.journal: list[Edit] = []
        self.twins: dict[str, list[Node]] = {}
        """Outermost lines that the text repeats, after the first of each."""
        self.flats: dict[str, Node] = {}
        """Numbered lists that are shown as outermost lines, by name, once they were touched."""
        self.vlans: dict[int, list[Node]] | None = None
        """Headers of each VLAN by number; built when first asked for."""

    def forget(self) -> None:
        """Let go of all lines: they refer to each other in circles, which would outlive the model for a while."""
        nodes = [self.root]
        for node in nodes:
            nodes.extend(kid for kid in node.kids or () if kid.kids)
            node.kids = node.book = None
