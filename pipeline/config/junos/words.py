"""Words of a Junos statement: cut at blanks outside quotes, with `[ a b ]` lists spread out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')
Path = tuple[str, ...]


def split(text: str) -> list[str]:
    """Return the words as written."""
    return _WORD.findall(text) if '"' in text else text.split()


def key(word: str) -> str:
    """Return what a word is compared by: without its quotes."""
    return word[1:-1] if len(word) > 1 and word[0] == '"' == word[-1] else word


def keys(words: Iterable[str]) -> Path:
    """Return the words as they are compared."""
    return tuple(key(word) for word in words)


def spread(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return one path for each value of a final `[ a b ]`; the words themselves without one."""
    if "[" not in words or words[-1] != "]":
        return [tuple(words)]
    at = list(words).index("[")
    return [(*words[:at], value) for value in words[at + 1 : -1]]


def is_set(text: str) -> bool:
    """Tell whether a configuration is written as `set` lines: the first statement decides."""
    for line in text.split("\n"):
        start = line.lstrip()
        if start.startswith(("set ", "deactivate ", "activate ", "delete ")):
            return True
        if start and start[0] not in "#/*{[" and start.rstrip().endswith(("{", ";", "}")):
            return False
    return False
