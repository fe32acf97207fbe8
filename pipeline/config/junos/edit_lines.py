"""The text of a configuration in `set` form, and statements put into it."""

from __future__ import annotations

from pipeline.config.junos.grammar import TOP, exclusive
from pipeline.config.junos.words import Path, key, keys, split, spread
from renderers.juniper_junos.dialect import BESIDE


class SetText:
    """Lines in their order, found by the words that they begin with."""

    def __init__(self, text: str) -> None:
        self._lines: list[tuple[str, int]] = [(line, -1) for line in text.split("\n")]

    def lines(self) -> list[tuple[str, int]]:
        """Return the lines with their origins."""
        return self._lines

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether a statement is there."""
        return any(self._verb(at) == "set" for at in self._below(keys(words)))

    def put(self, words: tuple[str, ...], origin: int) -> None:
        """Add a statement where its nearest relatives end; a leaf with one value is replaced in place."""
        path = keys(words)
        if self.has(words):
            return
        line = (f"set {' '.join(words)}", origin)
        before = TOP.walk(path[:-1])
        if before.role == "keyword" and before.fact.one and path[-1] not in BESIDE:
            old = [at for at in self._below(path[:-1]) if self._value(at, path[:-1]) not in (BESIDE | {""})]
            if old and self._verb(old[0]) == "set":
                self._lines[old[0]] = line
                self._drop(old[1:])
                return
        self._push_out(path)
        for length in range(len(path) - 1, 0, -1):
            near = [at for at in self._below(path[:length]) if self._verb(at) == "set"]
            if near:
                if len(near) == 1 and self._paths(near[0]) == [path[:length]]:
                    self._lines[near[0]] = line  # the empty entry is no line of its own any more
                else:
                    self._lines.insert(near[-1] + 1, line)
                return
        last = [at for at in range(len(self._lines)) if self._verb(at)]
        self._lines.insert(last[-1] + 1 if last else 0, line)

    def _push_out(self, path: Path) -> None:
        """Drop what the device drops when one of several exclusive statements is set."""
        place = TOP
        for length, word in enumerate(path):
            for group in exclusive(place):
                if word in group:
                    for other in sorted(group - {word}):
                        self._drop(self._below((*path[:length], other)))
            place = place.step(word)

    def remove(self, words: tuple[str, ...], origin: int) -> None:
        """Remove every line at or below a path; a list entry that would vanish with its last line stays, empty."""
        path = keys(words)
        found = self._below(path)
        if not found:
            return
        at = found[0]
        shared = [line for line in found if len(self._paths(line)) > 1 and not self._within(line, path)]
        for line in shared:
            self._shorten(line, path, origin)
        self._drop([line for line in found if line not in shared])
        for length in range(len(path) - 1, 0, -1):
            if self._below(path[:length]):
                return
            place = TOP.walk(path[:length])
            if place.role == "name" and not place.left:
                self._lines.insert(at, (f"set {' '.join(words[:length])}", origin))
                return

    def move(self, words: tuple[str, ...], other: str, side: str) -> None:
        """Move the lines of an entry before the first or after the last line of another one."""
        if words[-1] == other:
            raise ValueError(f"{other!r} cannot stand {side} itself")
        entry = keys(words)
        target = (*entry[:-1], key(other))

        mine = self._below(entry)
        theirs = self._below(target)
        if not mine or not theirs:
            raise ValueError(f"{' '.join(words)} or {other} does not exist")
        if side == "before" and mine[-1] < theirs[0] and not self._between(mine[-1], theirs[0], entry[:-1]):
            return
        if side == "after" and mine[0] > theirs[-1] and not self._between(theirs[-1], mine[0], entry[:-1]):
            return
        block = [self._lines[at] for at in mine]
        anchor = self._lines[theirs[0] if side == "before" else theirs[-1]]
        self._drop(mine)
        at = self._lines.index(anchor) + (side == "after")
        self._lines[at:at] = block

    def mark(self, words: tuple[str, ...], active: str, origin: int) -> None:
        """Write or drop the `deactivate` line of a statement."""
        path = keys(words)
        found = self._below(path)
        if not any(self._verb(at) == "set" for at in found):
            raise ValueError(f"{' '.join(words)} does not exist")
        marked = [at for at in found if self._verb(at) == "deactivate" and self._paths(at) == [path]]
        if active == "activate":
            self._drop(marked)
        elif not marked:
            self._lines.insert(found[-1] + 1, (f"deactivate {' '.join(words)}", origin))

    def _between(self, first: int, last: int, path: Path) -> bool:
        return any(first < at < last and self._verb(at) == "set" for at in self._below(path))

    def _drop(self, found: list[int]) -> None:
        for at in reversed(found):
            del self._lines[at]

    def _verb(self, at: int) -> str:
        verb = self._lines[at][0].strip().partition(" ")[0]
        return verb if verb in ("set", "deactivate", "protect") else ""

    def _paths(self, at: int) -> list[Path]:
        return [keys(path) for path in spread(split(self._lines[at][0])[1:])]

    def _below(self, path: Path) -> list[int]:
        """Return the lines at or below a path, marks included."""
        first = path[0]
        # A word of the path may be quoted in the text: only the plain ones can be looked for without reading the line.
        word = max(path, key=len)
        return [
            at
            for at, (line, _) in enumerate(self._lines)
            if word in line
            and first in line
            and self._verb(at)
            and any(p[: len(path)] == path for p in self._paths(at))
        ]

    def _within(self, at: int, path: Path) -> bool:
        return all(one[: len(path)] == path for one in self._paths(at))

    def _shorten(self, at: int, path: Path, origin: int) -> None:
        words = split(self._lines[at][0])
        first = words.index("[")
        kept = [value for value in words[first + 1 : -1] if key(value) != path[-1]]
        text = f"[ {' '.join(kept)} ]" if len(kept) > 1 else kept[0]
        self._lines[at] = (f"{' '.join(words[:first])} {text}", origin)

    def _value(self, at: int, path: Path) -> str:
        found = self._paths(at)[0]
        return found[len(path)] if len(found) > len(path) and self._verb(at) == "set" else ""
