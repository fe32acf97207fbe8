"""Conflicts: two fields that ask for different things in one place of a device."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from schemas.feature import Feature
    from schemas.finding import Place


@dataclass(slots=True)
class Claims:
    """What the intents of a change set have asked for so far."""

    held: dict[tuple[str, ...], tuple[Feature, Place]] = field(default_factory=dict)

    def claim(self, device: str, feature: Feature, place: Place) -> Finding | None:
        """Note what a field asks for; return the finding where another field asks for something else there."""
        known, where = self.held.setdefault((device, *feature.key), (feature, place))
        if known.says == feature.says:
            return None
        what = " ".join(part for part in feature.key if part).replace("_", " ")
        return Finding(
            rule="intent-conflict",
            severity=Severity.ERROR,
            message=f"{what} on {device} is asked for in two ways: here and at {where}",
            place=place,
            hint="make both say the same, or take one out of this pull request",
            device=device,
        )
