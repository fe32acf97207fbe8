"""Patterns of paths: `*` stands for one word, `**` for any number of words, `@` for a name to catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = tuple[str, ...]
_ANY = ("*", "@")


class Patterns:
    """Several patterns, found by the last word that they name."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._named: dict[tuple[int, str], list[Words]] = {}
        for pattern in patterns:
            words = tuple(pattern.split())
            back = next(n for n in range(1, len(words) + 1) if words[-n] not in _ANY)
            self._named.setdefault((back, words[-back]), []).append(words)
        self._backs = tuple(sorted({back for back, _ in self._named}))

    def match(self, path: Words) -> bool:
        """Tell whether one of the patterns describes the whole path."""
        return any(
            describes(pattern, path)
            for back in self._backs
            if back <= len(path)
            for pattern in self._named.get((back, path[-back]), ())
        )


def describes(pattern: Words, path: Words) -> bool:
    """Tell whether a pattern describes the whole path."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(describes(pattern[1:], path[skip:]) for skip in range(len(path) - len(pattern) + 2))
    return bool(path) and pattern[0] in ("*", "@", path[0]) and describes(pattern[1:], path[1:])
