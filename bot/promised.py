"""Compare what a released change promised with what devices run now: verified, applied in part, or drifted. Pure.

No device is asked: the running configurations on the base branch tell, as whoever collects them writes them there.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipeline.engine import engine
from schemas.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Outcome = Literal["verified", "not applied", "partially applied", "drifted", "unknown"]
_WORST: tuple[Outcome, ...] = ("verified", "not applied", "partially applied", "drifted", "unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not as it was promised."""

    text: str
    missing: bool
    """It should be there; otherwise it should not."""
    owner: str
    """Which field of which intent asked for it; empty where no change did."""
    around: tuple[str, ...] = ()
    """The lines of the blocks around it, outermost first."""

    @property
    def block(self) -> str:
        """The blocks around it in one line; empty at the top."""
        return " / ".join(self.around)


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One device of a change."""

    device: str
    outcome: Outcome
    lines: tuple[Line, ...] = ()
    reason: str = ""


def compare(intent: str, package: Mapping[str, bytes], running: Mapping[str, str | None]) -> tuple[DeviceStatus, ...]:
    """Return the status of every device of a package; `running` holds what each runs now.

    Laws: a device that runs its candidate is verified; one that still runs what the change began at is not applied.
    """
    try:
        devices = json.loads(package["candidates.json"])["devices"]
    except (KeyError, ValueError, TypeError):
        return ()
    return tuple(_device(intent, one, package, running.get(one["device"])) for one in devices if one["changed"])


def _device(intent: str, item: dict[str, Any], package: Mapping[str, bytes], now: str | None) -> DeviceStatus:
    name = item["device"]
    candidate = package.get(f"candidates/{name}.cfg")
    if now is None or candidate is None:
        why = f"configs/{name}.cfg is not there" if now is None else "the package has no candidate of it"
        return DeviceStatus(name, "unknown", reason=why)
    wanted = candidate.decode()
    parts = engine(item["platform"])
    if not parts.derive(now, wanted) and not parts.derive(wanted, now):
        return DeviceStatus(name, "verified")
    owners = {
        one["text"]: f"{intent}: {item['origins'][one['origin']]['field']}"
        for one in item["lines"]
        if one["text"] != "!"
    }
    lines = (*_missing(wanted, now, owners), *_extra(wanted, now))
    if digest(now.encode()) == item["running_digest"]:
        return DeviceStatus(name, "not applied", lines)
    promised = [one for one in lines if one.owner or (not one.missing and one.text in item["removed"])]
    if not promised:
        return DeviceStatus(name, "drifted", lines)
    kept = Counter(line.strip() for line in now.split("\n"))
    done = [text for text in owners if kept[text]] + [text for text in item["removed"] if not kept[text]]
    return DeviceStatus(name, "partially applied" if done else "not applied", lines)


def _missing(wanted: str, now: str, owners: Mapping[str, str]) -> list[Line]:
    return [Line(text, missing=True, owner=owners.get(text, ""), around=at) for at, text in _difference(wanted, now)]


def _extra(wanted: str, now: str) -> list[Line]:
    return [Line(text, missing=False, owner="", around=at) for at, text in _difference(now, wanted)]


def _difference(one: str, other: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the lines of one that the other has not as often in the same block, in their order."""
    there = Counter(_placed(other))
    out = []
    for line in _placed(one):
        if there[line]:
            there[line] -= 1
        else:
            out.append(line)
    return out


def _placed(config: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return every line with the lines that it is indented under, outermost first; no comment, no closing brace."""
    around: list[tuple[int, str]] = []
    for line in config.split("\n"):
        text = line.strip()
        if not text or text in ("!", "}"):
            continue
        indent = len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip())
        while around and around[-1][0] >= indent:
            around.pop()
        yield tuple(header for _, header in around), text
        around.append((indent, text.removesuffix("{").rstrip()))


def overall(devices: tuple[DeviceStatus, ...]) -> Outcome:
    """Return the status of a change: that of its worst device; applied here and not there is in part."""
    outcomes = {one.outcome for one in devices}
    if not outcomes:
        return "unknown"
    if {"verified", "not applied"} <= outcomes and not outcomes & {"drifted", "unknown"}:
        return "partially applied"
    return max(outcomes, key=_WORST.index)
