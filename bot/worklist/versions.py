"""Versions that are still looked after: Python and git; and whether this program knows where it comes from."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from bot.about import commit, facts
from bot.worklist.base import Asked, Item

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDS = {(3, 11): "2027-10", (3, 12): "2028-10", (3, 13): "2029-10", (3, 14): "2030-10"}
"""Month after which a Python gets no security fixes (PEP 664, 693, 719, 745)."""
_GIT = (2, 39)


def look(asked: Asked) -> tuple[Item, ...]:
    """Return what is too old."""
    return tuple(_look(asked))


def _look(asked: Asked) -> Iterator[Item]:
    python, month = sys.version_info[:2], asked.clock.now().strftime("%Y-%m")
    ends = _ENDS.get(python, "")
    words = ".".join(map(str, python))
    if not ends:
        yield Item("python", "unknown", f"nobody wrote down how long Python {words} is looked after", "look it up")
    elif month > ends:
        yield Item("python", "to do", f"Python {words} gets no fixes since {ends}", "use a newer one")
    else:
        yield Item("python", "good", f"Python {words} gets fixes until {ends}")
    said = facts()["git"]
    numbers = tuple(map(int, re.findall(r"\d+", said)[:2]))
    if numbers < _GIT:
        yield Item("git", "to do", f"git is {said}", f"install {'.'.join(map(str, _GIT))} or newer")
    else:
        yield Item("git", "good", said)
    known = commit()
    if known == "unknown":
        yield Item("version", "to do", "nobody knows from which commit this program was made", "install the image")
    elif known.endswith("+"):
        yield Item("version", "to do", f"files of it were changed since {known[:12]}", "install a release")
    else:
        yield Item("version", "good", f"made from {known[:12]}")


PLUGIN = look
