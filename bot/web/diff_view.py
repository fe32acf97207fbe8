"""Say what a device gains and loses, line by line, with where each line stands and where it comes from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.nesting import around, parents
from bot.web.diff_text import Run, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 200
"""Lines; a longer difference is folded until somebody opens it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a difference."""

    sign: str
    """`+` gained, `-` lost, a blank for the block that it stands in."""
    text: str
    number: int = 0
    """Line of the candidate; 0 where it has none."""
    origin: int = 0
    """Which of the sources below the difference, counted from 1; 0: none."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines come from."""

    field: str
    place: str
    feature: str
    blueprint: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What devices with the same lines gain and lose; where they differ in place, the first one's is shown."""

    devices: tuple[str, ...]
    platforms: tuple[str, ...]
    gained: int
    lost: int
    proof: str
    proof_reason: str
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    commands: tuple[str, ...]
    back: tuple[str, ...]
    hazards: tuple[dict[str, Any], ...]

    @property
    def anchor(self) -> str:
        """Its name inside the page of its package."""
        return self.devices[0]

    @property
    def long(self) -> bool:
        """Whether it is folded at first."""
        return len(self.rows) > LONG

    @property
    def parts(self) -> tuple[tuple[Run, ...], ...]:
        """Its lines as text, as the page shows them."""
        return parts(self.rows)


def difference(devices: Sequence[dict[str, Any]], candidate: bytes) -> Difference:
    """Return what devices with the same lines gain and lose; `candidate` is the first one's, empty if not at hand."""
    first = devices[0]
    proof = first["proof"]
    return Difference(
        devices=tuple(one["device"] for one in devices),
        platforms=tuple(sorted({one["platform"] for one in devices})),
        gained=len(first["lines"]),
        lost=len(first["removed"]),
        proof=proof["verdict"],
        proof_reason=proof.get("reason", ""),
        rows=tuple(_lost(first["removed"]) + _gained(first["lines"], candidate.decode(errors="replace").split("\n"))),
        sources=tuple(_source(one) for one in first["origins"]),
        commands=tuple(first["remediation"]),
        back=tuple(first["rollback"]),
        hazards=tuple(first.get("hazards", ())),
    )


def _source(origin: dict[str, Any]) -> Source:
    place = origin["place"]
    return Source(
        field=origin["field"],
        place=f"{place['file']}:{place['line']}:{place['column']}",
        feature=origin["feature"],
        blueprint=origin["blueprint"],
        references=tuple(origin.get("references", ())),
    )


def _lost(lines: Sequence[str]) -> list[Row]:
    return [Row("-", line) for line in lines]


def _gained(lines: Sequence[dict[str, Any]], candidate: list[str]) -> list[Row]:
    rows: list[Row] = []
    shown: set[int] = set()
    above = parents(candidate)
    for one in lines:
        number = one["line"]
        whole = candidate[number - 1] if 0 < number <= len(candidate) else ""
        known = bool(whole) and whole.strip() == one["text"].strip()
        for at in around(above, number - 1) if known else ():
            if at not in shown:
                shown.add(at)
                rows.append(Row(" ", candidate[at], at + 1))
        shown.add(number - 1)
        rows.append(Row("+", whole if known else one["text"], number, one["origin"] + 1))
    return rows
