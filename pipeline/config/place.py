"""Where a new line or block goes: beside its like, in the order in which the device shows them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from renderers.dialect import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config.page import Line, Page

_PIECE = re.compile(r"\d+|\D+")
Rank = tuple[tuple[int, int, str], ...]


def insert(page: Page, parent: Line, text: str, origin: int, *, block: bool) -> Line:
    """Insert a line below a parent and return it; a new top-level block gets the separators that others have."""
    line = page.new(text, parent, origin)
    if parent is page.root:
        _top(page, line, leaf=not block and not _opens(page, text))
    else:
        lines = parent.children(page.dialect)
        lines.insert(_inside(page, lines, text, block=block), line)
    return line


def _opens(page: Page, header: str) -> bool:
    return any(compiled(outer).match("") and compiled(pattern).match(header) for outer, pattern in page.dialect.opens)


def _top(page: Page, line: Line, *, leaf: bool) -> None:
    lines = page.root.below
    first = line.text.split(maxsplit=1)[0]
    like = [at for at, other in enumerate(lines) if other.text.split(maxsplit=1)[:1] == [first]]
    before = [at for at in like if _rank(lines[at].text) < _rank(line.text)]
    if not like:
        end = next((at for at, other in enumerate(lines) if other.text == "end"), len(lines))
        lines[end:end] = [line, page.comment(page.root, line.origin)]
        return
    at = before[-1] + 1 if before else like[0]
    neighbour = lines[before[-1] if before else like[0]]
    alike = leaf and not neighbour.children(page.dialect) and not _opens(page, neighbour.text)
    separated = not alike and _separated(page, lines, neighbour)
    if before and separated:
        lines[at + 1 : at + 1] = [line, page.comment(page.root, line.origin)]
    elif separated:
        lines[at:at] = [line, page.comment(page.root, line.origin)]
    else:  # single lines of a kind stand together, without separators between them
        lines.insert(at, line)


def _separated(page: Page, lines: Sequence[Line], neighbour: Line) -> bool:
    at = lines.index(neighbour)
    return at + 1 < len(lines) and lines[at + 1].raw.strip() == page.dialect.comment


def _inside(page: Page, lines: Sequence[Line], text: str, *, block: bool) -> int:
    words = text.split()
    if words[0] == "description":
        return next((index for index, other in enumerate(lines) if other.text), len(lines))
    for pattern, cleared in page.dialect.resets:
        if compiled(pattern).match(text):  # what clears other lines comes before them, or they would be lost
            those = re.compile(rf"(?:no )?(?:{cleared})")
            later = (index for index, other in enumerate(lines) if those.match(f"{other.text} "))
            return next(later, len(lines))
    best, at = 0, -1
    for index, other in enumerate(lines):
        common = _common(words, other.text.split())
        if common and common >= best:
            best, at = common, index
    if at >= 0:
        if best == 1 and len(words) > 1 and (own := _address(words[1])) is not None:
            return _sorted(lines, words[0], own, at)
        return at + 1
    end = len(lines)
    while end and (not lines[end - 1].text or lines[end - 1].text in page.dialect.closings):
        end -= 1
    if not block:
        deep = next((index for index, other in enumerate(lines) if other.children(page.dialect)), end)
        while deep and deep != end and not lines[deep - 1].text:
            deep -= 1
        end = min(end, deep)
    return end


def _sorted(lines: Sequence[Line], first: str, own: tuple[int, int], last: int) -> int:
    """Return the place before the first of the like with a greater address."""
    for index, other in enumerate(lines):
        words = other.text.split()
        if words[:1] == [first] and len(words) > 1:
            theirs = _address(words[1])
            if theirs is not None and theirs > own:
                return index
    return last + 1


def _address(word: str) -> tuple[int, int] | None:
    try:
        address = ip_address(word)
    except ValueError:
        return None
    return address.version, int(address)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _rank(text: str) -> Rank:
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in _PIECE.findall(text))
