"""Entries merged into a list whose order decides: by number, shown or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.config.page import Line, Page

_NUMBER = re.compile(r"(?:seq |sequence )?(\d+) +(?=\S)")
_SILENT = ("remark", "statistics", "counters", "description")


def put(page: Page, parent: Line, text: str, origin: int) -> None:
    """Put an entry at its number; it stays out where the same words are there.

    Raises ValueError where another entry has the number.
    """
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"entry {text!r} of `{parent.text}` has no number; it cannot be placed")
    number, words = int(match[1]), text[match.end() :]
    lines = parent.children(page.dialect)
    entries = [line for line in lines if line.text and not line.text.startswith(_SILENT)]
    if all(_NUMBER.match(line.text) for line in entries):
        _by_number(page, parent, (number, text), origin)
        return
    if any(line.text.split() == words.split() for line in entries):
        return
    later = next((line for count, line in enumerate(entries, start=1) if 10 * count > number), None)
    at = len(lines) if later is None else lines.index(later)
    while later is not None and at and lines[at - 1].text.startswith("remark"):
        at -= 1
    while later is None and at and not lines[at - 1].text:
        at -= 1
    # IOS writes the actions in one width: `deny   ip`, `permit ip`.
    aligned = any(line.text.startswith("deny   ") for line in entries)
    shown = words.replace("deny ", "deny   ", 1) if aligned and words.startswith("deny ") else words
    lines.insert(at, page.new(shown, parent, origin))


def put_flat(page: Page, start: str, text: str, origin: int) -> None:
    """Put an entry into a list of which every line begins with `access-list 101 `; its numbers count 10, 20, ….

    Raises ValueError for an entry without a number.
    """
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"entry {text!r} of `{start.strip()}` has no number; it cannot be placed")
    number, words = int(match[1]), text[match.end() :]
    lines = page.root.below
    entries = [line for line in lines if line.text.startswith(start) and not line.text.startswith(f"{start}remark")]
    if any(line.text.removeprefix(start).split() == words.split() for line in entries):
        return
    later = next((line for count, line in enumerate(entries, start=1) if 10 * count > number), None)
    at = lines.index(later) if later is not None else lines.index(entries[-1]) + 1
    while later is not None and at and lines[at - 1].text.startswith(f"{start}remark"):
        at -= 1
    aligned = any(line.text.startswith(f"{start}deny   ") for line in entries)
    shown = words.replace("deny ", "deny   ", 1) if aligned and words.startswith("deny ") else words
    lines.insert(at, page.new(f"{start}{shown}", page.root, origin))


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
        at = len(lines)
        while at and not lines[at - 1].text:
            at -= 1
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
            line.raw, line.text, line.origin = line.raw.replace(line.text, text), text, origin
        number += more
