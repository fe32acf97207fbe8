"""Two texts shortened by what they share: an equal block becomes its header alone, on both sides."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.config.junos.words import is_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VERBS = frozenset(("set", "deactivate", "protect"))


def reduce(old: str, new: str) -> tuple[str, str]:
    """Return both texts with equal blocks shortened; their trees differ exactly where those of the texts do."""
    forms = is_set(old), is_set(new)
    if forms == (True, True):
        return _grouped(old, new)
    if forms == (False, False) and _plain(old) and _plain(new):
        short_old, short_new = _blocks(old.split("\n"), new.split("\n"), "")
        return "\n".join(short_old), "\n".join(short_new)
    return old, new


def _plain(text: str) -> bool:
    """Tell whether no comment spans lines, which could hide a brace that closes nothing."""
    return text.count("/*") == 0 or all(("/*" in line) == ("*/" in line) for line in text.split("\n"))


def _cut(lines: list[str], indent: str) -> list[tuple[str, list[str]]]:
    """Cut lines into blocks that open and close at one indentation; other lines stand alone, without a header."""
    out: list[tuple[str, list[str]]] = []
    closing = indent + "}"
    depth = len(indent)
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at
        if line.endswith(" {") and line.startswith(indent) and line[depth : depth + 1] not in (" ", "\t"):
            try:
                end = lines.index(closing, at + 1)
            except ValueError:
                end = at
        out.append((line if end > at else "", lines[at : end + 1]))
        at = end + 1
    return out


def _blocks(old: list[str], new: list[str], indent: str) -> tuple[list[str], list[str]]:
    sides = _cut(old, indent), _cut(new, indent)
    maps: list[dict[str, list[str]]] = []
    for side in sides:
        found: dict[str, list[str]] = {}
        twice = set()
        for header, lines in side:
            if header in found:
                twice.add(header)
            found[header] = lines
        maps.append({header: lines for header, lines in found.items() if header and header not in twice})
    short: dict[str, tuple[list[str], list[str]]] = {}
    for header, lines in maps[0].items():
        other = maps[1].get(header)
        if other is None:
            continue
        if lines == other:
            stub = [header[:-2] + ";"]
            short[header] = stub, stub
        else:
            inner = _blocks(lines[1:-1], other[1:-1], indent + "    ")
            short[header] = [header, *inner[0], lines[-1]], [header, *inner[1], other[-1]]
    outs: tuple[list[str], list[str]] = ([], [])
    for number, side in enumerate(sides):
        for header, lines in side:
            outs[number].extend(short[header][number] if header in short else lines)
    return outs


def _grouped(old: str, new: str) -> tuple[str, str]:
    """Keep what lies between the equal beginnings and ends of both texts, and beside it what shows its surroundings."""
    sides = old.split("\n"), new.split("\n")
    first = _equal(zip(*sides, strict=False))
    last = _equal(zip(reversed(sides[0][first:]), reversed(sides[1][first:]), strict=False))
    changed = {line.strip() for side in sides for line in side[first : len(side) - last]}
    known = {path for line in changed for path in _beginnings(line)}
    return "\n".join(_shown(sides[0], changed, known)), "\n".join(_shown(sides[1], changed, known))


def _equal(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs are equal before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _beginnings(line: str) -> Iterator[str]:
    """Yield the first words of a statement, without its verb: one, two, …"""
    words = line.split(" ")
    if words[0] in _VERBS:
        for count in range(2, len(words) + 1):
            yield " ".join(words[1:count])


def _shown(side: list[str], changed: set[str], known: set[str]) -> list[str]:
    """Return the lines that changed, and of each other one as many words as lead away from all of them."""
    out: dict[str, None] = {}
    beside = "\n"
    for line in side:
        if line.startswith(beside):
            continue
        line = line.strip()
        verb, _, path = line.partition(" ")
        if line in changed or verb not in _VERBS:
            out[line] = None
            continue
        end = path.find(" ")
        while end >= 0 and path[:end] in known:
            end = path.find(" ", end + 1)
        if end < 0:
            out[line] = None
        else:
            beside = f"set {path[:end]} "
            out[beside[:-1]] = None
    return list(out)
