"""Edits: the lines that a change puts into or takes out of configurations, comments and descriptions left aside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from pipeline.semantic.lines import Entry, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.semantic.lines import Path

# What stands in these has an order that means something; a number of its own says the order, wherever the line stands.
_ORDERED = re.compile(
    r"^(?:ip(?:v6)? access-list|mac access-list|arp access-list|access-list|route-policy|route-map|policy-map"
    r"|class-map|prefix-set|as-path-set|(?:ext)?community-set|rd-set|aaa group|object-group|event manager|crypto"
    r"|filter\b|policy-statement|policies|nat\b|rule-set|rulebase|term\b|zone-policy|if |elseif |else)",
)
_NUMBERED = re.compile(r"^\d+ |^(?:seq(?:uence)? )\d+ ")
# Lists written one entry a line at the outermost level: (family, name) is one list.
_LISTS = re.compile(
    r"^(?:no )?(?P<list>access-list \S+|ip(?:v6)? access-list (?:extended |standard )?\S+ (?=permit|deny)"
    r"|ip(?:v6)? prefix-list \S+(?= permit| deny)|ip (?:ext)?community-list (?:standard |expanded )?\S+"
    r"|ip as-path access-list \S+|bgp as-path access-list \S+|bgp (?:ext|large-)?community-list \S+ \S+"
    r"|-A \S+|:\S+|-I \S+|set (?:policy-options policy-statement|firewall (?:family \S+ )?filter|security policies) \S+"
    r"|aaa \S+ \S+ \S+)",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One line that is there on one side only."""

    file: str
    """Path inside the snapshot."""
    side: Literal["added", "removed"]
    path: Path
    """Headers above it."""
    text: str
    line: int
    """Line of the candidate for an added one, of the base for a removed one; counted from 1."""

    @property
    def where(self) -> str:
        """The line with its context, as one reads it in the configuration."""
        return " / ".join((*self.path, self.text))

    def __str__(self) -> str:
        sign = "+" if self.side == "added" else "-"
        return f"{self.file}:{self.line}: {sign} {self.where}"


@dataclass(frozen=True, slots=True)
class Edits:
    """What differs between two sets of files."""

    lines: tuple[Edit, ...]
    """By file, then in the order of the lines, removed ones first."""
    reworded: tuple[str, ...]
    """Files that differ in nothing but comments, descriptions and the order of what has no order; sorted."""

    @property
    def files(self) -> tuple[str, ...]:
        """Files with such lines, sorted."""
        return tuple(sorted({one.file for one in self.lines}))


def edits(before: Mapping[str, str], after: Mapping[str, str]) -> Edits:
    """Return what a change says to devices that was not said before, and what is not said any more."""
    found: list[Edit] = []
    reworded = []
    for file in sorted(before.keys() | after.keys()):
        old, new = before.get(file), after.get(file)
        if old == new:
            continue
        mine = _file(file, entries(old or ""), entries(new or ""))
        found += mine
        if not mine and (old is None) == (new is None):
            reworded.append(file)
        elif not mine:
            text = "(a file without a line that says anything)"
            found.append(Edit(file, "added" if old is None else "removed", (), text, 1))
    return Edits(tuple(found), tuple(reworded))


def _file(file: str, old: Sequence[Entry], new: Sequence[Entry]) -> list[Edit]:
    gone, come = _missing(old, new), _missing(new, old)
    moved = _reordered([one for one in old if one not in gone], [one for one in new if one not in come])
    removed = sorted({*gone, *(one for one, _ in moved)}, key=lambda one: one.line)
    added = sorted({*come, *(one for _, one in moved)}, key=lambda one: one.line)
    return [
        *(Edit(file, "removed", one.path, one.text, one.line) for one in removed),
        *(Edit(file, "added", one.path, one.text, one.line) for one in added),
    ]


def _missing(here: Iterable[Entry], there: Iterable[Entry]) -> set[Entry]:
    """Return the entries that the other side does not say, as often as they are missing."""
    left = Counter(one.said for one in there)
    missing = set()
    for one in here:
        if left[one.said]:
            left[one.said] -= 1
        else:
            missing.add(one)
    return missing


def _reordered(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Return entries of both sides that moved past another one of the same ordered list."""
    before, after = _lists(old), _lists(new)
    moved = []
    for key in sorted(before.keys() & after.keys()):
        one, two = before[key], after[key]
        texts = [item.said for item in one], [item.said for item in two]
        if texts[0] == texts[1]:
            continue
        # Which of two lines is the one that moved must not depend on the direction that is looked in.
        forth = texts[0] <= texts[1]
        kept = SequenceMatcher(None, *(texts if forth else texts[::-1]), autojunk=False).get_matching_blocks()
        both = [(block.a, block.b) if forth else (block.b, block.a) for block in kept if block.size]
        sizes = [block.size for block in kept if block.size]
        stay_old = {start + step for (start, _), size in zip(both, sizes, strict=True) for step in range(size)}
        stay_new = {start + step for (_, start), size in zip(both, sizes, strict=True) for step in range(size)}
        left = [item for index, item in enumerate(two) if index not in stay_new]
        for item in (item for index, item in enumerate(one) if index not in stay_old):
            other = next(other for other in left if other.said == item.said)
            left.remove(other)
            moved.append((item, other))
    return moved


def _lists(lines: Sequence[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for one in lines:
        if match := _LISTS.match(one.text):
            found[(*one.path, match["list"])].append(one)
        elif any(_ORDERED.match(header) for header in one.path) and not _NUMBERED.match(one.text):
            found[one.path].append(one)
    return found
