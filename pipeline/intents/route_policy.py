"""`route_policy`: terms of routing policies: which routes are taken, and with which attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.declare.wanted import by_features
from pipeline.intents.as_numbers import as_shown
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from schemas.base import Record
from schemas.features.policy import PolicyTerm, PrefixListEntry
from schemas.values import Asn, DeviceName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

_COMMUNITY = re.compile(r"(\d{1,5}):(\d{1,5})")


def _community(value: str) -> str:
    match = _COMMUNITY.fullmatch(value)
    if match is None or int(match[1]) > 65535 or int(match[2]) > 65535:
        raise ValueError(f"{value!r} is no community such as 64512:100 (RFC 1997)")
    return value


class Term(Record):
    """One term."""

    sequence: Annotated[int, Field(ge=1, le=65535)]
    """Terms are tried in this order; the first that matches decides."""
    action: Literal["permit", "deny"]
    """Whether what matches is taken."""
    prefix_list: ObjectName | None = None
    """List that must match; without it, every route does."""
    local_preference: Annotated[int, Field(ge=0, le=4294967295)] | None = None
    """Set on what matches."""
    metric: Annotated[int, Field(ge=0, le=4294967295)] | None = None
    """Set on what matches."""
    community: Annotated[str, AfterValidator(_community), Field(examples=["64512:100"])] | None = None
    """Added to what matches."""
    prepend: Annotated[tuple[Asn, ...], Field(max_length=10)] = ()
    """AS numbers put in front of the path."""


class Policy(Record):
    """One policy of one device."""

    device: DeviceName
    """Name in the inventory."""
    name: ObjectName
    """Of the policy; it is made where it is missing."""
    terms: Annotated[tuple[Term, ...], Field(min_length=1, max_length=100)]
    """Terms that must be there; others stay."""


class Spec(Record):
    """Routing policies."""

    policies: Annotated[tuple[Policy, ...], Field(min_length=1)]
    """One entry a policy of a device."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each term, after a look at the lists it names and the terms that are there."""
    out = Compiled()
    for index, policy in enumerate(spec.policies):
        view = views[policy.device]
        made = {item.name for name, item in _lists(view)}
        for place, term in enumerate(policy.terms):
            path: Path = ("policies", index, "terms", place)
            if term.prefix_list and term.prefix_list not in made:
                message = f"prefix list {term.prefix_list} does not exist on {policy.device}; there: "
                message += ", ".join(sorted(made)) or "none"
                hint = "a term with a list that is missing matches everything on some platforms"
                out.refuse("prefix-list-unknown", (*path, "prefix_list"), message, hint, device=policy.device)
                continue
            _term(policy, term, view, path, out)
        _closing(policy, view, ("policies", index), out)
    return out


def _lists(view: View) -> list[tuple[str, PrefixListEntry]]:
    return [(item.name, item) for item in view.facts.all(PrefixListEntry)]


def _term(policy: Policy, term: Term, view: View, path: Path, out: Compiled) -> None:
    family: Literal["", "ipv4", "ipv6"] = next(
        (item.family for name, item in _lists(view) if name == term.prefix_list), ""
    )
    wanted = PolicyTerm(
        name=policy.name,
        sequence=term.sequence,
        action=term.action,
        family=family,
        prefix_list=term.prefix_list or "",
        matched=tuple(sorted({item.prefix for name, item in _lists(view) if name == term.prefix_list})),
        local_preference=term.local_preference,
        metric=term.metric,
        community=term.community or "",
        prepend=" ".join(as_shown(asn, view.facts.bgp) for asn in term.prepend),
    )
    known = next((one for one in view.facts.all(PolicyTerm) if one.key == wanted.key), None)
    said = known.asked if known else {}
    mine = wanted.asked
    differs = sorted(name for name, value in said.items() if mine.get(name) != value)
    if differs:
        message = f"term {term.sequence} of {policy.name} of {policy.device} says something else"
        words = ", ".join(f"{name.replace('_', ' ')} {said[name]}" for name in differs)
        hint = "choose a free sequence, or say the same and add to it"
        out.refuse("policy-term-differs", path, f"{message}: {words}", hint, device=policy.device)
        return
    out.wanted.append(Wanted(policy.device, wanted, path))


def _closing(policy: Policy, view: View, path: Path, out: Compiled) -> None:
    """Warn of an earlier term that takes or refuses everything, so that what comes later is never tried."""
    terms = {one.sequence: one for one in view.facts.all(PolicyTerm) if one.name == policy.name}
    for term in policy.terms:
        for sequence, other in sorted(terms.items()):
            if sequence < term.sequence and not other.prefix_list and not other.community:
                message = f"term {sequence} of {policy.name} of {policy.device} matches every route"
                hint = f"term {term.sequence} is never tried; choose a lower sequence"
                out.warn("policy-term-hidden", path, message, hint, device=policy.device)
                break


PLUGIN = Kind(
    title="Add terms to routing policies",
    spec=Spec,
    devices=lambda spec: tuple(policy.device for policy in spec.policies),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
