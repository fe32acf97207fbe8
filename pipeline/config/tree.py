"""The tree of a configuration in blocks by indentation: cut by text first, parsed only where it must."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from renderers.dialect import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from renderers.dialect import Dialect


_DEEPEST = 60
"""Levels of blocks; no platform has ten."""


@dataclass(slots=True)
class Node:
    """A line with what stands below it, comments left out; without indentation, banners have several lines."""

    text: str
    children: list[Node] | tuple[()] = ()

    def hold(self, child: Node) -> None:
        """Put a line below this one; most lines hold none, and need no list."""
        if self.children:
            self.children.append(child)
        else:
            self.children = [child]

    def texts(self) -> list[str]:
        """Return the lines right below."""
        return [child.text for child in self.children]


@dataclass(slots=True)
class Chunk:
    """A top-level block as text: the header, and its lines with indentation, header included."""

    header: str
    lines: list[str]

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)


@lru_cache(maxsize=32)
def _banners(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(first), last) for first, last in pairs)


def cut(dialect: Dialect, text: str) -> list[Chunk]:
    """Cut a configuration into top-level blocks; comments and blank lines are chunks without a header."""
    chunks: list[Chunk] = []
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    banners = _banners(dialect.banners)
    count = len(lines)
    at = _preface(dialect.preface, lines)
    chunks += [Chunk("", [line.rstrip("\r")]) for line in lines[:at]]
    header = False
    while at < count:
        line = lines[at].rstrip("\r")
        first = line[:1]
        if first in (" ", "\t"):
            if header:
                chunks[-1].lines.append(line)
            else:
                chunks.append(Chunk("", [line]))
        elif not first or first == dialect.comment:
            # A comment inside an indented block stays with it only when the block goes on.
            end = at
            while end < count and (not lines[end].strip() or lines[end][0] == dialect.comment):
                end += 1
            inside = header and end < count and lines[end][:1] == " "
            for piece in lines[at:end]:
                if inside:
                    chunks[-1].lines.append(piece.rstrip("\r"))
                else:
                    chunks.append(Chunk("", [piece.rstrip("\r")]))
            header = inside
            at = end
            continue
        else:
            end = _banner_end(banners, lines, at)
            if end > at:
                piece = "\n".join(lines[at : end + 1])
                chunks.append(Chunk(piece, [piece]))
                header = False
                at = end + 1
                continue
            text = line.rstrip()
            if header and text in dialect.closings and chunks[-1].header not in dialect.closings:
                # Some platforms write at the margin what leaves the block.
                chunks[-1].lines.append(line)
                header = False
            else:
                chunks.append(Chunk(text, [line]))
                header = True
        at += 1
    return chunks


def _preface(pattern: str, lines: list[str]) -> int:
    """Return how many lines belong to other files: all before the first line that matches."""
    if not pattern:
        return 0
    return next((at for at, line in enumerate(lines) if re.match(pattern, line)), 0)


def _banner_end(banners: tuple[tuple[re.Pattern[str], str], ...], lines: list[str], at: int) -> int:
    for first, last in banners:
        match = first.match(lines[at])
        if match is None:
            continue
        mark = last.replace("{1}", re.escape(match[1])) if match.groups() else last
        if match.groups() and match[1] in lines[at][match.end() :]:
            return at
        for end in range(at + 1, len(lines)):
            if re.search(mark, lines[end]):
                return end
        return at
    return at


def parse(dialect: Dialect, chunk: Chunk) -> Node:
    """Parse a chunk that has a header into a tree by indentation."""
    root = Node(chunk.header)
    stack: list[tuple[int, Node]] = [(0, root)]
    silent, comment = dialect.silent_line, dialect.comment
    text = _text_inside(dialect, chunk.header)
    lines = iter(chunk.lines[1:])
    for line in lines:
        body = line.strip()
        if not body or body[0] == comment or silent.match(body):
            continue
        depth = len(line) - len(line.lstrip())
        while len(stack) > 1 and stack[-1][0] >= depth:
            stack.pop()
        if text is not None and text[0].match(body):
            body = "\n".join((body, *_until(text[1], lines)))
        node = Node(body)
        stack[-1][1].hold(node)
        stack.append((depth, node))
        if len(stack) > _DEEPEST:
            raise ValueError(f"blocks nested deeper than {_DEEPEST} levels near {body[:40]!r}")
    return root


def _text_inside(dialect: Dialect, header: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    for around, first, last in dialect.texts:
        if compiled(around).match(header):
            return compiled(first), compiled(last)
    return None


def _until(last: re.Pattern[str], lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a text, the one that ends it included."""
    for line in lines:
        yield line.strip()
        if last.match(line.strip()):
            return


def inside(dialect: Dialect, header: str, body: Iterable[str]) -> list[str]:
    """Return commands within the block that they are typed in: entered before, left after."""
    return [header, *(f" {line}" for line in body), dialect.close(header)]
