"""The text of a brace configuration as statements that keep their lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.config.junos.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'/\*.*?\*/|"(?:[^"\\]|\\.)*"|[{};]|[^\s{};"]+', re.DOTALL)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_REMARK = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/|#.*')
_PROMPT = re.compile(r"^\{\S*\}$|^\[.*\]$")
DEEPEST = 60
"""Levels of blocks; the deepest of the device's own have about fifteen."""
_ENDS = 400
"""Lines that may end a statement that is not written a line a statement; looked at, at most."""
MARKS = ("inactive", "protect")


@dataclass(slots=True, eq=False)
class Item:
    """A statement, a comment (no words, no body), or several statements that share lines (no words, a body)."""

    words: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    """The line of the statement, or that opens it; all lines of what is no plain statement."""
    body: list[Item] | None = None
    tail: list[str] = field(default_factory=list)
    origin: int = -1
    """Index of the fragment line that it comes from; -1 for the running configuration."""
    tail_origin: int = -1
    """The same of the line that closes it."""

    def emit(self, out: list[tuple[str, int]]) -> None:
        """Append the lines with their origins."""
        out.extend((line, self.origin) for line in self.lines)
        if self.words and self.body is not None:
            for item in self.body:
                item.emit(out)
            out.extend((line, self.tail_origin) for line in self.tail)


def statements(body: list[Item]) -> Iterator[Item]:
    """Yield the statements of a body, also those that share lines."""
    for item in body:
        if item.words:
            yield item
        elif item.body:
            yield from item.body


def read(text: str) -> Item:
    """Return the whole configuration as the body of one item; what cannot be read is carried as a comment."""
    lines = text.split("\n")
    signs = [at for at, line in enumerate(lines) if ";" in line or "}" in line]
    root = Item(body=[])
    stack = [root]
    at = 0
    while at < len(lines):
        line = lines[at]
        item, end = _statement(lines, at, signs)
        body = stack[-1].body
        if body is None:
            raise ValueError("a statement without braces cannot hold another one")
        if item is None:
            if len(stack) > 1:
                stack.pop().tail = [line]
            else:
                body.append(Item(lines=[line]))
        else:
            body.append(item)
            if item.words and item.body is not None:
                stack.append(item)
                if len(stack) > DEEPEST:
                    raise ValueError(f"blocks nested deeper than {DEEPEST} levels near line {at + 1}")
        at = end
    if len(stack) > 1:
        raise ValueError(f"block {' '.join(stack[-1].words)!r} is not closed")
    return root


def _statement(lines: list[str], at: int, signs: list[int]) -> tuple[Item | None, int]:
    line = lines[at]
    bare = line.strip()
    if not bare or bare[0] in "#!" or _PROMPT.match(bare):
        return Item(lines=[line]), at + 1
    if bare.startswith("/*"):
        end = at
        while end < len(lines) and "*/" not in lines[end]:
            end += 1
        if end >= len(lines) or lines[end].rstrip().endswith(("*/", "*/;")):
            return Item(lines=lines[at : end + 1]), end + 1
    elif "#" in bare or "/*" in bare:
        bare = _REMARK.sub(lambda match: match[1] or " ", bare).strip()
    if bare == "}":
        return None, at + 1
    plain = _QUOTED.sub("", bare) if '"' in bare else bare
    last = plain[-1:]
    if last in ("{", ";") and plain.count("{") + plain.count(";") == 1 and "}" not in plain and plain.count('"') == 0:
        item = statement(split(bare[:-1]))
        item.lines = [line]
        if last == "{":
            item.body = []
        return item, at + 1
    return _packed(lines, at, signs)


def statement(words: list[str]) -> Item:
    """Return a statement for its words: marks in front, and a list of values at the end."""
    marks = []
    while words and words[0][:-1] in MARKS and words[0][-1] == ":":
        marks.append(words.pop(0)[:-1])
    values: tuple[str, ...] = ()
    if words and words[-1] == "]" and "[" in words:
        first = words.index("[")
        values = tuple(words[first + 1 : -1])
        words = words[:first]
    return Item(tuple(words), values, tuple(marks))


def _packed(lines: list[str], at: int, signs: list[int]) -> tuple[Item, int]:
    """Return the lines up to where braces and statements are closed, as one item; `signs` are lines that may do so."""
    for end in signs[bisect_left(signs, at) :][:_ENDS]:
        if end >= at + 2000:
            break
        body = _tokens("\n".join(lines[at : end + 1]))
        if body is not None:
            return Item(lines=lines[at : end + 1], body=body), end + 1
    return Item(lines=[lines[at]]), at + 1


def _tokens(text: str) -> list[Item] | None:
    root: list[Item] = []
    stack = [root]
    words: list[str] = []
    for piece in _TOKEN.findall(re.sub(r"(?m)##.*$", "", text)):
        if piece.startswith("/*"):
            continue
        if piece == "}":
            if words or len(stack) == 1:
                return None
            stack.pop()
        elif piece == ";" and not words:
            continue  # `};`, as some collectors write it
        elif piece in "{;":
            if not words or len(stack) > DEEPEST:
                return None
            item = statement(words)
            words = []
            stack[-1].append(item)
            if piece == "{":
                item.body = []
                stack.append(item.body)
        else:
            words.append(piece)
    return root if root and not words and len(stack) == 1 else None
