"""Ownership: which lines of a device an intent made, and which were there already and are its wish, too."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from renderers.number_lists import numbers
from schemas.candidate import OwnedLine
from schemas.ledger import Claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from schemas.candidate import DeviceCandidate

    Paths = Callable[[str], Iterable[tuple[tuple[str, ...], int]]]

Line = tuple[str, ...]
LISTED = re.compile(r"(.* vlan)(?: add)? (\d[\d,-]*)")


def items(text: str, paths: Paths) -> Iterator[tuple[Line, int]]:
    """Yield every line with the blocks around it, and its number; a list of VLANs is one line for each."""
    for path, number in paths(text):
        match = LISTED.fullmatch(path[-1])
        if match is None:
            yield path, number
        else:
            for one in sorted(numbers(match[2])):
                yield (*path[:-1], f"{match[1]} {one}"), number


def holds(line: Line, other: Line) -> bool:
    """Tell whether a line is a block, and another one stands inside of it."""
    return line != other and " ".join(other).startswith(f"{' '.join(line)} ")


def owned(
    texts: tuple[str, str], made: Mapping[int, int], asked: Sequence[tuple[str, int]], paths: Paths
) -> tuple[OwnedLine, ...]:
    """Return what an intent owns of a device, given the running and the candidate text.

    `made` gives the origin of every line of the candidate that the change made, `asked` the lines to merge with
    theirs. A block that holds anything that was asked for is not listed where it was there before.
    """
    before = {path for path, _ in items(texts[0], paths)}
    after = dict(items(texts[1], paths))
    out = {
        path: OwnedLine(path=path, origin=made[number], made=True)
        for path, number in after.items()
        if path not in before and number in made and path[-1] != "!"
    }
    wished = _leaves({path: asked[number - 1][1] for path, number in items(_plain(asked), paths)})
    for path, origin in wished.items():
        if path in after and path not in out:
            out[path] = OwnedLine(path=path, origin=origin, made=False)
    return tuple(out[path] for path in sorted(out))


def _plain(asked: Sequence[tuple[str, int]]) -> str:
    """Return the lines to merge as a text of as many lines; what takes away asks for no line."""
    gone = ("no ", "delete ", "exit", "default ")
    return "\n".join("" if text.strip().startswith(gone) else text.replace("\n", " ") for text, _ in asked)


def _leaves(found: Mapping[Line, int]) -> dict[Line, int]:
    """Return the lines that hold no other one."""
    ordered = sorted(found, key=" ".join)
    later = dict(pairwise(ordered))
    return {path: found[path] for path in ordered if path not in later or not holds(path, later[path])}


def claims(intent: str, item: DeviceCandidate, candidate: str, paths: Paths) -> Iterator[Claim]:
    """Yield what a merged intent owns of a device; the candidate's text is only looked at in old packages."""
    if item.owns is not None:
        for one in item.owns:
            yield _claim(intent, item, one.path, one.origin, made=one.made)
        return
    origins = {line.line: line.origin for line in item.lines}
    for path, number in items(candidate, paths):
        if number in origins and path[-1] != "!":
            yield _claim(intent, item, path, origins[number], made=True)


def _claim(intent: str, item: DeviceCandidate, path: Line, origin: int, *, made: bool) -> Claim:
    field = item.origins[origin].field
    return Claim(intent=intent, device=item.device, platform=item.platform, path=path, field=field, made=made)


def living(takes_back: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the intents that no living intent takes back; each is given with those that it takes back itself."""
    by: dict[str, list[str]] = {}
    for name, gone in takes_back.items():
        for one in gone:
            by.setdefault(one, []).append(name)

    def lives(name: str, above: frozenset[str]) -> bool:
        return not any(one not in above and lives(one, above | {name}) for one in by.get(name, ()))

    return frozenset(name for name in takes_back if lives(name, frozenset()))
