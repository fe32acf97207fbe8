"""Where a word stands in a path: keyword, name of an entry, or value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renderers.juniper_junos.dialect import ANYWHERE, EXCLUSIVE, UNKNOWN, Fact, fact

_NESTS = frozenset(("groups", "routing-instances", "logical-systems", "tenants"))


@dataclass(frozen=True, slots=True)
class Place:
    """What is known after a number of words of a path."""

    role: Literal["top", "keyword", "name", "value"] = "top"
    fact: Fact = UNKNOWN
    section: str = ""
    before: str = ""
    keyword: str = ""
    left: int = 0
    """Names still to come."""

    def step(self, word: str) -> Place:
        """Return the place after one more word."""
        if self.left and word not in ANYWHERE:
            return Place("name", self.fact, self.section, word, self.keyword, self.left - 1)
        if self.role == "keyword" and (self.fact.one or self.fact.many):
            return Place("value", UNKNOWN, self.section, word, self.keyword)
        section = word if self.role == "top" or self.section in _NESTS else self.section
        known = fact(section, self.before, word)
        return Place("keyword", known, section, word, word, known.names)

    def walk(self, path: tuple[str, ...]) -> Place:
        """Return the place after several words."""
        place = self
        for word in path:
            place = place.step(word)
        return place


TOP = Place()


def header(place: Place, path: tuple[str, ...]) -> int:
    """Return how many words of a path, seen from a place, the device writes in one header."""
    after = place.step(path[0])
    if after.fact.block and after.fact.names and place.role != "name":
        return 1
    return min(len(path), 1 + after.left)


def exclusive(place: Place) -> tuple[frozenset[str], ...]:
    """Return the groups of words below a place of which one excludes the others."""
    if place.left or place.section in ("groups", "class-of-service"):
        return ()
    return tuple(words for keyword, words in EXCLUSIVE if keyword == place.keyword)
