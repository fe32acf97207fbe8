"""Draw values with intervals as bars of SVG: what the charts of estimates share. Pure; the same bars, the same bytes.

A bar goes from zero to the estimate; the line over it, closed by two small ones, holds the true value 95 times in 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in W with its interval."""

    name: str
    estimate: float
    low: float
    high: float
    words: str
    """What stands beside it."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values stand: from `low` to `high` in W, on `room` units from `left` on."""

    left: int
    room: int
    low: float
    high: float

    def x(self, watts: float) -> float:
        """Return the place of a value, to a tenth of a unit."""
        return round(self.left + (watts - self.low) / (self.high - self.low or 1.0) * self.room, 1)


def axis(found: Sequence[Bar], left: int, room: int) -> Axis:
    """Return an axis that holds all bars, and zero."""
    low = min((one.low for one in found), default=0.0)
    high = max((one.high for one in found), default=0.0)
    return Axis(left, room, min(0.0, low), max(0.0, high))


@dataclass(frozen=True, slots=True)
class Look:
    """How bars look: sizes in units of the drawing, and the attributes of what is drawn."""

    tall: int
    baseline: int
    """Of the words, below the upper edge of the bar."""
    whisker: int
    """Half the length of the lines that close an interval."""
    bar: str
    interval: str
    edge: str
    indent: int = 8
    """Where names begin."""
    beside: int | None = None
    """Where the words begin; None: behind the bar, `gap` units away."""
    gap: int = 8


def drawn(one: Bar, top: int, on: Axis, look: Look) -> list[str]:
    """Return the elements of a bar: its name, itself, its interval, its words."""
    start, end = sorted((on.x(0), on.x(one.estimate)))
    low, high = on.x(one.low), on.x(one.high)
    middle, line = top + look.tall // 2, top + look.baseline
    upper, lower = middle - look.whisker, middle + look.whisker
    words = max(end, high) + look.gap if look.beside is None else look.beside
    return [
        text(look.indent, line, one.name),
        f'<rect x="{start}" y="{top}" width="{max(round(end - start, 1), 1)}" height="{look.tall}" {look.bar}/>',
        f'<line x1="{low}" y1="{middle}" x2="{high}" y2="{middle}" {look.interval}/>',
        *(f'<line x1="{at}" y1="{upper}" x2="{at}" y2="{lower}" {look.edge}/>' for at in (low, high)),
        text(words, line, one.words),
    ]


def text(x: float, y: int, words: str, attributes: str = "") -> str:
    """Return words at a place; they are escaped."""
    return f'<text x="{x}" y="{y}"{attributes}>{escape(words, quote=False)}</text>'


def alone(width: int, height: int, size: int, title: str, definitions: str = "") -> list[str]:
    """Return the beginning of a chart that is a file of its own: on white, with a title for those who cannot see it."""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="title" font-family="sans-serif" font-size="{size}">',
        f'<title id="title">{escape(title, quote=False)}</title>',
        *([definitions] if definitions else []),
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
