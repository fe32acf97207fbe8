"""Merge what a source knows into an inventory: field by field, with where each comes from; nothing is lost unnamed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from pipeline.invalid import problems
from schemas.inventory import Device, Link, LinkEnd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.inventories.base import End, FoundDevice, Imported

State = Literal["new", "changed", "kept", "gone", "refused"]
"""kept: it was written by hand, or by another source, and stays; gone: the source does not have it any more."""
UNKNOWN = "unknown"
REQUIRED = ("os_version", "role", "site")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the difference."""

    state: State
    subject: str
    words: str


@dataclass(slots=True)
class There:
    """What the repository says before."""

    devices: Mapping[str, dict[str, Any]]
    """Items of devices.yaml by name."""
    links: Mapping[tuple[End, End], Link]
    """Cables by their ends."""
    provenance: dict[str, dict[str, str]]
    """By device, then field: `source: place`."""
    cables: dict[str, str]
    """The same for cables, by their ends in words."""
    configs: Mapping[str, bytes | None]
    """Running configurations by device."""


@dataclass(slots=True)
class Merged:
    """What to write."""

    changes: list[Change] = field(default_factory=list)
    new: dict[str, dict[str, str]] = field(default_factory=dict)
    sets: dict[str, dict[str, str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    cut: set[tuple[End, End]] = field(default_factory=set)
    configs: dict[str, bytes] = field(default_factory=dict)
    provenance: dict[str, dict[str, str]] = field(default_factory=dict)
    cables: dict[str, str] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        """Whether anything of it would be written."""
        return any(change.state in ("new", "changed") for change in self.changes) or bool(self.removed or self.cut)


@dataclass(frozen=True, slots=True)
class How:
    """How to merge."""

    source: str
    """Whose fields these are."""
    remove: bool = False
    """Take away what the source does not have any more."""
    take_over: bool = False
    """Put the source's word in place of what was written by hand or by another source."""
    part: bool = False
    """Only a part was asked for: what is not in it is not gone."""


def merge(there: There, found: Imported, how: How) -> Merged:
    """Return what to write, and every difference in words."""
    out = Merged(
        provenance={name: dict(fields) for name, fields in there.provenance.items()}, cables=dict(there.cables)
    )
    known = set(there.devices)
    for one in sorted(found.devices, key=lambda item: item.name):
        if _device(there, one, how, out):
            known.add(one.name)
    if not how.part:
        _gone(there, {one.name for one in found.devices}, how, out)
    _links(there, found, known - out.removed, how, out)
    out.changes += [Change("refused", "", words) for words in found.left]
    return out


def _device(there: There, one: FoundDevice, how: How, out: Merged) -> bool:
    """Merge one device; tell whether it is in the inventory afterwards."""
    before = there.devices.get(one.name)
    given = dict(one.fields)
    given.pop("name")
    base = before if before is not None else {"name": one.name, **dict.fromkeys(REQUIRED, UNKNOWN)}
    wanted: dict[str, str] = {}
    for name, value in given.items():
        if wrong := _wrong({**base, "platform": given["platform"], name: value}):
            out.changes.append(Change("refused", one.name, f"{name} {value!r}: {wrong}; left out"))
        else:
            wanted[name] = value
    if before is None:
        if wrong := _wrong({**base, **wanted}):
            out.changes.append(Change("refused", one.name, f"{wrong}; the device is left out"))
            return False
        out.new[one.name] = {"name": one.name, **dict.fromkeys(REQUIRED, UNKNOWN), **wanted}
        lost = [name for name in REQUIRED if name not in wanted]
        said = ", ".join(f"{name} {value}" for name, value in wanted.items())
        out.changes.append(
            Change("new", one.name, said + (f"; {how.source} does not know {', '.join(lost)}" if lost else ""))
        )
        out.provenance[one.name] = _origins(one, ("name", *wanted), how)
    else:
        _fields(before, wanted, one, how, out)
    _config(there, one, out)
    return True


def _fields(before: dict[str, Any], wanted: dict[str, str], one: FoundDevice, how: How, out: Merged) -> None:
    mine = out.provenance.setdefault(one.name, {})
    for name, value in wanted.items():
        old = before.get(name)
        owner = mine.get(name, "")
        if old == value:
            if not owner or owner.startswith(f"{how.source}: "):
                mine |= _origins(one, (name,), how)
            continue
        hand = old not in (None, UNKNOWN) and not owner.startswith(f"{how.source}: ")
        if hand and not how.take_over:
            by = owner or "written by hand"
            out.changes.append(Change("kept", one.name, f"{name} {old} ({by}); {how.source} says {value}"))
            continue
        out.sets.setdefault(one.name, {})[name] = value
        out.changes.append(Change("changed", one.name, f"{name} {old or 'nothing'} -> {value}"))
        mine |= _origins(one, (name,), how)
    if not mine.get("name"):
        mine |= _origins(one, ("name",), how)


def _origins(one: FoundDevice, names: tuple[str, ...], how: How) -> dict[str, str]:
    return {name: f"{how.source}: {one.origins[name]}" for name in names}


def _config(there: There, one: FoundDevice, out: Merged) -> None:
    if one.config is None or there.configs.get(one.name) == one.config:
        return
    old = there.configs.get(one.name)
    out.configs[one.name] = one.config
    if old is None:
        out.changes.append(Change("new", one.name, f"configs/{one.name}.cfg, {len(one.config.splitlines())} lines"))
        return
    lines, others = set(old.split(b"\n")), set(one.config.split(b"\n"))
    words = f"configs/{one.name}.cfg: {len(others - lines)} other lines, {len(lines - others)} of before gone"
    out.changes.append(Change("changed", one.name, words))


def _gone(there: There, found: set[str], how: How, out: Merged) -> None:
    for name in sorted(there.devices):
        if name in found or not there.provenance.get(name, {}).get("name", "").startswith(f"{how.source}: "):
            continue
        if how.remove:
            out.removed.add(name)
            out.provenance.pop(name, None)
        what = "removed" if how.remove else "stays until --remove"
        out.changes.append(Change("gone", name, f"{how.source} does not have it any more; {what}"))


def _links(there: There, found: Imported, known: set[str], how: How, out: Merged) -> None:
    ports: dict[End, tuple[End, End]] = {end: key for key in there.links for end in key}
    seen = set()
    for one in sorted(found.links, key=lambda item: item.key):
        words = in_words(one.key)
        seen.add(one.key)
        if one.key in there.links:
            out.cables.setdefault(words, f"{how.source}: {one.origin}")
            continue
        if taken := next((ports[end] for end in one.key if end in ports), None):
            out.changes.append(Change("kept", words, f"a port has another cable already: {in_words(taken)}"))
            continue
        if lost := sorted({device for device, _ in one.key} - known):
            out.changes.append(Change("refused", words, f"not in the inventory: {', '.join(lost)}"))
            continue
        try:
            (a, p), (b, q) = one.key
            link = Link(a=LinkEnd(device=a, interface=p), b=LinkEnd(device=b, interface=q))
        except ValidationError as error:
            out.changes.append(Change("refused", words, f"{problems(error)[0][1]}; left out"))
            continue
        ports |= dict.fromkeys(one.key, one.key)
        out.links.append(link)
        out.cables[words] = f"{how.source}: {one.origin}"
        out.changes.append(Change("new", words, f"cable ({one.origin})"))
    for key in sorted(there.links):
        words = in_words(key)
        owned = there.cables.get(words, "").startswith(f"{how.source}: ")
        if {device for device, _ in key} & out.removed or (owned and key not in seen and not how.part):
            if how.remove:
                out.cut.add(key)
                out.cables.pop(words, None)
            what = "removed" if how.remove else "stays until --remove"
            out.changes.append(Change("gone", words, f"{how.source} does not have the cable any more; {what}"))


def in_words(key: tuple[End, End]) -> str:
    """Return a cable in words."""
    return " -- ".join(f"{device} {port}" for device, port in key)


def _wrong(item: dict[str, Any]) -> str:
    """Return why an item is no device, or nothing."""
    try:
        Device.model_validate_json(json.dumps(item))
    except ValidationError as error:
        return problems(error)[0][1]
    return ""
