"""Auditability: every line has an origin, every file a digest, every reference leads to what was used."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.golden_text import devices
from bot.measures.base import Measured, Ran, Words, part, share
from bot.package_files import unlike_manifest
from schemas.canonical import digest

if TYPE_CHECKING:
    from schemas.package import ChangePackage

LINES = Words(
    "auditability/lines", "lines", "lines that candidates have and the running configuration has not, with origin"
)
FILES = Words("auditability/manifests", "packages", "packages whose manifest has the digest of every file and no other")
INPUTS = Words("auditability/inputs", "packages", "packages that name every running configuration by its digest")
REFERENCES = Words(
    "auditability/references", "packages", "packages whose blueprints are all named with digest and reason"
)


def measure(ran: tuple[Ran, ...]) -> Measured:
    """Return the figures; a manifest that is wrong, or a reference that leads nowhere, is unsound."""
    packages = [(f"{one.case.name}: {package.intent}", one, package) for one in ran for package in one.done.packages]
    owned = total = 0
    for _, one, package in packages:
        for item in devices(package):
            mine, all_lines = _lines(one, package, item)
            owned, total = owned + mine, total + all_lines
    figures = (
        part(LINES, owned, total),
        share(FILES, (name for name, _, package in packages if unlike_manifest(dict(package.files))), len(packages)),
        share(INPUTS, (name for name, one, package in packages if not _inputs(one, package)), len(packages)),
        share(REFERENCES, (name for name, _, package in packages if not _references(package)), len(packages)),
    )
    return Measured(figures, sound=not any(one.missed for one in figures))


def _lines(one: Ran, package: ChangePackage, item: dict[str, Any]) -> tuple[int, int]:
    """Return how many of a candidate's new lines have an origin, and how many there are."""
    if item["after"]:
        return 0, 0
    running = Counter((one.case.files.read(f"configs/{item['device']}.cfg") or b"").decode().split("\n"))
    candidate = dict(package.files)[f"candidates/{item['device']}.cfg"].decode().split("\n")
    known = {line["line"] for line in item["lines"]}
    mine = all_lines = 0
    for number, text in enumerate(candidate, start=1):
        if running[text] > 0:
            running[text] -= 1
        elif text.strip(" !}"):
            all_lines += 1
            mine += number in known
    return mine, all_lines


def _inputs(one: Ran, package: ChangePackage) -> bool:
    said = {item["name"]: item["digest"] for item in json.loads(dict(package.files)["job.json"])["inputs"]}
    wanted = {f"configs/{item['device']}.cfg" for item in devices(package)}
    return all(said.get(path) == digest(one.case.files.read(path) or b"") for path in wanted)


def _references(package: ChangePackage) -> bool:
    files = dict(package.files)
    used = {item["blueprint"]: item for item in json.loads(files["knowledge.json"])["used"]}
    named = {origin["blueprint"] for item in devices(package) for origin in item["origins"] if origin["blueprint"]}
    named = {name for name in named if "@" in name}
    return all(name in used and used[name]["digest"].startswith("sha256:") and used[name]["because"] for name in named)


PLUGIN = measure
