"""Say what devices gain and lose: those with the same lines together, so that fifty alike are read once. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.context_diff import in_context
from bot.markdown import block, code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def section(package: ChangePackage, texts: Mapping[str, str], *, whole: bool) -> list[str]:
    """Return the lines of the section; not whole: numbers only. `texts`: running configurations by their digest."""
    out = []
    for shown, devices in _alike_in_place(package, texts):
        names = ", ".join(code(one["device"]) for one in devices[:20])
        more = f" and {len(devices) - 20} more" if len(devices) > 20 else ""
        platforms = ", ".join(sorted({one["platform"] for one in devices}))
        verdict = devices[0]["proof"]["verdict"]
        proof = "commands and rollback proved on the model" if verdict == "proved" else verdict.replace("_", " ")
        count = f"{len(devices)} devices alike: " if len(devices) > 1 else ""
        gained, lost = len(devices[0]["lines"]), len(devices[0]["removed"])
        out.append(f"**{count}{names}{more}** ({platforms}): +{gained} −{lost} lines, {proof}")
        if not devices[0]["changed"]:
            out += ["", "Nothing: all that is asked for is there already.", ""]
            continue
        if whole:
            rest = len(shown) - MOST_LINES
            cut = (*shown[:MOST_LINES], f"  … {rest} lines more in the package") if rest > 0 else shown
            out += ["", *block(cut, "diff")]
        out.append("")
    return out


def _alike_in_place(
    package: ChangePackage, texts: Mapping[str, str]
) -> list[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Return devices with what is shown of them, which is the same for all of a group, its blocks included."""
    files = dict(package.files)
    out: dict[tuple[str, Group, tuple[str, ...]], list[dict[str, Any]]] = {}
    for group, devices in groups(package):
        gained, lost, verdict = group
        for one in devices:
            before = texts.get(one["running_digest"])
            after = files.get(f"candidates/{one['device']}.cfg")
            known = None if before is None or after is None else in_context(before.splitlines(), _lines(after))
            plain = (*(f"- {line}" for line in lost), *(f"+ {line}" for line in gained))
            out.setdefault((verdict, group, plain if known is None else known), []).append(one)
    found = [(shown, devices) for (_, _, shown), devices in out.items()]
    return sorted(found, key=lambda item: (-len(item[1]), item[1][0]["device"]))


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()
