"""Say what devices gain and lose: those with the same lines together, so that fifty alike are read once. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.markdown import block, code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.package import ChangePackage

MOST_LINES = 40
"""Of one group; the rest stands in the package."""

Group = tuple[tuple[str, ...], tuple[str, ...], str]
"""Gained, lost, and what the proof says."""


def groups(package: ChangePackage) -> list[tuple[Group, list[dict[str, Any]]]]:
    """Return a package's devices by what they gain and lose, the largest group first."""
    return alike(json.loads(dict(package.files).get("candidates.json", b'{"devices": []}'))["devices"])


def alike(devices: Iterable[dict[str, Any]]) -> list[tuple[Group, list[dict[str, Any]]]]:
    """Return devices by what they gain and lose, the largest group first."""
    found: dict[Group, list[dict[str, Any]]] = {}
    for one in devices:
        gained = tuple(line["text"] for line in one["lines"])
        found.setdefault((gained, tuple(one["removed"]), one["proof"]["verdict"]), []).append(one)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[1][0]["device"]))


def section(package: ChangePackage, *, whole: bool) -> list[str]:
    """Return the lines of the section; not whole: numbers only."""
    out = []
    for (gained, lost, verdict), devices in groups(package):
        names = ", ".join(code(one["device"]) for one in devices[:20])
        more = f" and {len(devices) - 20} more" if len(devices) > 20 else ""
        platforms = ", ".join(sorted({one["platform"] for one in devices}))
        proof = "commands and rollback proved on the model" if verdict == "proved" else verdict.replace("_", " ")
        count = f"{len(devices)} devices alike: " if len(devices) > 1 else ""
        out.append(f"**{count}{names}{more}** ({platforms}): +{len(gained)} −{len(lost)} lines, {proof}")
        if not devices[0]["changed"]:
            out += ["", "Nothing: all that is asked for is there already.", ""]
            continue
        if whole:
            lines = [*(f"- {line}" for line in lost), *(f"+ {line}" for line in gained)]
            rest = len(lines) - MOST_LINES
            shown = lines[:MOST_LINES] + ([f"  … {rest} lines more in the package"] if rest > 0 else [])
            out += ["", *block(shown, "diff")]
        out.append("")
    return out
