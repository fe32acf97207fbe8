"""Which names may stand in a network repository: none that some file system or some git takes for another.

Sources: git's own `verify_path` (NTFS and HFS forms of `.git`), CVE-2014-9390, CVE-2019-1353, Unicode TR 39.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_BYTES = 4096
_MOST_BYTES_PER_PART = 255
# NTFS: short names, streams, trailing dots and spaces. HFS+ skips the characters that Unicode ignores.
_GIT = re.compile(r"(?:\.git|git~[0-9]+)(?:[. ]*$|:)", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def refusal(path: str) -> str:
    """Say why a path must not be used, or nothing where it may."""
    try:
        size = len(path.encode())
    except UnicodeEncodeError:
        return "it is not valid UTF-8"
    if not path or size > _MOST_BYTES:
        return f"it has {size} bytes; expected 1 to {_MOST_BYTES}"
    if strange := next((sign for sign in path if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")), None):
        return f"it holds the character U+{ord(strange):04X}"
    if "\\" in path:
        return "it holds a backslash"
    if unicodedata.normalize("NFC", path) != path:
        return "it is not in Unicode normal form C"
    return next((reason for part in path.split("/") if (reason := _part(part))), "")


def _part(part: str) -> str:
    if not part:
        return "it is absolute, ends in a slash, or has two in a row"
    if part in (".", ".."):
        return f"it holds the part {part!r}"
    if _GIT.match(part):
        return f"git keeps its own things under {part!r}"
    if len(part.encode()) > _MOST_BYTES_PER_PART:
        return f"a part of it has more than {_MOST_BYTES_PER_PART} bytes"
    return ""


def collisions(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of paths, folders among them, that a file system without case would take for one."""
    seen: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            seen.setdefault(unicodedata.normalize("NFKC", name).casefold(), set()).add(name)
    return tuple(sorted(tuple(sorted(group)) for group in seen.values() if len(group) > 1))
