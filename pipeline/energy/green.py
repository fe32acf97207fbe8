"""The accuracy words of the IETF's GREEN working group: the one place that knows the revision they are taken from.

The drafts move; another revision is another table here, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.footprint import EvidenceRef, Footprint, Grade

REVISION = "draft-ietf-green-power-and-energy-yang-04"
"""Module ietf-power-and-energy, leaf data-source-accuracy, of 9 September 2026."""
_MEASURED: dict[Grade, str] = {"A": "accuracy-measured-gold", "B": "accuracy-measured-silver"}


def delta_identity(found: Footprint) -> str:
    """Return the identity for the delta: measured only for grades A and B on meters, estimated otherwise."""
    if found.accuracy == "accuracy-measured" and found.grade in _MEASURED:
        return _MEASURED[found.grade]
    return "accuracy-estimated"


def as_is_identity(evidence: Iterable[EvidenceRef]) -> str:
    """Return the identity for the power as it is, by the worst source: meter, input of supplies, their output."""
    sources = {one.source for one in evidence}
    if not sources:
        return "accuracy-estimated"
    if "psu_output" in sources:
        return "accuracy-measured-bronze"
    return "accuracy-measured-silver" if "psu_input" in sources else "accuracy-measured-gold"
