"""The statements of a Junos configuration in either form, as words with their lines; inactive ones are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Words = tuple[str, ...]
_PIECE = re.compile(r'/\*.*?\*/|#[^\n]*|"(?:[^"\\]|\\.)*"|[{};\n]|[^\s{};"]+', re.DOTALL)
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


def statements(text: str) -> Iterator[tuple[Words, int]]:
    """Yield every active statement, from the root, with its line counted from 1; quotes are taken off.

    A list `[ a b ]` is one statement for each value.
    """
    found = _set_lines(text) if _is_set(text) else _braces(text)
    for words, line in found:
        if words[-1:] == ("]",) and "[" in words:
            at = words.index("[")
            for value in words[at + 1 : -1]:
                yield (*words[:at], value), line
        else:
            yield words, line


def _is_set(text: str) -> bool:
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(("set ", "deactivate ")):
            return True
        if bare and bare[0] not in "#/*{[" and bare.endswith(("{", ";", "}")):
            return False
    return False


def _bare(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == '"' == word[-1] else word


def _set_lines(text: str) -> Iterator[tuple[Words, int]]:
    found: list[tuple[Words, int]] = []
    off: list[Words] = []
    for number, line in enumerate(text.split("\n"), start=1):
        words = tuple(_bare(word) for word in _WORD.findall(line))
        if words[:1] == ("set",):
            found.append((words[1:], number))
        elif words[:1] == ("deactivate",):
            off.append(words[1:])
    for words, number in found:
        if not any(words[: len(gone)] == gone for gone in off):
            yield words, number


def _braces(text: str) -> Iterator[tuple[Words, int]]:
    """Yield what ends in `;`, and every block as a statement of its own words."""
    line = 1
    above: list[tuple[Words, bool]] = []
    words: list[str] = []
    began = 0
    for piece in _PIECE.findall(text):
        if piece == "\n":
            line += 1
            continue
        if piece.startswith(("/*", "#")):
            line += piece.count("\n")
            continue
        if piece in "{;":
            bare, active = _active(words)
            outer, on = above[-1] if above else ((), True)
            whole, live = (*outer, *bare), on and active
            if bare and live:
                yield whole, began
            if piece == "{":
                above.append((whole, live))
            words = []
        elif piece == "}":
            words = []
            if above:
                above.pop()
        else:
            began = began if words else line
            words.append(piece)
            line += piece.count("\n")


def _active(words: list[str]) -> tuple[Words, bool]:
    active = True
    while words and words[0] in ("inactive:", "protect:", "replace:"):
        active = active and words[0] != "inactive:"
        words = words[1:]
    return tuple(_bare(word) for word in words), active
