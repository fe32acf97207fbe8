"""Draw what a change does to power as SVG: bars with intervals, told apart by words, not by colour. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _LEFT, _RIGHT, _ROW = 840, 330, 90, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with the interval that holds the true one 95 times in 100."""

    name: str
    estimate: float
    low: float
    high: float
    words: str


def bars(footprint: dict[str, Any]) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Return what the whole draws before and after, and what the change adds; empty where it is not known."""
    whole = [("now", footprint.get("as_is")), ("after the change", footprint.get("to_be"))]
    adds = [("the change as a whole", footprint.get("delta"))]
    adds += [(one["device"], one.get("delta")) for one in footprint.get("devices", ())]
    for one in footprint.get("alternatives", ()):
        chosen = "asked for" if one["chosen"] else "variant"
        adds.append((f"{chosen}: {one['name']}", one.get("delta")))
    return _bars(whole), _bars(adds)


def _bars(found: Sequence[tuple[str, dict[str, Any] | None]]) -> tuple[Bar, ...]:
    return tuple(_bar(name, power) for name, power in found if power is not None)


def _bar(name: str, power: dict[str, Any]) -> Bar:
    estimate, low, high = (str(power[key]) for key in ("estimate_w", "low_w", "high_w"))
    return Bar(name, float(estimate), float(low), float(high), f"{estimate} W, between {low} and {high}")


def svg(found: Sequence[Bar], title: str, ident: str) -> str:
    """Return a chart of bars over one axis that has a zero; empty where there is nothing to draw.

    Its colours and fonts are those of the page's style sheet; without one it is black on nothing.
    """
    if not found:
        return ""
    least = min(0.0, *(bar.low for bar in found))
    most = max(0.0, *(bar.high for bar in found))
    span = most - least or 1.0
    height = _ROW * len(found) + 34

    def x(value: float) -> float:
        return round(_LEFT + (value - least) / span * (_WIDTH - _LEFT - _RIGHT), 1)

    bottom = height - 24
    out = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{ident}">',
        f'<title id="{ident}">{escape(title)}: {escape("; ".join(f"{one.name} {one.words}" for one in found))}</title>',
        f'<line class="zero" x1="{x(0)}" y1="4" x2="{x(0)}" y2="{bottom}"/>',
        f'<text class="small" x="{x(0)}" y="{height - 8}" text-anchor="middle">0 W</text>',
    ]
    for at, bar in enumerate(found):
        out += _drawn(bar, 8 + at * _ROW, x)
    return "".join([*out, "</svg>"])


def _drawn(bar: Bar, top: int, x: Any) -> list[str]:
    left, right = sorted((x(0), x(bar.estimate)))
    middle = top + 8
    name = bar.name if len(bar.name) <= 48 else f"{bar.name[:47]}…"
    return [
        f'<text x="0" y="{top + 12}">{escape(name)}</text>',
        f'<rect class="bar" x="{left}" y="{top}" width="{max(round(right - left, 1), 1)}" height="16"/>',
        f'<line class="interval" x1="{x(bar.low)}" y1="{middle}" x2="{x(bar.high)}" y2="{middle}"/>',
        f'<line class="interval" x1="{x(bar.low)}" y1="{middle - 4}" x2="{x(bar.low)}" y2="{middle + 4}"/>',
        f'<line class="interval" x1="{x(bar.high)}" y1="{middle - 4}" x2="{x(bar.high)}" y2="{middle + 4}"/>',
        f'<text x="{max(right, x(bar.high)) + 8}" y="{top + 12}">{bar.estimate:+.4g} W</text>',
    ]
