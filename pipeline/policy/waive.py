"""Take waivers into account: what they cover is told and does not block; one that has run out blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.policy import Violation, Waiver


@dataclass(slots=True)
class Waived:
    """Violations, sorted out."""

    standing: list[Violation] = field(default_factory=list)
    """Those that no waiver covers."""
    covered: list[tuple[Violation, Waiver]] = field(default_factory=list)
    expired: list[tuple[Violation, Waiver]] = field(default_factory=list)
    """Those whose waiver ends before the change does; they are among the standing ones, too."""

    @property
    def holds_until(self) -> str:
        """The first day on which a waiver that was used ends; empty where none was."""
        return min((waiver.expires for _, waiver in self.covered), default="")


def waive(violations: Sequence[Violation], waivers: Sequence[Waiver], intent: str, last_day: str) -> Waived:
    """Sort violations out. `last_day` is the day on which the change ends, empty where the intent names no window.

    No clock is read here: whether a waiver that was used still holds on the day of the decision is the gate's to say.
    """
    out = Waived()
    for one in violations:
        fitting = [waiver for waiver in waivers if _covers(waiver, one, intent)]
        good = [waiver for waiver in fitting if waiver.expires >= last_day]
        if one.severity is not Severity.ERROR or not fitting:
            out.standing.append(one)
        elif good:
            out.covered.append((one, max(good, key=lambda waiver: waiver.expires)))
        else:
            out.standing.append(one)
            out.expired.append((one, max(fitting, key=lambda waiver: waiver.expires)))
    return out


def _covers(waiver: Waiver, one: Violation, intent: str) -> bool:
    scope = waiver.scope
    return (
        waiver.rule == one.rule
        and (not scope.intents or intent in scope.intents)
        and (not scope.devices or one.device in scope.devices)
        and (not scope.sites or one.site in scope.sites)
    )
