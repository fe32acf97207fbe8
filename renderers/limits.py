"""What a platform's command line can take, and what it cannot keep secret, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one platform; none means: not known."""

    line: int = 0
    """Longest command line."""
    parts: tuple[tuple[str, int], ...] = ()
    """Pattern of a line with a text in group 1, and how long that text may be."""
    braces: bool = False
    """Blocks stand in braces."""
    texts: tuple[tuple[str, str], ...] = ()
    """Pattern of the first line of a text of several lines, and its last line."""
    in_clear: tuple[str, ...] = ()
    """Patterns of lines whose secret the platform has no other form for."""
    checker: str = ""
    """Program that checks a configuration off the box: a name that `bot.answerers.syntax` knows."""
