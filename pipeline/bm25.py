"""BM25: how well texts fit words, as SQLite's FTS5 counts it; docs/decisions says why it is done here."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[a-z0-9]+")
_K1, _B = 1.2, 0.75
"""The two constants that FTS5 holds fixed."""
_LEAST = 1e-6
"""What FTS5 counts for a word that is in more than half of the texts."""


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(text.lower())


def scores(texts: Sequence[str], query: Iterable[str]) -> list[float]:
    """Return a number for every text, the higher the better; 0 where none of the words is in it.

    Robertson, Walker, Beaulieu, Gatford, Payne: Okapi at TREC-4, with the inverse document frequency of FTS5.
    """
    counted = [Counter(words(text)) for text in texts]
    lengths = [counts.total() for counts in counted]
    mean = sum(lengths) / len(texts) if texts else 0.0
    found = [0.0] * len(texts)
    for word in sorted(set(query)):
        hits = sum(1 for counts in counted if counts[word])
        weight = max(math.log((len(texts) - hits + 0.5) / (hits + 0.5)), _LEAST)
        for at, counts in enumerate(counted):
            times = counts[word]
            if times:
                found[at] += weight * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * lengths[at] / mean))
    return found
