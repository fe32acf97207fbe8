"""What rules see of a device: its values, and every single thing that differs, as plain data.

Facts come from whoever read the device already; what else is looked for is looked for only where it can differ.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.consistency.read import joints_of
from pipeline.policy.diff import changed_lines, without_ports
from renderers.port_names import port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemas.facts import DeviceFacts, InterfaceFacts
    from schemas.inventory import Device
    from schemas.joints import Joints
    from schemas.policy import Each

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


def device_view(device: Device, sides: Sides) -> DeviceView:
    """Return what rules see of a device, from its configurations alone."""
    name, before, after = device.name, sides.facts, sides.shown
    one, two = without_ports(sides.before), without_ports(sides.after)
    old = joints_of(device.platform, one)
    new = old if one == two else joints_of(device.platform, two)
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
            listed = [item.value for item in seen.services if item.kind == kind] if seen else []
            values[f"{kind}_{word}"] = listed
        routes = seen.routes if seen else ()
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
    out.items["route"] = [] if new is old else list(_routes(old, new))
    return out


def _routes(old: Joints | None, new: Joints | None) -> Iterable[Item]:
    had = {(route.vrf, route.prefix, route.next_hop, route.interface) for route in old.routes} if old else set()
    for one in new.routes if new else ():
        if (one.vrf, one.prefix, one.next_hop, one.interface) not in had:
            said = {"vrf": one.vrf, "prefix": one.prefix, "next_hop": one.next_hop, "interface": one.interface}
            yield Item(said, line=one.line)


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
    return {**old.__dict__, "line": 0} == {**new.__dict__, "line": 0}


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
