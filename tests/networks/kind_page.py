"""The page of the reference that shows what the real analyzer says of every kind on every platform."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "declared-changes.md"
_INVENTORY = ROOT / "tests" / "cases" / "intents" / "network" / "inventory" / "devices.yaml"
_WORST = ("FAIL", "INCONCLUSIVE", "PASS")
_PLATFORMS = ("cisco_ios", "arista_eos", "cisco_nxos", "cisco_xr", "juniper_junos", "frr")


def platforms() -> dict[str, str]:
    """Return the platform of each device of the network that kinds are tried on."""
    return {item["name"]: item["platform"] for item in yaml.safe_load(_INVENTORY.read_text())["devices"]}


def page(recorded: Mapping[str, Any]) -> str:
    """Return the page."""
    cases: Mapping[str, Any] = recorded["cases"]
    source = ", ".join(f"{name} {version}" for name, version in sorted(recorded["source"].items()))
    kinds = sorted({name.partition("/")[0] for name in cases})
    counted = Counter(item["outcome"] for _, item in _devices(cases, "as it is"))
    put = [item for _, item in _devices(cases, "with more")]
    found, missed = sum(len(item["found"]) for item in put), sum(len(item["missed"]) for item in put)
    lines = [
        "<!-- generated: python -m tests.networks.record_kinds -->",
        "",
        "# Declared change of every kind, on the real analyzer",
        "",
        f"Recorded with {source}. Each cell is the worst verdict of the kind's good cases on that platform; a good",
        "case that FAILs would be a false alarm unless it is named below. Then all of it again with things smuggled in",
        "that no intent asked for, on every device that the case changes (an interface, a VLAN on a port, a session, a",
        "static route, a line of a filter, a line of a policy, a server): each must be found, by name, on its device.",
        "",
        f"As it is: {', '.join(f'{counted[one]} {one}' for one in _WORST)} (one a case and device). "
        f"Smuggled in: {found} found, {missed} missed.",
        "",
        f"| kind | {' | '.join(_PLATFORMS)} | smuggled in and found |",
        f"|---|{'---|' * len(_PLATFORMS)}---|",
    ]
    for kind in kinds:
        mine = {name: row for name, row in cases.items() if name.startswith(f"{kind}/")}
        cells = [_cell(mine, platform) for platform in _PLATFORMS]
        more = [item for _, item in _devices(mine, "with more")]
        hit, lost = sum(len(item["found"]) for item in more), sum(len(item["missed"]) for item in more)
        lines.append(f"| `{kind}` | {' | '.join(cells)} | {hit} of {hit + lost} |")
    lines += ["", "## Why it is no PASS", ""]
    lines += _reasons(cases) or ["Nothing."]
    lines += ["", "## What was smuggled in and not found", ""]
    lines += [
        f"- `{name}`, {device}: {', '.join(item['missed'])}"
        for name, row in sorted(cases.items())
        for device, item in sorted(row["with more"].items())
        if item["missed"]
    ] or ["Nothing."]
    return "\n".join([*lines, ""])


def _devices(cases: Mapping[str, Any], form: str) -> Iterator[tuple[str, Any]]:
    for row in cases.values():
        yield from row[form].items()


def _cell(cases: Mapping[str, Any], platform: str) -> str:
    known = platforms()
    seen = {item["outcome"] for device, item in _devices(cases, "as it is") if known[device] == platform}
    return next((one for one in _WORST if one in seen), "")


def _reasons(cases: Mapping[str, Any]) -> list[str]:
    lines = []
    for name, row in sorted(cases.items()):
        for device, item in sorted(row["as it is"].items()):
            if item["outcome"] != "PASS":
                why = "; ".join(dict.fromkeys(reason.replace("|", "\\|") for reason in item["reasons"][:3]))
                lines.append(f"- `{name}`, {device}: {item['outcome']}, {why}")
    return lines
