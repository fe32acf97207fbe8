"""A small chart of an estimate as SVG: bars with intervals, told apart by pattern and words, not by colour."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.footprint import Footprint

_WIDTH, _LEFT, _ROW, _TOP = 640, 170, 34, 46
_ROOM = _WIDTH - _LEFT - 110


def chart(found: Footprint) -> str:
    """Return the chart; empty where there is nothing to show. Law: the same estimate gives the same bytes."""
    if found.delta is None:
        return ""
    rows = [("all devices", found.delta)]
    rows += (
        [(one.device, one.delta) for one in found.devices if one.delta is not None] if len(found.devices) > 1 else []
    )
    ends = [float(value) for _, one in rows for value in (one.low_w, one.high_w)]
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    span = high - low or 1.0

    def x(watts: float) -> float:
        return round(_LEFT + (watts - low) / span * _ROOM, 1)

    height = _TOP + _ROW * len(rows) + 30
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'role="img" aria-labelledby="title" font-family="sans-serif" font-size="13">',
        f'<title id="title">{escape(found.summary, quote=False)}</title>',
        '<defs><pattern id="less" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#000" stroke-width="2"/>'
        '</pattern><pattern id="more" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.6" fill="#000"/></pattern></defs>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        '<text x="8" y="20">Change of power in W; line: 95 times in 100. Hatched: less, dotted: more.</text>',
        f'<line x1="{x(0)}" y1="{_TOP - 12}" x2="{x(0)}" y2="{height - 26}" stroke="#000"/>',
        f'<text x="{x(0)}" y="{height - 10}" text-anchor="middle">0</text>',
    ]
    for at, (name, one) in enumerate(rows):
        top = _TOP + at * _ROW
        middle, estimate = top + 9, float(one.estimate_w)
        start, end = sorted((x(0), x(estimate)))
        fill = "less" if estimate < 0 else "more"
        out += [
            f'<text x="8" y="{top + 14}">{escape(name, quote=False)}</text>',
            f'<rect x="{start}" y="{top}" width="{round(max(end - start, 1), 1)}" height="18" fill="url(#{fill})" '
            'stroke="#000"/>',
            f'<line x1="{x(float(one.low_w))}" y1="{middle}" x2="{x(float(one.high_w))}" y2="{middle}" stroke="#000" '
            'stroke-width="3"/>',
            *(
                f'<line x1="{x(float(edge))}" y1="{top + 2}" x2="{x(float(edge))}" y2="{top + 16}" stroke="#000" '
                'stroke-width="2"/>'
                for edge in (one.low_w, one.high_w)
            ),
            f'<text x="{_WIDTH - 100}" y="{top + 14}">{escape(one.estimate_w, quote=False)} W</text>',
        ]
    return "\n".join([*out, "</svg>"]) + "\n"
