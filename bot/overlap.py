"""Which open pull requests change the same: devices, values from pools, and lines of configuration. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.provenance import blocks
from pipeline.undo import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Line = tuple[str, ...]
"""A command with the blocks around it, outermost first."""
Sent = tuple[str, Line]
"""A device and a command that it would be sent."""
_LISTS = frozenset(
    ("add", "remove", "members", "member", "neighbor", "server", "host", "helper-address", "name-server", "network",
     "both", "import", "export", "prefix-list", "vlan-id-list", "community", "address")
)  # fmt: skip
"""Words before a last word that is one of several which stand beside each other."""
_SHOWN = 5
"""So many lines are named; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a pull request changes, as its packages say."""

    things: frozenset[str] = frozenset()
    """Devices, and values from pools in words."""
    lines: frozenset[Sent] = frozenset()
    """Commands of its candidates; headers of blocks are left out where something stands inside of them."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two pull requests both change."""

    things: tuple[str, ...]
    """Devices and values from pools, sorted."""
    same: tuple[Sent, ...] = ()
    """Lines that both add, or both take away, sorted."""
    contrary: tuple[tuple[str, Line, Line], ...] = ()
    """Device, line here and line there, where both say something else of the same thing, sorted."""

    def mirrored(self) -> Overlap:
        """Return it as seen from the other pull request."""
        return Overlap(
            self.things, self.same, tuple(sorted((name, there, here) for name, here, there in self.contrary))
        )


def overlaps(mine: Reach, others: Mapping[int, Reach]) -> dict[int, Overlap]:
    """Return what is changed by others, too, by their numbers. Law: seen from there it is the mirror image."""
    return {
        number: Overlap(
            tuple(sorted(mine.things & theirs.things)),
            tuple(sorted(mine.lines & theirs.lines)),
            tuple(sorted(_contrary(mine.lines, theirs.lines))),
        )
        for number, theirs in sorted(others.items())
        if mine.things & theirs.things
    }


def _contrary(mine: frozenset[Sent], theirs: frozenset[Sent]) -> Iterable[tuple[str, Line, Line]]:
    """Yield lines about one thing that say two things of it, or where one takes away what the other one adds."""
    common = mine & theirs
    by_place: dict[tuple[str, Line], list[Line]] = {}
    for device, line in theirs - common:
        by_place.setdefault((device, line[:-1]), []).append(line)
    for device, line in mine - common:
        for other in by_place.get((device, line[:-1]), ()):
            if _opposite(line[-1], other[-1]) or (_one_value(line) and alike(line, other)):
                yield device, line, other


def _opposite(one: str, other: str) -> bool:
    """Tell whether one command takes away what the other one adds."""
    (gone, text), (also_gone, same) = _signed(one), _signed(other)
    return text == same and gone != also_gone


def _signed(command: str) -> tuple[bool, str]:
    """Return whether a command takes away, and what it is about."""
    for word, gone in (("no ", True), ("delete ", True), ("default ", True), ("set ", False)):
        if command.startswith(word):
            return gone, command.removeprefix(word)
    return False, command


def _one_value(line: Line) -> bool:
    """Tell whether a line is one of those of which a block holds one: no member of a list, no block of its own."""
    around = line[-1].split()[-2:-1]
    return (len(line) > 1 or line[-1].startswith("set ")) and not _LISTS.intersection(around)


def sent(raw: bytes) -> frozenset[Sent]:
    """Return the commands that candidates would be brought in with; nothing where they cannot be read."""
    try:
        devices = json.loads(raw)["devices"]
        return frozenset(
            (str(one["device"]), line)
            for one in devices
            for line in _leaves([str(text) for text in one["remediation"]])
        )
    except (ValueError, KeyError, TypeError):
        return frozenset()


def _leaves(commands: list[str]) -> Iterable[Line]:
    """Yield the commands with the blocks around them that are no header of another one, and do not just leave one."""
    found = blocks(commands)
    headers = {line[:size] for line in found for size in range(1, len(line))}
    return (line for line in found if line not in headers and not line[-1].startswith(("exit", "end-")))


def words(found: Mapping[int, Overlap]) -> tuple[str, ...]:
    """Say it, a line for each pull request."""
    return tuple(
        f"overlaps with #{number} on {', '.join(one.things)}{_lines(one)}" for number, one in sorted(found.items())
    )


def _lines(one: Overlap) -> str:
    said = [f"{name}: `{_text(here)}` here, `{_text(there)}` there" for name, here, there in one.contrary]
    said += [f"{name}: both `{_text(line)}`" for name, line in one.same]
    if not said:
        return ""
    more = f"; and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
    return f" ({'; '.join(said[:_SHOWN])}{more})"


def _text(line: Line) -> str:
    return " / ".join(line).replace("`", "'")
