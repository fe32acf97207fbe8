"""Page: a configuration as lines in a tree that can be changed, written back byte for byte where it is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.config.merged import Merged
from pipeline.config.tree import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from renderers.dialect import Dialect


@dataclass(slots=True, eq=False)
class Line:
    """A line with what stands below it."""

    raw: str
    """As written, with indentation; a banner has several lines."""
    text: str
    """Without blanks around it; empty for comments and empty lines."""
    origin: int = -1
    """Index of the fragment line that it comes from; -1 where it was there before."""
    unread: list[str] | None = None
    """Lines below that nobody has asked for yet."""
    below: list[Line] = field(default_factory=list)
    pieces: tuple[int, ...] = ()
    """Origin of each physical line, where they differ."""

    def children(self, dialect: Dialect) -> list[Line]:
        """Return the lines right below, for reading and changing; they are parsed at the first call."""
        if self.unread is not None:
            self.below = tree(dialect, ((-1, raw) for raw in self.unread))
            self.unread = None
        return self.below

    def rewrite(self, text: str, origin: int) -> None:
        """Put other words in the line's place."""
        self.raw = self.raw.replace(self.text, text)
        self.text, self.origin = text, origin

    def written(self) -> Iterator[tuple[str, int]]:
        """Yield the physical lines with their origins."""
        for number, piece in enumerate(self.raw.split("\n")):
            yield piece, self.pieces[number] if self.pieces else self.origin
        if self.unread is not None:
            for raw in self.unread:
                yield raw, -1
        for line in self.below:
            yield from line.written()


@dataclass(slots=True)
class Page:
    """A whole configuration."""

    dialect: Dialect
    root: Line
    tail: str
    """What ends the text: a line end, or nothing."""
    carriage: str
    """What stands before every line end."""
    step: str
    """One step of indentation."""

    def new(self, text: str, parent: Line, origin: int) -> Line:
        """Return a line as it stands below a parent."""
        return Line(f"{self.indentation(parent)}{text}{self.carriage}", text, origin)

    def comment(self, parent: Line, origin: int) -> Line:
        """Return a separator below a parent."""
        return Line(f"{self.indentation(parent)}{self.dialect.comment}{self.carriage}", "", origin)

    def indentation(self, parent: Line) -> str:
        """Return the indentation of the lines below a parent: that of its first one, or one step more."""
        if parent is self.root:
            return ""
        for line in parent.children(self.dialect):
            if line.text and line.text not in self.dialect.closings:
                return line.raw[: len(line.raw) - len(line.raw.lstrip())]
        return parent.raw[: len(parent.raw) - len(parent.raw.lstrip())] + self.step

    def merged(self) -> Merged:
        """Return the text as it is now."""
        lines = [pair for line in self.root.below for pair in line.written()]
        if not lines:
            return Merged("")
        return Merged(
            "\n".join(raw for raw, _ in lines) + self.tail,
            tuple((number, origin) for number, (_, origin) in enumerate(lines, start=1) if origin >= 0),
        )


def read(dialect: Dialect, text: str) -> Page:
    """Read a configuration; blocks are parsed when they are asked for."""
    physical = text.split("\n")
    tail = "\n" if text.endswith("\n") or not text else ""
    root = Line("", "")
    at = 0
    steps: Counter[str] = Counter()
    for chunk in cut(dialect, text):
        lines = []
        for line in chunk.lines:
            size = 1 + line.count("\n")
            lines.append("\n".join(physical[at : at + size]))
            at += size
        if chunk.header and len(lines) > 1:
            steps[lines[1][: len(lines[1]) - len(lines[1].lstrip(" \t"))]] += 1
        if chunk.header or len(lines) == 1:
            root.below.append(Line(lines[0], chunk.header, unread=lines[1:] or None))
        else:
            root.below += [Line(raw, "") for raw in lines]
    steps.pop("", None)
    step = steps.most_common(1)[0][0] if steps else dialect.indent
    carriage = "\r" if physical[0].endswith("\r") else ""
    return Page(dialect, root, tail, carriage, step)


def tree(dialect: Dialect, raws: Iterable[tuple[int, str]]) -> list[Line]:
    """Return lines, each with its origin, as a tree by indentation; comments stay with the line that follows."""
    top = Line("", "")
    stack: list[tuple[int, Line]] = [(-1, top)]
    pending: list[Line] = []
    for origin, raw in raws:
        text = raw.strip()
        if not text or text[0] == dialect.comment:
            pending.append(Line(raw, "", origin))
            continue
        depth = len(raw) - len(raw.lstrip())
        while len(stack) > 1 and stack[-1][0] >= depth:
            stack.pop()
        line = Line(raw, text, origin)
        stack[-1][1].below += [*pending, line]
        pending.clear()
        stack.append((depth, line))
    top.below += pending
    return top.below
