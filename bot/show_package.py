"""Show a change package in the terminal, as its reviewer reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from schemas.package import ChangePackage

_COLORS = {"PASS": "green", "FAIL": "bold red", "INCONCLUSIVE": "yellow"}
_WORDS = {"PASS": "PASS", "FAIL": "FAIL", "INCONCLUSIVE": "NO VERDICT"}
_LEVELS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def show(package: ChangePackage) -> RenderableType:
    """Return commands, verdicts, findings and what nobody looked at."""
    files = dict(package.files)
    candidates: dict[str, Any] = json.loads(files["candidates.json"])
    validation: dict[str, Any] = json.loads(files["validation.json"])
    plan: dict[str, Any] = json.loads(files["change-plan.json"])
    parts: list[RenderableType] = [_devices(candidates)]
    for item in candidates["devices"]:
        if item["remediation"]:
            lines = Text("\n".join(item["remediation"]))
            parts.append(Panel(lines, title=f"{item['device']} ({item['platform']})", title_align="left", expand=False))
    parts += [_checks(validation), _findings(validation), _unseen(validation), _risk(plan)]
    return Group(*parts)


def _devices(candidates: dict[str, Any]) -> Table:
    table = Table(title="Devices", title_justify="left")
    for name in ("device", "platform", "commands", "back", "proof", "hazards"):
        table.add_column(name)
    for item in candidates["devices"]:
        proof = item["proof"]["verdict"]
        hazards = str(len(item["hazards"]))
        table.add_row(
            item["device"],
            item["platform"],
            str(len(item["remediation"])),
            str(len(item["rollback"])),
            Text(proof.replace("_", " "), style="green" if proof == "proved" else "bold red"),
            hazards,
        )
    return table


def _checks(validation: dict[str, Any]) -> Table:
    table = Table(title="Checks", title_justify="left")
    for name in ("check", "verdict", "what was looked at, or why there is no verdict"):
        table.add_column(name)
    for check in validation["checks"]:
        outcome = check["outcome"]
        table.add_row(check["name"], Text(_WORDS[outcome], style=_COLORS[outcome]), check["reason"])
    return table


def _findings(validation: dict[str, Any]) -> RenderableType:
    out = Text()
    for item in validation["findings"]:
        place = item["place"] or {"file": "", "line": 0, "column": 0}
        out.append(f"{item['severity']:<8}", style=_LEVELS[item["severity"]])
        out.append(f"{place['file']}:{place['line']}:{place['column']} ")
        out.append(f"{item['message']}")
        out.append(f" ({item['hint']})\n" if item["hint"] else "\n", style="dim")
    return out if validation["findings"] else Text("No findings.", style="green")


def _unseen(validation: dict[str, Any]) -> RenderableType:
    lines = "\n".join(f"- {text}" for text in validation["not_verified"])
    return Panel(lines, title="NOT verified", title_align="left", border_style="yellow", expand=False)


def _risk(plan: dict[str, Any]) -> Text:
    radius = plan["blast_radius"]
    near = ", ".join(radius["neighbors"]) or "none known"
    said = f"Risk {plan['risk']}: {'; '.join(plan['risk_reasons'])}. At the other end of the cables: {near}."
    return Text(said, style="bold")
