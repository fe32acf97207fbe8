"""Versions of operating systems as keys that sort as releases came: `17.9.4a` after `17.9.4`, `9.3(10)` after `9.3(9)`.

A platform with habits of its own has a module `versions` with a function `version_key`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = re.compile(r"\d+|[A-Za-z]+")
Key = tuple[tuple[int, int, str], ...]


def plain_key(version: str) -> Key:
    """Return numbers as numbers and letters as letters; where one has more to say, it came later."""
    pieces = _PIECE.findall(version)
    return tuple((1, int(piece), "") if piece.isdigit() else (0, 0, piece.lower()) for piece in pieces)


@cache
def key_of(platform: str) -> Callable[[str], Key]:
    """Return the key function of a platform."""
    name = f"{__package__}.{platform}"
    if find_spec(name) is None or find_spec(f"{name}.versions") is None:
        return plain_key
    found: Callable[[str], Key] = import_module(f"{name}.versions").version_key
    return found
