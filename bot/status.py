"""Say of every released change whether the network runs it: packages and running configurations at one commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.promised import DeviceStatus, compare, overall

if TYPE_CHECKING:
    from datetime import datetime

    from bot.ports import Repository
    from bot.promised import Outcome


@dataclass(frozen=True, slots=True)
class ChangeStatus:
    """One released change."""

    intent: str
    outcome: Outcome
    devices: tuple[DeviceStatus, ...]
    """Those for which no later change speaks."""
    later: tuple[tuple[str, str], ...]
    """Device and the later change that speaks for it."""
    released: datetime
    seen: tuple[tuple[str, str], ...]
    """Device, and who wrote its running configuration last: name and commit."""

    def lines(self) -> tuple[str, ...]:
        """Say it, line by line."""
        out = []
        writers = dict(self.seen)
        for one in self.devices:
            by = f"; running configuration by {writers[one.device]}" if one.device in writers else ""
            out.append(f"{one.device}: {one.outcome}{f' ({one.reason})' if one.reason else ''}{by}")
            for line in one.lines:
                owner = (
                    f", asked for by {line.owner}" if line.owner else ", asked for by no change" * (not line.missing)
                )
                place = f" (in {line.block})" if line.around else ""
                out.append(f"    {'missing' if line.missing else 'not promised'}: {line.text}{owner}{place}")
        return (*out, *(f"{device}: see the later change {name}" for device, name in self.later))


def statuses(repository: Repository, commit: str) -> tuple[ChangeStatus, ...]:
    """Return every released change at a commit of the base branch, newest first."""
    entries = repository.entries(commit, "changes")
    intents = sorted({path.split("/")[1] for path in (one.path for one in entries) if path.endswith("/manifest.json")})
    dated = []
    for intent in intents:
        last = repository.touching(commit, f"changes/{intent}/manifest.json")
        if last:
            dated.append((last[0].when, intent))
    spoken: dict[str, str] = {}
    out = []
    for when, intent in sorted(dated, reverse=True):
        folder = f"changes/{intent}"
        paths = [one.path for one in entries if one.path.startswith(f"{folder}/")]
        package = {
            path.removeprefix(f"{folder}/"): content for path, content in repository.read_all(commit, paths).items()
        }
        found = compare(intent, package, _running(repository, commit, package))
        mine = tuple(one for one in found if one.device not in spoken)
        later = tuple((one.device, spoken[one.device]) for one in found if one.device in spoken)
        for one in mine:
            spoken[one.device] = intent
        writers = tuple((one.device, _writer(repository, commit, one.device)) for one in mine)
        outcome = overall(mine) if mine or not later else "verified"
        out.append(ChangeStatus(intent, outcome, mine, later, when, writers))
    return tuple(out)


def _running(repository: Repository, commit: str, package: dict[str, bytes]) -> dict[str, str | None]:
    names = [
        path.removeprefix("candidates/").removesuffix(".cfg") for path in package if path.startswith("candidates/")
    ]
    there = repository.read_all(commit, [f"configs/{name}.cfg" for name in names])
    return {
        name: there[path].decode(errors="replace") if (path := f"configs/{name}.cfg") in there else None
        for name in names
    }


def _writer(repository: Repository, commit: str, device: str) -> str:
    last = repository.touching(commit, f"configs/{device}.cfg")
    return f"{last[0].author[0]} in {last[0].sha[:12]}" if last else "nobody"
