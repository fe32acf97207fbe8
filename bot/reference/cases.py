"""The page of cases: on which platform each kind is seen good, wrong and conflicting, and where it is not, and why."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from bot.reference.kinds import CASES
from pipeline.engine import platforms
from pipeline.registry import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SORTS = ("good", "wrong", "conflict")
"""What a kind must be seen as on every platform that it works on; what is good is asked for twice, too, and then it
changes nothing."""
ANYWHERE = ""
"""Stands for the platform where values are refused before any device is looked at."""
_PARTS = "what it consists of is compiled as the kinds that it is made of"
_TELEMETRY = "needs counters of weeks to be approved, which the tests of energy bring; here its candidates are seen"
WITHOUT: Mapping[tuple[str, str, str], str] = {
    ("banner", "wrong", ""): "no device makes a text wrong; values are refused before",
    ("snmp_v3", "wrong", ""): "a secret's value is refused before any device is looked at",
    ("vrf", "conflict", "cisco_xr"): "distinguishers stand in BGP there, and targets of two intents add up",
    ("retire", "conflict", ""): "what another merged intent asks for, too, stays and is said",
    ("retire", "wrong", ""): "only the intent's name can be wrong",
    ("revert", "wrong", ""): "only the intent's name can be wrong",
    ("bundle", "wrong", ""): _PARTS,
    ("bundle", "conflict", ""): _PARTS,
    ("emergency", "wrong", ""): _PARTS,
    ("emergency", "conflict", ""): _PARTS,
    ("lag_member_sleep", "good", ""): _TELEMETRY,
    ("port_sleep", "good", ""): _TELEMETRY,
    ("unused_ports_off", "good", ""): _TELEMETRY,
    ("unused_ports_off", "wrong", ""): "it chooses the ports itself; a device that does not list them is refused",
}
"""Why a sort is not there, by kind, sort, and platform; empty is all of them."""


@cache
def tried(cases: Path = CASES) -> dict[str, dict[str, frozenset[str]]]:
    """Return the sorts that cases show, by kind and platform, read from what is expected of them."""
    listed = yaml.safe_load((cases / "network" / "inventory" / "devices.yaml").read_text(encoding="utf-8"))["devices"]
    names = {one["name"]: one["platform"] for one in listed} | {name: name for name in platforms()}
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])")
    found: dict[str, dict[str, set[str]]] = {kind: {} for kind in kinds()}
    for file in sorted(cases.glob("*/*/expected.txt")):
        mine = found[file.parents[1].name]
        for package in re.split(r"^# ", file.read_text(encoding="utf-8"), flags=re.MULTILINE):
            errors = re.findall(r"^error .*$", package, re.MULTILINE)
            if file.parent.name.startswith("good"):
                for device in re.findall(r"^## (\S+)$", package, re.MULTILINE):
                    mine.setdefault(names[device], set()).add("good")
            sort = "conflict" if file.parent.name.startswith("conflict") else "wrong"
            for line in errors:
                there = {names[device] for device in named.findall(line)}
                for platform in there or ({ANYWHERE} if sort == "wrong" else set()):
                    mine.setdefault(platform, set()).add(sort)
    return {kind: {name: frozenset(sorts) for name, sorts in mine.items()} for kind, mine in found.items()}


def reason(kind: str, sort: str, platform: str) -> str:
    """Return why a kind is not seen as that on a platform; empty where it must be."""
    return WITHOUT.get((kind, sort, platform)) or WITHOUT.get((kind, sort, ""), "")


def pages() -> dict[str, str]:
    """Return the page."""
    names = platforms()
    out = ["# Cases of kinds", ""]
    out += ["On which platform the cases of the tests show each kind `good` (its commands are proved, and asked for"]
    out += ["again they change nothing), `wrong` (refused where it stands), and in `conflict` (two intents of a pull"]
    out += [
        "request ask for it in two ways, or somebody changed it since). A cell is empty where a kind has nothing to"
    ]
    out += ["do: see [features by platform](features.md).", ""]
    out += [f"| kind | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
    for kind, mine in tried().items():
        cells = [", ".join(sort for sort in SORTS if sort in mine.get(name, ())) for name in names]
        out.append(f"| [`{kind}`](kinds/{kind}.md) | {' | '.join(cells)} |")
    out += ["", "## What is not there, and why", ""]
    out += [f"- `{kind}`, {sort}{f' on {name}' if name else ''}: {why}" for (kind, sort, name), why in WITHOUT.items()]
    return {"cases.md": "\n".join(out) + "\n"}


PLUGIN = pages
