"""`acl_rule`: permit or deny a flow in named filters, at a stated place."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.declare.acl_rule import declare
from pipeline.flow import Flow, flow, flow_of
from pipeline.intents.base import Compiled, Kind, Path, View, Wanted
from pipeline.packets.placing import undecided
from pipeline.placement import STEP, Doubt, covering, explicit, natural, place
from schemas.base import Record
from schemas.facts import FilterEntryFacts, FilterFacts
from schemas.features.filters import FilterEntry
from schemas.values import DeviceName, Network, ObjectName, Ports

if TYPE_CHECKING:
    from collections.abc import Mapping

Where = Annotated[int, Field(ge=1, le=2147483647)] | ObjectName


class Rule(Record):
    """One entry of one filter."""

    device: DeviceName
    """Name in the inventory."""
    acl: ObjectName
    """Name of the filter on the device."""
    action: Literal["permit", "deny"]
    """What happens to the flow."""
    protocol: Literal["ip", "tcp", "udp", "icmp"]
    """Protocol of the flow."""
    source: Network
    """Where it comes from."""
    destination: Network
    """Where it goes to."""
    source_port: Ports | None = None
    """TCP and UDP only."""
    destination_port: Ports | None = None
    """TCP and UDP only."""
    name: ObjectName | None = None
    """Name of the term, where the platform has terms."""
    before: Where | None = None
    """Number or term that it must stand before."""
    after: Where | None = None
    """Number or term that it must stand after."""
    log: bool = False
    """Log what matches."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.protocol not in ("tcp", "udp") and (self.source_port or self.destination_port):
            raise ValueError(f"protocol {self.protocol} has no ports; expected tcp or udp")
        families = {":" in side for side in (self.source, self.destination) if side != "any"}
        if len(families) > 1:
            raise ValueError("source and destination are of two address families")
        return self


class Spec(Record):
    """Entries of filters."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """One entry a filter."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each entry at the place where it takes effect; entries of one filter see those before them."""
    out = Compiled()
    filters = {(name, item.name): item for name, view in views.items() for item in view.facts.filters}
    for index, rule in enumerate(spec.rules):
        path: Path = ("rules", index)
        known = filters.get((rule.device, rule.acl))
        if known is None:
            there = ", ".join(item.name for item in views[rule.device].facts.filters) or "none"
            message = f"{rule.device} has no filter {rule.acl}; there: {there}"
            out.refuse("acl-unknown", (*path, "acl"), message, "correct the name", device=rule.device)
            continue
        changed = _rule(rule, path, known, views[rule.device], out)
        if changed:
            filters[rule.device, rule.acl] = changed
    return out


def _rule(rule: Rule, path: Path, known: FilterFacts, view: View, out: Compiled) -> FilterFacts | None:
    source, destination = _prefix(rule.source), _prefix(rule.destination)
    source_port, destination_port = (str(port or "") for port in (rule.source_port, rule.destination_port))
    wanted = flow(rule.protocol, source, destination, source_port, destination_port)
    if not _fits(rule, path, known, out):
        return None
    entries = known.entries
    same = next((e for e in entries if e.understood and e.action == rule.action and flow_of(e) == wanted), None)
    if same and not (rule.before or rule.after):
        # What is there already stays where it is; rendering it again would only move it.
        message = f"{known.name} of {rule.device} has this entry already: {same.id} (`{same.text}`)"
        out.note("acl-entry-exists", path, message, device=rule.device)
        return None
    before, after = str(rule.before or ""), str(rule.after or "")
    index = explicit(entries, before, after) if before or after else natural(entries, wanted, rule.action)
    if isinstance(index, Doubt):
        field = "before" if before else "after" if after else ""
        where = (*path, field) if field else path
        out.refuse(index.rule, where, f"{known.name} of {rule.device}: {index.message}", index.hint, device=rule.device)
        return None
    if same in entries[max(index - 1, 0) : index + 1]:
        message = f"{known.name} of {rule.device} has this entry at its place already: {same.id} (`{same.text}`)"
        out.note("acl-entry-exists", path, message, device=rule.device)
        return None
    if not _takes_effect(rule, path, entries[:index], wanted, out):
        return None
    _shadows(rule, path, entries[index:], wanted, out)
    _bound(rule, path, view, out)
    spot = place(entries, index, hidden=not known.numbered)
    named = any(not entry.id.isdigit() for entry in entries)
    term = rule.name or f"{rule.action}-{rule.protocol}-{path[1] if isinstance(path[1], int) else 0}".upper()
    if named and any(entry.id == term for entry in entries):
        message = f"{known.name} of {rule.device} has an entry {term} that says something else"
        out.refuse("acl-term-taken", (*path, "name"), message, "give the entry another name", device=rule.device)
        return None
    wanted_entry = FilterEntry(
        filter=known.name,
        family=known.family,
        sequence=None if named else spot.sequence,
        renumber=spot.renumber,
        term=term if named else "",
        before=spot.before if named else "",
        action=rule.action,
        protocol=rule.protocol,
        source=source,
        destination=destination,
        source_port=source_port,
        destination_port=destination_port,
        log=rule.log,
    )
    out.wanted.append(Wanted(rule.device, wanted_entry, path))
    return _after(known, index, wanted_entry)


def _prefix(written: str) -> str:
    return written if written == "any" else str(ip_network(written))


def _fits(rule: Rule, path: Path, known: FilterFacts, out: Compiled) -> bool:
    if known.standard:
        message = f"{known.name} of {rule.device} is a standard list, it matches sources only"
        out.refuse("acl-standard", (*path, "acl"), message, "name an extended list", device=rule.device)
        return False
    family = next((":" in side for side in (rule.source, rule.destination) if side != "any"), None)
    if family is not None and family != (known.family == "ipv6"):
        message = f"{known.name} of {rule.device} filters {known.family}, the addresses are of the other family"
        out.refuse("acl-family", (*path, "source"), message, "name a filter of their family", device=rule.device)
        return False
    return True


def _takes_effect(rule: Rule, path: Path, earlier: tuple[FilterEntryFacts, ...], wanted: Flow, out: Compiled) -> bool:
    first = covering(earlier, wanted)
    if first is not None:
        decided = {"permit": "permitted", "deny": "refused"}[first.action or "deny"]
        message = (
            f"the entry would never match on {rule.device}: {rule.acl} entry {first.id} (`{first.text}`) has {decided} "
            f"the whole flow before, for example {wanted.example()}"
        )
        hint = f"place it before {first.id}" if first.action != rule.action else "nothing needs to be done"
        out.refuse("acl-shadowed", path, message, hint, device=rule.device)
        return False
    if earlier and undecided(earlier, wanted) is None:
        message = (
            f"the entry would never match on {rule.device}: the entries of {rule.acl} before it have decided the whole "
            f"flow together"
        )
        out.refuse("acl-shadowed", path, message, f"place it before {earlier[0].id}", device=rule.device)
        return False
    for entry in earlier:
        if not entry.understood:
            if entry.matches is not None:
                continue  # known exactly: the check of packet filters finds what it decides
            if rule.action in entry.text.split()[:2]:
                continue  # what it decides first, it decides the same way
            message = f"{rule.acl} of {rule.device}: entry {entry.id} (`{entry.text}`) could not be read exactly"
            hint = "whether it decides some of the flow first was not looked at"
            out.warn("acl-not-read", path, message, hint, device=rule.device)
        elif entry.action != rule.action and (meeting := flow_of(entry).meets(wanted)):
            message = (
                f"{rule.acl} of {rule.device}: entry {entry.id} (`{entry.text}`) decides a part of the flow the other "
                f"way first, for example {meeting.example()}"
            )
            out.warn("acl-partly-shadowed", path, message, "make sure that this is meant", device=rule.device)
    return True


def _shadows(rule: Rule, path: Path, later: tuple[FilterEntryFacts, ...], wanted: Flow, out: Compiled) -> None:
    for entry in later:
        if entry.understood and entry.action != rule.action and wanted.covers(flow_of(entry)):
            message = f"{rule.acl} of {rule.device}: entry {entry.id} (`{entry.text}`) can no longer match"
            out.warn("acl-shadows", path, message, "make sure that this is meant", device=rule.device)


def _bound(rule: Rule, path: Path, view: View, out: Compiled) -> None:
    uses = [
        item.name
        for item in view.facts.interfaces
        if rule.acl in (item.filter_in, item.filter_out, item.ipv6_filter_in, item.ipv6_filter_out)
    ]
    if not uses:
        message = f"{rule.acl} of {rule.device} is bound to no interface; whether it filters anything was not seen"
        out.warn("acl-unbound", (*path, "acl"), message, "it may be used elsewhere", device=rule.device)


def _after(known: FilterFacts, index: int, made: FilterEntry) -> FilterFacts:
    """Return the filter as it is when the entry is in, so that the next rule sees it."""
    entry = FilterEntryFacts(
        id=made.term or str(made.sequence),
        line=0,
        text=f"{made.action} {made.protocol} {made.source} {made.destination} (this intent)",
        understood=True,
        action=made.action,
        protocol=made.protocol,
        source=made.source,
        destination=made.destination,
        source_port=made.source_port,
        destination_port=made.destination_port,
    )
    if not known.numbered and not made.term:
        # The device will show no numbers, so that they count as 10, 20, 30 again.
        entries = _renumbered((*known.entries[:index], entry, *known.entries[index:]))
    else:
        old = _renumbered(known.entries) if made.renumber else known.entries
        entries = (*old[:index], entry, *old[index:])
    return known.model_copy(update={"entries": entries})


def _renumbered(entries: tuple[FilterEntryFacts, ...]) -> tuple[FilterEntryFacts, ...]:
    return tuple(item.model_copy(update={"id": str(STEP * number)}) for number, item in enumerate(entries, start=1))


PLUGIN = Kind(
    title="Permit or deny a flow",
    spec=Spec,
    devices=lambda spec: tuple(r.device for r in spec.rules),
    compile=compile_spec,
    declare=declare,
)
