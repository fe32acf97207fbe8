"""`nornir`: a task file for Nornir and Netmiko that carries the plan out and refuses any other package.

Commands are read from the package's change plan when it runs: the file holds none of its own. Source: Nornir and
nornir-netmiko, Netmiko's send_command.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.exports.base import Export, Exported
from bot.handoff import automation, unseen

if TYPE_CHECKING:
    from bot.handoff import HandOff


def write(found: HandOff) -> Exported:
    """Return the file."""
    platforms = sorted({step.platform for step in found.plan.steps})
    if unknown := [name for name in platforms if not automation(name).netmiko]:
        return Exported((), (), (f"Netmiko does not know {', '.join(unknown)}: half a change is none",))
    abandon = {name: list(automation(name).abandon) for name in platforms}
    text = (files("bot") / "exports" / "nornir_tasks.txt").read_text(encoding="utf-8")
    filled = {"__INTENT__": found.intent, "__DIGEST__": found.digest, "__ABANDON__": json.dumps(abandon)}
    for name, value in filled.items():
        text = text.replace(name, value)
    covered = tuple(f"step {step.number}: {step.device}: {step.purpose}" for step in found.plan.steps)
    return Exported(((f"{found.intent}_nornir.py", text),), covered, tuple(unseen(found)))


PLUGIN = Export(title="Nornir task file", write=write)
