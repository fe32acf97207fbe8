"""What came of a case of the golden set, as text: for people, and to be compared with what was expected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.propose import Proposed
    from schemas.package import ChangePackage


def devices(package: ChangePackage) -> list[dict[str, Any]]:
    """Return the candidates of a package."""
    found: list[dict[str, Any]] = json.loads(dict(package.files)["candidates.json"])["devices"]
    return found


def written(done: Proposed) -> str:
    """Return findings, commands, proofs, hazards and provenance."""
    out = [f"{item.severity} {item.rule} {item.place}: {item.advice}" for item in done.findings]
    for package in done.packages:
        out += [f"# {package.intent}: {'blocked' if package.blocking else 'may be approved'}", ""]
        out += [f"{item.severity} {item.rule} {item.place}: {item.advice}" for item in package.findings]
        for item in devices(package):
            out += ["", f"## {item['device']}", "", *_indented(item["remediation"]), "", "back:", ""]
            out += [*_indented(item["rollback"]), "", f"proof: {item['proof']['verdict']} {item['proof']['reason']}"]
            out += [f"hazard: {hazard['message']}" for hazard in item["hazards"]]
            out += [_line(item, line) for line in item["lines"]]
        out.append("")
    return "\n".join(line.rstrip() for line in out).rstrip() + "\n"


def _indented(commands: list[str]) -> list[str]:
    return [f"    {line}" for command in commands for line in command.split("\n")] or ["    (nothing)"]


def _line(item: dict[str, Any], line: dict[str, Any]) -> str:
    origin = item["origins"][line["origin"]]
    return f"{line['line']:>5} {line['text']}  <- {origin['field']}, {origin['blueprint']}"
