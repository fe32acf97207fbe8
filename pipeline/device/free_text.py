"""Free texts of several lines: where one begins, where it ends, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Start:
    """The first line of a free text."""

    name: str
    """What the text is called: the line without delimiter."""
    last: str
    """What ends it."""
    delimited: bool
    """The end may stand anywhere in a line."""
    spaced: bool
    """Indentation counts."""
    head: tuple[str, ...] = ()
    """Text on the first line."""
    content: tuple[str, ...] | None = None
    """The whole text, where the first line also ends it."""

    def ended_by(self, line: str) -> bool:
        """Tell whether a line is the last one."""
        return self.last in line if self.delimited else line.strip() == self.last

    def read(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return what a text says, given the lines after the first, the last one included."""
        body = lines[:-1]
        rest = lines[-1].split(self.last, 1)[0] if self.delimited else ""
        text = (*self.head, *body, *((rest,) if rest else ()))
        return tuple(line.rstrip() if self.spaced else line.strip() for line in text)


def begin_text(grammar: Grammar, mode: str, line: str) -> Start | None:
    """Return the free text that a line begins in a mode, if it does."""
    found = grammar.texts.find(mode, line)
    if found is None:
        return None
    match, text = found
    mark = match.groupdict().get("mark") or ""
    rest = line[match.end() :]
    start = Start(match[1], mark or text.end, bool(mark), text.spaced, (rest,) if rest else ())
    if mark and mark in rest:
        content = rest.split(mark, 1)[0]
        return Start(start.name, start.last, start.delimited, start.spaced, content=(content,) if content else ())
    return start
