"""`consistency`: what devices must agree on or must not lose, by our own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.judge import consistency
from pipeline.semantic.verdict import Seen
from schemas.finding import Severity

if TYPE_CHECKING:
    from pipeline.floor.devices import Devices
    from pipeline.validators.base import Change
    from schemas.validation import Outcome


def judge(change: Change, devices: Devices) -> Seen:
    """Return what the rules find that was not there before."""
    del change
    found = consistency(devices.before, devices.after)
    wrong = any(item.severity is Severity.ERROR for item in found.new)
    reason = f"{len(found.rules)} rules on {len(found.devices)} devices find {len(found.new) or 'nothing'} new"
    reason += f"; {len(found.old)} problems were there before" if found.old else ""
    unread = not found.devices and bool(devices.blind)
    outcome: Outcome = "FAIL" if wrong else "INCONCLUSIVE" if unread else "PASS"
    return Seen("consistency", outcome, reason, found.new, devices.blind)


PLUGIN = judge
