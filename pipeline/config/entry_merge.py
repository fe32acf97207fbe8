"""Entries merged into a list whose order decides: by number, shown or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config.page import Line, Page

_NUMBER = re.compile(r"(?:seq |sequence )?(\d+) +(?=\S)")
_SILENT = ("remark", "statistics", "counters", "description")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A list whose entries show no numbers, so that they count 10, 20, …"""

    parent: Line
    entries: list[Line]
    """Not empty."""
    end: int
    """Where the last one goes, among the lines of the parent."""
    start: str = ""
    """What every line of it begins with."""


def put(page: Page, parent: Line, text: str, origin: int) -> None:
    """Put an entry at its number; it stays out where the same words are there.

    Raises ValueError where it has no number, or another entry has it.
    """
    number, words = _numbered(text, parent.text)
    lines = parent.children(page.dialect)
    entries = [line for line in lines if line.text and not line.text.startswith(_SILENT)]
    if all(_NUMBER.match(line.text) for line in entries):
        _by_number(page, parent, (number, text), origin)
    else:
        _by_place(page, _Shown(parent, entries, _end(lines)), (number, words), origin)


def put_flat(page: Page, start: str, text: str, origin: int) -> None:
    """Put an entry into a list of which every line begins with `access-list 101 `; its numbers count 10, 20, ….

    Raises ValueError for an entry without a number.
    """
    lines = page.root.children(page.dialect)
    entries = [line for line in lines if line.text.startswith(start) and not line.text.startswith(f"{start}remark")]
    shown = _Shown(page.root, entries, lines.index(entries[-1]) + 1, start)
    _by_place(page, shown, _numbered(text, start.strip()), origin)


def _numbered(text: str, name: str) -> tuple[int, str]:
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"entry {text!r} of `{name}` has no number; it cannot be placed")
    return int(match[1]), text[match.end() :]


def _end(lines: Sequence[Line]) -> int:
    """Return the place behind the last line that is no comment."""
    return next((at + 1 for at in reversed(range(len(lines))) if lines[at].text), 0)


def _by_place(page: Page, shown: _Shown, entry: tuple[int, str], origin: int) -> None:
    number, words = entry
    start, lines = shown.start, shown.parent.children(page.dialect)
    if any(line.text.removeprefix(start).split() == words.split() for line in shown.entries):
        return
    at = shown.end
    later = next((line for count, line in enumerate(shown.entries, start=1) if 10 * count > number), None)
    if later is not None:
        at = lines.index(later)
        while at and lines[at - 1].text.startswith(f"{start}remark"):
            at -= 1
    # IOS writes the actions in one width: `deny   ip`, `permit ip`.
    aligned = any(line.text.startswith(f"{start}deny   ") for line in shown.entries)
    wide = words.replace("deny ", "deny   ", 1) if aligned and words.startswith("deny ") else words
    lines.insert(at, page.new(f"{start}{wide}", shown.parent, origin))


def _by_number(page: Page, parent: Line, entry: tuple[int, str], origin: int) -> None:
    number, text = entry
    lines = parent.children(page.dialect)
    at = None
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match is None:
            continue
        if int(match[1]) == number:
            if line.text.split() == text.split():
                return
            raise ValueError(f"number {number} of `{parent.text}` belongs to `{line.text}`")
        if int(match[1]) > number and at is None:
            at = index
    if at is None:
        at = _end(lines)
    lines.insert(at, page.new(text, parent, origin))


def resequence(page: Page, target: Line | None, step: tuple[int, int], origin: int) -> None:
    """Number the entries anew, where the list shows numbers."""
    if target is None:
        return
    number, more = step
    for line in target.children(page.dialect):
        match = _NUMBER.match(line.text)
        if match is None:
            continue
        text = line.text[: match.start(1)] + str(number) + line.text[match.end(1) :]
        if text != line.text:
            line.rewrite(text, origin)
        number += more
