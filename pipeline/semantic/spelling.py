"""Spelling: two lines that say the same in other words, such as a port by its name and by its number."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.reader import reader
from pipeline.recognise import recognise
from pipeline.semantic.tables import spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.semantic.edits import Edit
    from schemas.facts import FilterEntryFacts

_NUMBERS = re.compile(r"\d+(?:[-,]\d+)*")
_VALUE = re.compile(r"[\d./:a-fA-F-]*\d[\d./:a-fA-F-]*|host|any")
_PORT = ("eq", "neq", "gt", "lt", "range")


def spelled_otherwise(removed: Edit, added: Edit, texts: tuple[str, str]) -> bool:
    """Tell whether two lines are sure to say the same; `texts` are the configurations where they stand.

    Sure are lists of VLANs of the same numbers, and entries of filters that our reader takes for the same packets and
    that differ in nothing but addresses, ports and `host`.
    """
    one, two = removed.text.split(), added.text.split()
    if one[:-1] == two[:-1] and "vlan" in one[:-1]:
        return all(_NUMBERS.fullmatch(words[-1]) for words in (one, two)) and _vlans(one[-1]) == _vlans(two[-1])
    before, after = _entries(texts[0]).get(removed.line), _entries(texts[1]).get(added.line)
    if before is None or after is None or not (before.understood and after.understood):
        return False
    if _meaning(before) != _meaning(after) or not (before.protocol or before.matches):
        return False
    return all(_values(words, other) for words, other in ((one, two), (two, one)))


def _meaning(entry: FilterEntryFacts) -> FilterEntryFacts:
    return entry.model_copy(update={"id": "", "line": 0, "text": ""})


def _vlans(text: str) -> set[str]:
    return set(spread(text, "vlan")) if "," in text or "-" in text else {text}


def _values(words: list[str], other: list[str]) -> bool:
    """Tell whether the words that the other line does not have are addresses, ports or `host`."""
    left = Counter(other)
    for index, word in enumerate(words):
        if left[word]:
            left[word] -= 1
        elif not _VALUE.fullmatch(word) and not _port(words[:index]):
            return False
    return True


def _port(before: list[str]) -> bool:
    """Tell whether what follows these words is the name of a port."""
    return before[-1:] != [] and (before[-1] in _PORT or before[-2:-1] == ["range"])


@lru_cache(maxsize=64)
def _entries(text: str) -> Mapping[int, FilterEntryFacts]:
    platform = recognise(text).platform
    read_by = reader(platform) if platform else None
    return {one.line: one for item in read_by.facts(text).filters for one in item.entries} if read_by else {}
