"""`mlag_member`: share an aggregate between two switches that look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from schemas.base import Record
from schemas.features.overlay import MlagDomain, MlagMember
from schemas.features.switching import Lag
from schemas.values import DeviceName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Member(Record):
    """The aggregate on one of the two switches."""

    device: DeviceName
    """Name in the inventory."""
    number: Annotated[int, Field(ge=1, le=4095)]
    """Number of the aggregate there; it must be there."""


class Spec(Record):
    """One shared aggregate."""

    id: Annotated[int, Field(ge=1, le=4095)]
    """Number that both switches know it by."""
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=2)]
    """Its two halves."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for both halves, after a look whether the switches are a pair."""
    out = Compiled()
    domains = set()
    for index, member in enumerate(spec.members):
        view, path = views[member.device], ("members", index)
        domain = next(iter(view.facts.all(MlagDomain)), None)
        if domain is None:
            message = f"{member.device} is in no pair"
            out.refuse("mlag-not-configured", path, message, "name switches that are a pair", device=member.device)
            continue
        domains.add(domain.domain)
        if _free(spec, member, view, path, out):
            out.wanted.append(Wanted(member.device, MlagMember(number=member.number, id=spec.id), path))
    if len(domains) > 1:
        message = f"the switches are of several pairs: {', '.join(sorted(domains))}"
        out.refuse("mlag-domains", ("members",), message, "name the two switches of one pair")
    if len(spec.members) == 1:
        message = "only one half is asked for; the other one must be there, or the link is no redundant one"
        out.warn("mlag-half", ("members",), message, "name both switches")
    return out


def _free(spec: Spec, member: Member, view: View, path: Path, out: Compiled) -> bool:
    name = member.device
    names = MlagMember(number=member.number).aggregates
    there = any(one.name.lower() in names for one in view.facts.interfaces)
    if not there and not any(one.number == member.number for one in view.facts.all(Lag)):
        message = f"{name} has no aggregate {member.number}"
        out.refuse("lag-unknown", (*path, "number"), message, "make it with an intent of kind lag", device=name)
        return False
    known = view.facts.all(MlagMember)
    holder = next((one for one in known if one.id == spec.id and one.number != member.number), None)
    if holder:
        message = f"id {spec.id} belongs to aggregate {holder.number} of {name}"
        out.refuse("mlag-id-taken", ("id",), message, "choose another id", device=name)
        return False
    other = next((one for one in known if one.number == member.number and one.id not in (None, spec.id)), None)
    if other:
        message = f"aggregate {member.number} of {name} is shared as {other.id} already"
        out.refuse("mlag-id-differs", ("id",), message, "retire that first", device=name)
        return False
    return True


PLUGIN = Kind(
    title="Share an aggregate between two switches",
    spec=Spec,
    devices=lambda spec: tuple(member.device for member in spec.members),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
