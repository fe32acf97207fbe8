"""What a Junos configuration inherits: groups that are applied, and interface ranges.

Source: Junos OS CLI User Guide, "Use Configuration Groups to Quickly Configure Devices", "Interface Ranges". Nothing is
expanded here: whoever reads a part that inherits something says so instead of reading half of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.juniper_junos.statements import Words

_OWN = ("junos-defaults",)
_HARMLESS = ("description", "mtu", "apply-macro")


@dataclass(slots=True)
class _Range:
    members: list[str] = field(default_factory=list)
    says: bool = False


@dataclass(slots=True)
class Inheritance:
    """Groups with their statements, where they are applied, and interface ranges."""

    groups: dict[str, list[Words]] = field(default_factory=dict)
    applied: list[tuple[Words, str]] = field(default_factory=list)
    ranges: dict[str, _Range] = field(default_factory=dict)

    def read(self, words: Words) -> None:
        """Take one statement from the root."""
        match words:
            case ["groups", name, *rest]:
                self.groups.setdefault(name, []).append(tuple(rest))
            case [*path, "apply-groups", name]:
                self.applied.append((tuple(path), name))
            case ["interfaces", "interface-range", name, *rest]:
                self._range(self.ranges.setdefault(name, _Range()), rest)
            case _:
                pass

    def of(self, *path: str) -> str:
        """Return in words what may add to the statements at a path or below it; empty where nothing does."""
        for where, name in self.applied:
            shared = min(len(where), len(path))
            if name in _OWN or where[:shared] != path[:shared]:
                continue
            if name not in self.groups or any(_may_meet(said, path) for said in _leaves(self.groups[name])):
                return f"group {name}"
        if path[:1] == ("interfaces",) and len(path) > 1:
            for name, ranged in sorted(self.ranges.items()):
                if ranged.says and any(fnmatchcase(path[1], member) for member in ranged.members):
                    return f"interface-range {name}"
        return ""

    @staticmethod
    def _range(found: _Range, words: Iterable[str]) -> None:
        match list(words):
            case ["member", member]:
                found.members.append(member)
            case ["member-range", first, "to", last]:
                found.members += _between(first, last)
            case [] | ["member" | "member-range", *_]:
                pass
            case [word, *_]:
                found.says = found.says or word not in _HARMLESS


def _leaves(said: Iterable[Words]) -> list[Words]:
    """Return the statements that no other one goes on from: the head of a block says nothing by itself."""
    ordered = sorted(set(said))
    return [one for one, after in zip(ordered, [*ordered[1:], ()], strict=True) if after[: len(one)] != one and one]


def _may_meet(said: Words, path: tuple[str, ...]) -> bool:
    """Tell whether a statement of a group can be one at the path, or below it."""
    for word, wanted in zip(said, path, strict=False):
        if word.startswith("<") and word.endswith(">"):
            if not fnmatchcase(wanted, word[1:-1]):
                return False
        elif word != wanted:
            return False
    return True


def _between(first: str, last: str) -> list[str]:
    """Return the ports of `ge-0/0/0` to `ge-0/0/5`; both ends alone where they are not of one kind."""
    head, _, low = first.rpartition("/")
    other, _, high = last.rpartition("/")
    if head == other and low.isdecimal() and high.isdecimal() and int(low) <= int(high) < int(low) + 512:
        return [f"{head}/{number}" for number in range(int(low), int(high) + 1)]
    return [first, last]
