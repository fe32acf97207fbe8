"""Variants: each changed line is tried alone, so that one knows whether the analyzer's model holds it.

The configurations of the touched devices are put beside each other under names of their own: as the base has them, as
the candidate has them, and once for every changed line without this line. A line whose absence changes nothing in the
model was read and then forgotten: no answer about the network depends on it. Of a line that took the place of another
one, the old one is put back once, too: where that changes nothing, nobody saw the difference of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.semantic.edits import Edit, edits
from pipeline.semantic.lines import entries
from pipeline.semantic.network import CUMULUS, HOSTNAME, Network
from pipeline.semantic.packaging import packaged
from pipeline.semantic.swaps import swaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.semantic.network import Networks

MOST = 300
"""Lines that are tried; what is beyond is said to be untried."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One text of one device."""

    name: str
    """What the device is called in it."""
    file: str
    """Whose text it is."""
    text: str
    against: str
    """Name of the variant that it differs from; empty for base and candidate."""
    tried: tuple[Edit, ...] = ()
    """Lines that it lacks."""
    swapped: tuple[Edit, Edit] | None = None
    """A line that it has again, and the line that had taken its place."""


def plan(networks: Networks) -> tuple[Variant, ...]:
    """Return the texts to be read: two of every touched configuration, one a changed line, one a replaced line."""
    found = edits(networks.base.files, networks.candidate.files)
    files = sorted({*found.files, *found.reworded})
    whole: list[Variant] = []
    parts: list[Variant] = []
    swapped: list[Variant] = []
    for number, file in enumerate(file for file in files if file.startswith("configs/")):
        sides = {
            "removed": (f"gains{number}base", networks.base.files.get(file)),
            "added": (f"gains{number}candidate", networks.candidate.files.get(file)),
        }
        for name, text in sides.values():
            if text is not None:
                whole.append(Variant(name, file, _named(text, name), ""))
        for side, (name, text) in sides.items():
            if text is None:
                continue
            mine = [edit for edit in found.lines if edit.file == file and edit.side == side]
            for index, (group, numbers) in enumerate(_groups(text, mine)):
                own = f"gains{number}{side}{index}"
                parts.append(Variant(own, file, _named(_without(text, numbers), own), name, group))
        old, new = (text for _, text in sides.values())
        for index, pair in enumerate(swaps(edit for edit in found.lines if edit.file == file)):
            if old is not None and new is not None:
                own = f"gains{number}swapped{index}"
                text = _again(old, new, pair)
                swapped.append(Variant(own, file, _named(text, own), f"gains{number}candidate", swapped=pair))
    return (*whole, *parts[:MOST], *swapped[:MOST])


def variants(networks: Networks) -> Network:
    """Return the texts of the plan as a network whose devices are not connected."""
    return Network({f"configs/{one.name}.cfg": one.text for one in plan(networks)})


def _groups(text: str, mine: Sequence[Edit]) -> list[tuple[tuple[Edit, ...], frozenset[int]]]:
    """Return each line with the numbers of the lines that go with it: a header takes its block along."""
    by_line = {edit.line: edit for edit in mine}
    known = entries(text)
    out: list[tuple[tuple[Edit, ...], frozenset[int]]] = []
    for edit in mine:
        own = (*edit.path, edit.text)
        below = [one.line for one in known if one.path[: len(own)] == own]
        if not below:
            out.append(((edit,), frozenset({edit.line})))
        elif all(line in by_line for line in below):
            out.append(((edit,), frozenset(range(edit.line, _end(text, max(below)) + 1))))
    return out


def _end(text: str, last: int) -> int:
    """Return the line that closes a block: in Junos one more brace for every one that was opened."""
    lines = text.split("\n")
    while last < len(lines) and lines[last].strip() == "}":
        last += 1
    return last


def _without(text: str, numbers: frozenset[int]) -> str:
    return "\n".join(line for number, line in enumerate(text.split("\n"), start=1) if number not in numbers)


def _again(old: str, new: str, pair: tuple[Edit, Edit]) -> str:
    """Return the new text with the first line of a pair, as it was, in place of the second one."""
    lines = new.split("\n")
    lines[pair[1].line - 1] = old.split("\n")[pair[0].line - 1]
    return "\n".join(lines)


def _named(text: str, name: str) -> str:
    if first := CUMULUS.match(text):
        return name + text[first.end("name") :]
    match = HOSTNAME.search(text)
    if match is not None:
        group = "name" if match["name"] else "junos"
        text = text[: match.start(group)] + name + text[match.end(group) :]
    return packaged(text)
