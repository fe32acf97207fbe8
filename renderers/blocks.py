"""Blocks: an indented configuration as top-level lines with what stands under each, without banners and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from renderers.reads import TEXT_BREAK
from renderers.remember import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BANNER = re.compile(r"banner \S+(?! (?:line|file) )(?: +(\^C|\S)(.*))?$")
_END_OF_TEXT = "EOF"


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a top-level line."""

    number: int
    """Counted from 1."""
    indent: int
    """Blanks before it."""
    text: str
    """Without blanks around it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level line and the lines under it."""

    number: int
    """Line of the header, counted from 1."""
    header: str
    """The top-level line."""
    body: list[Line] = field(default_factory=list)
    """What is indented under it, in order."""
    text: tuple[str, ...] = ()
    """The lines of a banner after the first, with the one that ends it."""


@remembered
def blocks(text: str) -> Sequence[Block]:
    """Return the top-level lines in order. Law: no line of a banner's text appears as configuration."""
    found: list[Block] = []
    body: list[Line] = []
    lines = text.split("\n")
    until = 0
    for number, raw in enumerate(lines, start=1):
        if number <= until:
            continue
        line = raw.strip()
        if not line or line[0] == "!":
            continue
        if raw[0] in " \t":
            wide = raw.expandtabs(8) if "\t" in raw else raw
            body.append(Line(number, len(wide) - len(wide.lstrip()), line))
            continue
        if line.startswith("banner "):
            until = _banner_end(lines, number)
        written = tuple(lines[number:until]) if until > number else ()
        block = Block(number, line, text=written)
        body = block.body
        found.append(block)
    return found


def _banner_end(lines: list[str], number: int) -> int:
    """Return the number of the banner's last line; the header's own where the text is never closed."""
    match = _BANNER.match(lines[number - 1].rstrip())
    if match is None:
        return number
    mark, rest = match[1], match[2] or ""
    if mark is not None and mark in rest:
        return number
    for later in range(number, len(lines)):
        if (mark in lines[later]) if mark else (lines[later].strip() == _END_OF_TEXT):
            return later + 1
    return number


@remembered
def paths(text: str) -> Sequence[tuple[tuple[str, ...], int]]:
    """Return every line with the lines of the blocks around it, outermost first, and its number.

    A banner is one line, `banner login` and its text, whatever marks the end.
    """
    return tuple(_paths(text))


def _paths(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    for block in blocks(text):
        yield (_banner(block) if block.header.startswith("banner ") else block.header,), block.number
        around: list[tuple[int, str]] = []
        for line in block.body:
            while around and around[-1][0] >= line.indent:
                around.pop()
            yield (block.header, *(one for _, one in around), line.text), line.number
            around.append((line.indent, line.text))


def _banner(block: Block) -> str:
    match = _BANNER.match(block.header)
    if match is None:
        return block.header  # `banner motd line …` of FRR is one line like any other
    head = " ".join(block.header.split()[:2])
    if match[1] is None:
        return f"{head} {TEXT_BREAK.join(block.text[:-1])}"
    inside = TEXT_BREAK.join((match[2] or "", *block.text)).partition(match[1])[0]
    return f"{head} {inside.removeprefix(TEXT_BREAK).removesuffix(TEXT_BREAK)}"
