"""Say what a change package says, in the order in which its reviewer reads it. Pure; old packages are read, too."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.report_devices import alike
from bot.web.diff_view import Difference, difference
from bot.web.energy_chart import bars, svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.energy.bars import Bar

WORDS = {"PASS": "pass", "FAIL": "fail", "INCONCLUSIVE": "no verdict"}


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody outside who was asked, and whether an answer came."""

    what: str
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package as its page shows it."""

    intent: str
    digest: str
    plan: dict[str, Any]
    checks: tuple[dict[str, Any], ...]
    findings: tuple[dict[str, Any], ...]
    unseen: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    differences: tuple[Difference, ...]
    unchanged: tuple[str, ...]
    footprint: dict[str, Any]
    watts: tuple[Bar, ...]
    whole_chart: Markup
    delta_chart: Markup
    files: tuple[tuple[str, int], ...]
    """Path inside the package, bytes."""

    @property
    def tally(self) -> str:
        """How many checks came out how, the worst first."""
        counted = Counter(one["outcome"] for one in self.checks)
        return ", ".join(f"{counted[one]} {WORDS[one]}" for one in ("FAIL", "INCONCLUSIVE", "PASS") if counted[one])

    @property
    def size(self) -> str:
        """Lines that come and go on all devices together."""
        gained = sum(one.gained * len(one.devices) for one in self.differences)
        lost = sum(one.lost * len(one.devices) for one in self.differences)
        return f"+{gained} −{lost}"


def needed(path: str) -> bool:
    """Tell whether the page needs the content of a package's file, or only its name."""
    return (path.count("/") == 0 and path.endswith(".json")) or path.startswith(("candidates/", "evidence/"))


def package_view(
    intent: str, digest: str, files: Mapping[str, bytes], sizes: Mapping[str, int] | None = None
) -> PackageView:
    """Return what a package says; `files` by their path inside it, those that are `needed` at least."""
    candidates, validation = _read(files, "candidates.json"), _read(files, "validation.json")
    footprint = _read(files, "footprint.json")
    groups = alike(candidates.get("devices", ()))
    changed = [devices for _, devices in groups if devices[0]["changed"]]
    whole, adds = bars(footprint)
    listed = {path: len(content) for path, content in files.items()} if sizes is None else dict(sizes)
    return PackageView(
        intent=intent,
        digest=digest,
        plan=_read(files, "change-plan.json"),
        checks=tuple({**one, "word": WORDS.get(one["outcome"], "?")} for one in validation.get("checks", ())),
        findings=tuple(_finding(one) for one in validation.get("findings", ())),
        unseen=tuple(validation.get("not_verified", ())),
        witnesses=_witnesses(files),
        differences=tuple(
            difference(devices, files.get(f"candidates/{devices[0]['device']}.cfg", b"")) for devices in changed
        ),
        unchanged=tuple(one["device"] for _, devices in groups for one in devices if not one["changed"]),
        footprint=footprint,
        watts=(*whole, *adds),
        whole_chart=Markup(svg(whole, "Power before and after", f"whole-{intent}")),  # noqa: S704 - svg escapes
        delta_chart=Markup(svg(adds, "What the change adds", f"adds-{intent}")),  # noqa: S704 - svg escapes
        files=tuple(sorted(listed.items())),
    )


def _read(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    found = json.loads(files.get(name, b"{}"))
    return found if isinstance(found, dict) else {}


def _finding(one: dict[str, Any]) -> dict[str, Any]:
    place = one.get("place")
    where = f"{place['file']}:{place['line']}:{place['column']}" if place else one.get("device", "")
    return {**one, "where": where}


def _witnesses(files: Mapping[str, bytes]) -> tuple[Witness, ...]:
    found = []
    for name in sorted(files):
        if not name.startswith("evidence/") or not name.endswith(".json"):
            continue
        said = _read(files, name)
        if said.get("kind") != "evidence":
            continue
        question, answer = said["question"], said["answer"]
        who = ", ".join(f"{one} {version}".strip() for one, version in answer.get("source", ()))
        state = answer["state"] if not answer.get("reason") else f"{answer['state']}: {answer['reason']}"
        found.append(Witness(f"{question['port']}: {question['name']}", who or "nobody", state))
    return tuple(found)
