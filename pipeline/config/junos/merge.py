"""Commands merged into a Junos configuration as text: what they do not touch stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pipeline.config.junos.edit_braces import BraceText
from pipeline.config.junos.edit_lines import SetText
from pipeline.config.junos.words import is_set, split, spread
from pipeline.config.merged import Merged
from renderers.juniper_junos.dialect import SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence


class Editor(Protocol):
    """A text that takes statements."""

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether a statement is there."""

    def put(self, words: tuple[str, ...], origin: int) -> None:
        """Add a statement; nothing changes where it is there."""

    def remove(self, words: tuple[str, ...], origin: int) -> None:
        """Remove a statement and what stands below it; nothing changes where it is not there."""

    def move(self, words: tuple[str, ...], other: str, side: str) -> None:
        """Move an entry before or after another one of its list."""

    def mark(self, words: tuple[str, ...], active: str, origin: int) -> None:
        """Activate or deactivate a statement."""

    def lines(self) -> list[tuple[str, int]]:
        """Return the lines with their origins."""


def merge(running: str, fragment: Sequence[str]) -> Merged:
    """Merge `set`, `delete`, `insert`, `activate` and `deactivate` lines; a fragment that is there changes nothing.

    Raises ValueError for another command, and for an `insert` at a place that does not exist.
    """
    editor: Editor = SetText(running) if is_set(running) else BraceText(running)
    for origin, line in enumerate(fragment):
        words = split(line.strip())
        if not words or words[0].startswith(("#", "/*")):
            continue
        verb, path = words[0], _as_written(editor, words[1:])
        if verb == "set" and path:
            for one in spread(path):
                editor.put(one, origin)
        elif verb == "delete" and path:
            for one in spread(path):
                editor.remove(one, origin)
        elif verb == "insert" and len(path) > 3 and path[-3] in ("before", "after"):
            editor.move(tuple(path[:-3]), path[-1], path[-3])
        elif verb in ("activate", "deactivate") and path:
            editor.mark(tuple(path), verb, origin)
        else:
            raise ValueError(f"{line.strip()!r} is no command that can be merged; expected set, delete or insert")
    lines = editor.lines()
    return Merged(
        "\n".join(line for line, _ in lines),
        tuple((number, origin) for number, (_, origin) in enumerate(lines, start=1) if origin >= 0),
    )


def _as_written(editor: Editor, path: list[str]) -> list[str]:
    """Return the path the way the text writes its list entry, where there are two ways and it uses the short one."""
    for full, short in SHORT:
        size = len(full)
        if tuple(path[:size]) == full and len(path) > size and not editor.has(tuple(path[: size + 1])):
            other = [*short, *path[size:]]
            if editor.has(tuple(other[: len(short) + 1])):
                return other
    return path
