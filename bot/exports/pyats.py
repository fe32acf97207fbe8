"""`pyats`: test cases for pyATS (Blitz) of every look of the plan that a program can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exports.base import Export, Exported, head, yaml
from bot.handoff import automation, unseen

if TYPE_CHECKING:
    from bot.handoff import HandOff
    from schemas.plan import Look

_INTERVAL_S = 10


def write(found: HandOff) -> Exported:
    """Return a trigger datafile: one test case a step, one section a look, in the plan's order."""
    cases: dict[str, Any] = {}
    covered: list[str] = []
    left: list[str] = []
    for step in found.plan.steps:
        looks = [look for look in step.post_checks if look.how == "matches"]
        if not looks:
            left.append(f"{step.device}: step {step.number} has no look that a program can judge")
            continue
        if not automation(step.platform).pyats:
            left.append(f"{step.device}: pyATS does not know {step.platform}")
            continue
        cases[f"gains_step_{step.number}_{step.device}"] = {
            "groups": ["gains"],
            "description": f"{found.intent}: {step.purpose}; manifest {found.digest}",
            "source": {"pkg": "genie.libs.sdk", "class": "triggers.blitz.blitz.Blitz"},
            "devices": [step.device],
            "test_sections": [{look.id.replace(".", "_").replace("-", "_"): [_action(look)]} for look in looks],
        }
        covered += [f"{look.device}: `{look.command}`: {look.expect}" for look in looks]
    left += unseen(found)
    text = head(found, "pyATS (Blitz) test cases", tuple(left)) + yaml(cases)
    return Exported(((f"{found.intent}.pyats.yaml", text),), tuple(covered), tuple(left))


def _action(look: Look) -> dict[str, Any]:
    """Return the look: some line of the output must match, within its time."""
    patience = {"max_time": look.within_s, "check_interval": _INTERVAL_S} if look.within_s else {}
    return {
        "execute": {
            "device": look.device,
            "command": look.command,
            "include": [f"(?m){look.pattern}"],
            **patience,
        }
    }


PLUGIN = Export(title="pyATS test cases (Blitz)", write=write)
