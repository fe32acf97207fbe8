"""A small chart of an estimate as SVG: bars with intervals, told apart by pattern and words, not by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.energy.bars import Bar, Look, alone, axis, drawn, text

if TYPE_CHECKING:
    from schemas.footprint import Footprint, Power

_WIDTH, _LEFT, _ROW, _TOP = 640, 170, 34, 46
_PATTERNS = (
    '<defs><pattern id="less" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#000" stroke-width="2"/>'
    '</pattern><pattern id="more" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.6" fill="#000"/></pattern></defs>'
)


def chart(found: Footprint) -> str:
    """Return the chart; empty where there is nothing to show. Law: the same estimate gives the same bytes."""
    if found.delta is None:
        return ""
    rows = [_bar("all devices", found.delta)]
    if len(found.devices) > 1:
        rows += [_bar(one.device, one.delta) for one in found.devices if one.delta is not None]
    on = axis(rows, _LEFT, _WIDTH - _LEFT - 110)
    height = _TOP + _ROW * len(rows) + 30
    out = [
        *alone(_WIDTH, height, 13, found.summary, _PATTERNS),
        text(8, 20, "Change of power in W; line: 95 times in 100. Hatched: less, dotted: more."),
        f'<line x1="{on.x(0)}" y1="{_TOP - 12}" x2="{on.x(0)}" y2="{height - 26}" stroke="#000"/>',
        text(on.x(0), height - 10, "0", ' text-anchor="middle"'),
    ]
    for at, one in enumerate(rows):
        out += drawn(one, _TOP + at * _ROW, on, _look("less" if one.estimate < 0 else "more"))
    return "\n".join([*out, "</svg>"]) + "\n"


def _bar(name: str, one: Power) -> Bar:
    return Bar(name, float(one.estimate_w), float(one.low_w), float(one.high_w), f"{one.estimate_w} W")


def _look(pattern: str) -> Look:
    return Look(
        tall=18,
        baseline=14,
        whisker=7,
        bar=f'fill="url(#{pattern})" stroke="#000"',
        interval='stroke="#000" stroke-width="3"',
        edge='stroke="#000" stroke-width="2"',
        beside=_WIDTH - 100,
    )
