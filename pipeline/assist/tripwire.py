"""The last look before anything leaves: where something like a secret is still there, the call is not made."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.assist.secrets import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z0-9+/=_$.-]{20,}")
_BITS = 4.2
"""Shannon entropy a character above which a long word is no word; names and paths stay below."""


def trip(sent: str, known: Iterable[str]) -> str:
    """Return why a request must not leave, empty where nothing is found; `known` are secrets of this job."""
    for value in sorted(known):
        if len(value) > 3 and value in sent:
            return "a value that was taken out as a secret stands elsewhere in the request"
    if redact(sent).taken:
        return "something in the request has the form of a secret"
    for word in _WORD.findall(sent):
        if _entropy(word) > _BITS and any(char.isdigit() for char in word) and not word.startswith(("sha256", "http")):
            return "a word of the request is as random as a key"
    return ""


def _entropy(word: str) -> float:
    counts = Counter(word)
    return -sum(count / len(word) * math.log2(count / len(word)) for count in counts.values())
