"""What rules see: the change, its devices and every single thing that differs, as plain data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.consistency.read import see
from pipeline.policy.diff import changed_lines
from renderers.port_names import port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.checks.base import Case
    from schemas.facts import DeviceFacts, InterfaceFacts
    from schemas.inventory import Device
    from schemas.policy import Each, Need

Path = tuple[str | int, ...]
_SERVICES = ("ntp", "aaa", "logging", "snmp", "dns")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a rule looks at."""

    values: Mapping[str, Any]
    path: Path = ()
    """Field of the intent that it comes from, where one is known."""
    line: int = 0
    """Line of the candidate."""


@dataclass(slots=True)
class DeviceView:
    """A device that changes."""

    values: dict[str, Any]
    items: dict[Each, list[Item]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class View:
    """A change as rules see it."""

    change: dict[str, Any]
    devices: list[DeviceView] = field(default_factory=list)
    known: frozenset[Need] = frozenset()
    """What is known beyond the change itself."""


def view(case: Case, energy: Mapping[str, Any] | None, requester: str) -> View:
    """Return what rules see of a case; `energy` is the footprint, where one was estimated."""
    draft, outline = case.draft, case.outline
    devices = {item.device.name: item.device for item in case.snapshot.devices}
    changed = [item for item in draft.candidates if item.changed]
    roles: dict[str, int] = defaultdict(int)
    for item in changed:
        roles[devices[item.device].role] += 1
    envelope = draft.envelope
    known: frozenset[Need] = frozenset() if energy is None else frozenset({"energy"})
    spec = draft.loaded.spec
    change: dict[str, Any] = {
        "name": draft.name,
        "kind": envelope.kind,
        "ticket": envelope.metadata.ticket or "",
        "reason": envelope.metadata.reason,
        "window": envelope.window.model_dump() if envelope.window else None,
        "expects": len(envelope.expect),
        "spec": spec.model_dump(mode="json") if spec is not None else {},
        "devices": [item.device for item in changed],
        "roles": dict(roles),
        "sites": list(outline.radius.sites),
        "neighbors": list(outline.radius.neighbors),
        "interfaces": list(outline.radius.interfaces),
        "steps": len(outline.steps),
        "commands": sum(len(item.remediation) for item in changed),
        "hazards": sum(len(item.hazards) for item in changed),
        "requester": requester,
        "energy": dict(energy) if energy is not None else None,
    }
    out = View(change, known=known)
    ends = _ends(case)
    for item in changed:
        out.devices.append(_device(case, devices[item.device], ends))
    return out


def _ends(case: Case) -> dict[tuple[str, str], str]:
    """Return the device at the other end of every port that a cable is known of."""
    found = {}
    for link in case.snapshot.links:
        found[link.a.device, link.a.interface] = link.b.device
        found[link.b.device, link.b.interface] = link.a.device
    return found


@dataclass(frozen=True, slots=True)
class Sides:
    """A device before and after."""

    before: str
    after: str
    facts: DeviceFacts
    """Before."""
    shown: DeviceFacts
    """After."""
    paths: Callable[[str], Iterable[tuple[tuple[str, ...], int]]]
    """Lines of a text with the blocks around them."""
    ends: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The device at the other end of every port that a cable is known of."""
    origins: Mapping[int, Path] = field(default_factory=dict)
    """Field of the intent that a line of the candidate comes from."""


def _device(case: Case, device: Device, ends: Mapping[tuple[str, str], str]) -> DeviceView:
    draft, name = case.draft, device.name
    base = draft.bases[name]
    candidate = next(item for item in draft.candidates if item.device == name)
    mine = [one for one in draft.wanted if one.device == name]
    origins = {line.line: mine[line.origin].path for line in candidate.lines if line.origin < len(mine)}
    sides = Sides(
        base.start.text, draft.texts[name], base.view.facts, draft.shown[name], base.read.paths, ends, origins
    )
    out = device_view(device, sides)
    out.values["proved"] = candidate.proof.verdict == "proved"
    out.values["hazards"] = len(candidate.hazards)
    out.values["commands"] = len(candidate.remediation)
    local = sides.shown.bgp.local_as if sides.shown.bgp else ""
    out.items["feature"] = [Item({**one.feature.model_dump(mode="json"), "device_as": local}, one.path) for one in mine]
    return out


def device_view(device: Device, sides: Sides) -> DeviceView:
    """Return what rules see of a device, from its configurations alone."""
    name, before, after = device.name, sides.facts, sides.shown
    file = f"configs/{name}.cfg"
    old = see(name, device.platform, file, sides.before)
    new = see(name, device.platform, file, sides.after)
    values: dict[str, Any] = {
        "name": name,
        "platform": device.platform,
        "role": device.role,
        "site": device.site,
        "os_version": device.os_version,
        "model": device.model or "",
        "management": str(device.management or ""),
        "proved": True,
        "hazards": 0,
        "commands": 0,
        "vlan_names": [vlan.name for vlan in after.vlans if vlan.name],
        "vlans": [vlan.id for vlan in after.vlans],
        "uplinks_before": _uplinks(name, before, sides.ends),
        "uplinks_after": _uplinks(name, after, sides.ends),
        "lags_before": _lags(before),
        "lags_after": _lags(after),
    }
    for word, seen in (("before", old), ("after", new)):
        for kind in _SERVICES:
            listed = [item.value for item in seen.joints.services if item.kind == kind] if seen else []
            values[f"{kind}_{word}"] = listed
        routes = seen.joints.routes if seen else ()
        values[f"defaults_{word}"] = [one.vrf for one in routes if one.prefix in ("0.0.0.0/0", "::/0")]
    out = DeviceView(values)
    added, removed = changed_lines(sides.before, sides.after, sides.paths)
    for lines, number in added:
        said = {"text": lines[-1], "context": list(lines[:-1]), "line": number}
        out.items["added"].append(Item(said, sides.origins.get(number, ()), number))
    out.items["removed"] = [Item({"text": lines[-1], "context": list(lines[:-1])}) for lines in removed]
    out.items["interface"] = list(_interfaces(name, before, after, sides.ends))
    was = {vlan.id: vlan.name for vlan in before.vlans}
    out.items["vlan"] = [
        Item({"id": vlan.id, "name": vlan.name, "new": vlan.id not in was, "name_before": was.get(vlan.id, "")})
        for vlan in after.vlans
        if vlan.id not in was or was[vlan.id] != vlan.name
    ]
    out.items["filter_entry"] = list(_entries(before, after))
    had = {(route.vrf, route.prefix, route.next_hop, route.interface) for route in old.joints.routes} if old else set()
    out.items["route"] = [
        Item(
            {"vrf": one.vrf, "prefix": one.prefix, "next_hop": one.next_hop, "interface": one.interface}, line=one.line
        )
        for one in (new.joints.routes if new else ())
        if (one.vrf, one.prefix, one.next_hop, one.interface) not in had
    ]
    return out


def _uplinks(name: str, facts: DeviceFacts, ends: Mapping[tuple[str, str], str]) -> list[str]:
    """Return the ports that are open and lead to a device of the inventory."""
    return [one.name for one in facts.interfaces if not one.shutdown and (name, one.name.removesuffix(".0")) in ends]


def _lags(facts: DeviceFacts) -> dict[str, int]:
    """Return how many open members every aggregate has."""
    found: dict[str, int] = defaultdict(int)
    for one in facts.interfaces:
        if one.lag and not one.shutdown:
            found[one.lag] += 1
    return dict(found)


def _interfaces(
    name: str, before: DeviceFacts, after: DeviceFacts, ends: Mapping[tuple[str, str], str]
) -> Iterable[Item]:
    was = {one.name: one for one in before.interfaces}
    for one in after.interfaces:
        old = was.pop(one.name, None)
        if old is not None and _alike(old, one):
            continue
        yield Item(_port(name, one, old, ends), line=one.line)
    for gone in was.values():
        empty = type(gone)(name=gone.name, shutdown=gone.shutdown)
        yield Item({**_port(name, empty, gone, ends), "gone": True})


def _alike(old: InterfaceFacts, new: InterfaceFacts) -> bool:
    one, two = old.__dict__, new.__dict__
    return all(one[key] == two[key] for key in one if key != "line")


def _port(
    name: str, one: InterfaceFacts, old: InterfaceFacts | None, ends: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    said = one.model_dump(mode="json")
    said["before"] = old.model_dump(mode="json") if old is not None else None
    said["new"] = old is None
    said["gone"] = False
    said["far_end"] = ends.get((name, one.name.removesuffix(".0")), "")
    return said


def _entries(before: DeviceFacts, after: DeviceFacts) -> Iterable[Item]:
    """Yield entries of filters that say something that none said before; what was not understood is said, too."""
    old = {(one.name, one.family): {_text(entry.text) for entry in one.entries} for one in before.filters}
    for known in after.filters:
        there = old.get((known.name, known.family), set())
        for entry in known.entries:
            if _text(entry.text) in there:
                continue
            ports = entry.destination_port
            first, _, last = ports.partition("-")
            yield Item(
                {
                    "filter": known.name,
                    "family": known.family,
                    "id": entry.id,
                    "text": entry.text,
                    "understood": entry.understood,
                    "action": entry.action or entry.decides,
                    "protocol": entry.protocol,
                    "source": entry.source,
                    "destination": entry.destination,
                    "source_port": entry.source_port,
                    "destination_port": ports,
                    "first_port": (port(first, entry.protocol) or 0) if first else 0,
                    "last_port": (port(last or first, entry.protocol) or 65535) if first else 65535,
                },
                line=entry.line,
            )


def _text(text: str) -> str:
    """Return an entry's text without its number, which says nothing about packets."""
    first, _, rest = text.partition(" ")
    return rest if first.isdecimal() else text
