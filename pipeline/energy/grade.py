"""Grades: confidence as a letter by rule, with a code for every reason; nobody sets it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.energy.anchor import Anchor
    from pipeline.energy.counts import Moved, Term
    from pipeline.energy.uncertainty import Spread
    from schemas.footprint import Accuracy, Grade, Reason, Tier

MATTERS = 0.10
"""A term decides about the grade when it carries more than that share of the delta."""
_WORST: dict[Grade, frozenset[Reason]] = {
    "D": frozenset(("no_telemetry", "stale", "sensor_blind", "llm_extracted_datasheet")),
    "C": frozenset(("psu_output_only", "low_coverage", "traffic_assumed", "platform_not_in_pack")),
    "B": frozenset(
        (
            "below_mde",
            "days_missing",
            "optic_by_datasheet",
            "sensor_quantised",
            "sensor_unchecked",
            "sign_uncertain",
            "speed_scaled",
        )
    ),
}
"""The grade is at best that where such a reason is there."""
_TIERS: dict[Tier, Grade] = {"T1": "A", "T2": "A", "T3": "B", "T4": "C", "T5": "D"}
_SURE = 0.95


def matter(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that carry more than a tenth of the delta; all where they cancel."""
    whole = max(abs(sum(one.watts for one in terms)), max((abs(one.watts) for one in terms), default=0.0))
    return tuple(one for one in terms if abs(one.watts) > MATTERS * whole) or tuple(terms)


def worst_tier(terms: Sequence[Term]) -> Tier | None:
    """Return the worst tier among the terms that matter; None where there is none."""
    return max((parameter.tier for one in matter(terms) for parameter in one.parameters), default=None)


def reasons(
    found: Moved, anchors: Mapping[str, Anchor], total: Spread | None, *, ports: bool, devices: Sequence[str]
) -> tuple[Reason, ...]:
    """Return the codes of all that makes the estimate worse than it could be, sorted."""
    if not ports:
        return ("no_port_effect",)
    said: set[Reason] = {one.reason for one in found.refused} | found.assumed
    said.update(reason for one in matter(found.terms) for parameter in one.parameters for reason in parameter.reasons)
    for name in sorted(set(devices)):
        at = anchors.get(name)
        if at is None:
            said.add("no_telemetry")
            continue
        said |= set(at.reasons)
        watts = sum(one.watts for one in found.terms if one.key.device == name)
        if at.quantised(watts):
            said.add("sensor_quantised")
        if at.least is None:
            said.add("days_missing")
        elif abs(watts) < at.least:
            said.add("below_mde")
    if total is not None and _SURE > total.negative > 1 - _SURE:
        said.add("sign_uncertain")
    return tuple(sorted(said))


def grade(tier: Tier | None, said: Iterable[Reason]) -> Grade:
    """Return the worst grade that the tier or a reason asks for."""
    given = set(said)
    from_reasons: list[Grade] = [letter for letter, codes in _WORST.items() if codes & given]
    return max([*from_reasons, _TIERS[tier or "T5"]])


def accuracy(given: Grade, anchors: Iterable[Anchor]) -> Accuracy:
    """Return whether the numbers rest on a meter and on measured terms, or are estimated."""
    at = list(anchors)
    metered = bool(at) and all(one.source == "meter" for one in at)
    return "accuracy-measured" if given in ("A", "B") and metered else "accuracy-estimated"
