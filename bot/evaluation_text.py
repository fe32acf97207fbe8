"""An evaluation for people, as Markdown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.evaluation import Evaluation, Figure

_NAMED = 8
"""So many of what is lacking are named."""


def text(found: Evaluation) -> str:
    """Return the report."""
    about = dict(found.about)
    out = [
        f"# Evaluation of gains {about.get('gains', '?')}",
        "",
        f"Made {found.made} from commit `{about.get('commit', '?')}` over {found.cases} cases "
        f"(golden set `{found.golden}`): "
        + (
            "every case came out as it should and every law held."
            if found.sound
            else "**something is not as it should be.**"
        ),
        "",
    ]
    topic = ""
    for one in found.figures:
        head, _, name = one.name.partition("/")
        if head != topic:
            topic = head
            out += [
                "",
                f"## {topic.capitalize()}",
                "",
                "| measure | value | share | what it says |",
                "|---|--:|--:|---|",
            ]
        out.append(f"| {name} | {value(one)} | {share(one)} | {one.words}{_lacking(one)} |")
    out += ["", "", "## Made with", "", "| what | version or digest |", "|---|---|"]
    out += [f"| {name} | {said} |" for name, said in found.about if said != "not installed"]
    return "\n".join(out) + "\n"


def value(one: Figure) -> str:
    """Return a figure's value with its unit."""
    return f"{one.value} of {one.of} {one.unit}" if one.of else f"{one.value} {one.unit}"


def share(one: Figure) -> str:
    """Return which part it is, in percent, never rounded up to all; empty where it is no part or of nothing."""
    if not one.of or Decimal(one.of) == 0:
        return ""
    percent = Decimal(one.value) * 100 / Decimal(one.of)
    return f"{percent.quantize(Decimal('0.1'), rounding='ROUND_DOWN')} %"


def _lacking(one: Figure) -> str:
    if not one.missed:
        return ""
    more = f", and {len(one.missed) - _NAMED} more" if len(one.missed) > _NAMED else ""
    return f"; not: {', '.join(one.missed[:_NAMED])}{more}"
