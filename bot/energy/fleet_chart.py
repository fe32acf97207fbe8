"""The fleet as SVG: power by site with intervals, told apart by words, not by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _LEFT, _ROW, _TOP = 760, 220, 26, 40


def svg(report: dict[str, Any]) -> str:
    """Return the chart: a bar a site, then a bar a role; what is not known is counted in words beside it."""
    rows = [("site", one) for one in report["sites"]] + [("role", one) for one in report["roles"]]
    most = max((float(one["high_w"]) for _, one in rows if "high_w" in one), default=1.0) or 1.0
    height = _TOP + _ROW * len(rows) + 16
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        'role="img" aria-labelledby="title" font-family="sans-serif" font-size="12">',
        f'<title id="title">Power of {report["devices"]} devices by site and role</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        '<text x="8" y="20">Power in W by site and role; line: 95 times in 100.</text>',
    ]
    for at, (kind, one) in enumerate(rows):
        out += _bar(_TOP + at * _ROW, f"{kind} {one['name']}", one, most)
    return "\n".join([*out, "</svg>"]) + "\n"


def _bar(top: int, name: str, one: dict[str, Any], most: float) -> Sequence[str]:
    unknown = f", {one['not_known']} devices not known" if one["not_known"] else ""
    label = f'<text x="8" y="{top + 13}">{escape(name[:34])}</text>'
    if "estimate_w" not in one:
        return [label, f'<text x="{_LEFT}" y="{top + 13}">not known</text>']
    room = _WIDTH - _LEFT - 190
    estimate, low, high = (
        round(_LEFT + max(float(one[key]), 0) / most * room, 1) for key in ("estimate_w", "low_w", "high_w")
    )
    return [
        label,
        f'<rect x="{_LEFT}" y="{top}" width="{max(round(estimate - _LEFT, 1), 1)}" height="16" fill="#ccc" '
        'stroke="#000"/>',
        f'<line x1="{low}" y1="{top + 8}" x2="{high}" y2="{top + 8}" stroke="#000" stroke-width="3"/>',
        f'<text x="{max(high, estimate) + 6}" y="{top + 13}">{one["estimate_w"]}{escape(unknown)}</text>',
    ]
