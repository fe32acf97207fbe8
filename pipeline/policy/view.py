"""What rules see of a change, as plain data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.policy.device_view import DeviceView, Item, Sides, device_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.checks.base import Case
    from schemas.inventory import Device
    from schemas.policy import Need


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
    people = {role: {login.casefold() for login in logins} for role, logins in case.snapshot.settings.people.items()}
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
        "requester_roles": [role for role, logins in sorted(people.items()) if requester.casefold() in logins],
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
