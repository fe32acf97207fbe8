"""The fleet as SVG: power by site with intervals, told apart by words, not by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.energy.bars import Axis, Bar, Look, alone, drawn, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _LEFT, _ROW, _TOP = 760, 220, 26, 40
_LOOK = Look(
    tall=16,
    baseline=13,
    whisker=5,
    bar='fill="#ccc" stroke="#000"',
    interval='stroke="#000" stroke-width="3"',
    edge='stroke="#000" stroke-width="2"',
    gap=6,
)


def svg(report: dict[str, Any]) -> str:
    """Return the chart: a bar a site, then a bar a role; what is not known is counted in words beside it."""
    rows = [("site", one) for one in report["sites"]] + [("role", one) for one in report["roles"]]
    most = max((float(one["high_w"]) for _, one in rows if "high_w" in one), default=1.0) or 1.0
    on = Axis(_LEFT, _WIDTH - _LEFT - 190, 0.0, most)
    out = [
        *alone(_WIDTH, _TOP + _ROW * len(rows) + 16, 12, f"Power of {report['devices']} devices by site and role"),
        text(8, 20, "Power in W by site and role; line: 95 times in 100."),
    ]
    for at, (kind, one) in enumerate(rows):
        out += _row(_TOP + at * _ROW, f"{kind} {one['name']}"[:34], one, on)
    return "\n".join([*out, "</svg>"]) + "\n"


def _row(top: int, name: str, one: dict[str, Any], on: Axis) -> Sequence[str]:
    if "estimate_w" not in one:
        return [text(8, top + _LOOK.baseline, name), text(_LEFT, top + _LOOK.baseline, "not known")]
    unknown = f", {one['not_known']} devices not known" if one["not_known"] else ""
    estimate, low, high = (max(float(one[key]), 0.0) for key in ("estimate_w", "low_w", "high_w"))
    return drawn(Bar(name, estimate, low, high, f"{one['estimate_w']}{unknown}"), top, on, _LOOK)
