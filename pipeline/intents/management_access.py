"""`management_access`: let only some networks log in to devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.flow import flow, flow_of
from pipeline.intents.base import Compiled, Kind, Wanted
from schemas.base import Record
from schemas.features.security import ManagementAccess
from schemas.values import Devices, ObjectName, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View
    from schemas.facts import FilterFacts


class Spec(Record):
    """A filter on who may log in, the same name on all devices."""

    devices: Devices
    """Which devices."""
    acl: ObjectName
    """Filter on each device; it must be there."""
    managers: Annotated[tuple[Prefix, ...], Field(min_length=1)]
    """Networks that must still get in: each is tried on the filter, entry by entry."""
    ssh_only: bool = True
    """Take no other protocol than SSH."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the filter on every device, once it is sure that the managers get through it."""
    out = Compiled()
    for name in sorted(views):
        view = views[name]
        known = next((one for one in view.facts.filters if one.name == spec.acl), None)
        if known is None:
            there = ", ".join(one.name for one in view.facts.filters) or "none"
            message = f"{name} has no filter {spec.acl}; there: {there}"
            out.refuse("acl-unknown", ("acl",), message, "correct the name", device=name)
            continue
        locked = [index for index, prefix in enumerate(spec.managers) if not _enters(known, prefix, index, name, out)]
        if not locked:
            wanted = ManagementAccess(acl=spec.acl, ssh_only=spec.ssh_only)
            out.wanted.append(Wanted(name, wanted, ("acl",)))
    return out


def _enters(known: FilterFacts, prefix: str, index: int, device: str, out: Compiled) -> bool:
    path = ("managers", index)
    if (":" in prefix) != (known.family == "ipv6"):
        return True
    wanted = flow("tcp", prefix, "any", "", "22")
    for entry in known.entries:
        if not entry.understood:
            message = f"entry {entry.id} (`{entry.text}`) of {known.name} of {device} could not be read exactly"
            out.refuse("management-unclear", path, message, "whether managers get in is not known", device=device)
            return False
        if flow_of(entry).covers(wanted) and entry.action == "permit":
            return True
        if entry.action == "deny" and (meeting := flow_of(entry).meets(wanted)):
            message = f"entry {entry.id} (`{entry.text}`) of {known.name} of {device} keeps {meeting.example()} out"
            out.refuse("management-locked-out", path, message, "permit the managers first", device=device)
            return False
    message = f"no entry of {known.name} of {device} lets {prefix} in"
    out.refuse("management-locked-out", path, message, "permit the managers first", device=device)
    return False


PLUGIN = Kind(
    title="Let only some networks log in",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
