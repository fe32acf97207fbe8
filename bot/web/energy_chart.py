"""Draw what a change does to power as SVG: bars with intervals, told apart by words, not by colour. Pure."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.energy.bars import Bar, Look, axis, drawn, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _LEFT, _RIGHT, _ROW = 840, 330, 90, 30
_LOOK = Look(
    tall=16, baseline=12, whisker=4, bar='class="bar"', interval='class="interval"', edge='class="interval"', indent=0
)


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
    on = axis(found, _LEFT, _WIDTH - _LEFT - _RIGHT)
    height = _ROW * len(found) + 34
    said = f"{title}: {'; '.join(f'{one.name} {one.words}' for one in found)}"
    out = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{ident}">',
        f'<title id="{ident}">{escape(said, quote=False)}</title>',
        f'<line class="zero" x1="{on.x(0)}" y1="4" x2="{on.x(0)}" y2="{height - 24}"/>',
        text(on.x(0), height - 8, "0 W", ' class="small" text-anchor="middle"'),
    ]
    for at, one in enumerate(found):
        out += drawn(_short(one), 8 + at * _ROW, on, _LOOK)
    return "".join([*out, "</svg>"])


def _short(one: Bar) -> Bar:
    name = one.name if len(one.name) <= 48 else f"{one.name[:47]}…"
    return replace(one, name=name, words=f"{one.estimate:+.4g} W")
