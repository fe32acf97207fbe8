"""`acl_rule`: permit or deny a flow in named filters, at a stated place."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.declare.acl_rule import declare
from pipeline.flow import flow, flow_of
from pipeline.intents.base import Compiled, Kind, Path, View, Wanted
from pipeline.intents.filter_effects import bound, shadows, takes_effect
from pipeline.intents.filters import meant
from pipeline.placement import STEP, Doubt, explicit, natural, place
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
    family: Literal["ipv4", "ipv6"] | None = None
    """Which filter is meant where two have this name and the addresses do not tell."""
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
        if self.family and families and families != {self.family == "ipv6"}:
            raise ValueError(f"the addresses are not of family {self.family}")
        return self


class Spec(Record):
    """Entries of filters."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """One entry a filter."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each entry at the place where it takes effect; entries of one filter see those before them."""
    out = Compiled()
    filters = {name: {(item.name, item.family): item for item in view.facts.filters} for name, view in views.items()}
    for index, rule in enumerate(spec.rules):
        path: Path = ("rules", index)
        known = meant(rule, tuple(filters[rule.device].values()), path, out)
        changed = _rule(rule, path, known, views[rule.device], out) if known else None
        if changed:
            filters[rule.device][changed.name, changed.family] = changed
    return out


def _rule(rule: Rule, path: Path, known: FilterFacts, view: View, out: Compiled) -> FilterFacts | None:
    source, destination = _prefix(rule.source), _prefix(rule.destination)
    source_port, destination_port = (str(port or "") for port in (rule.source_port, rule.destination_port))
    wanted = flow(rule.protocol, source, destination, source_port, destination_port)
    entries = known.entries
    same = next((e for e in entries if e.understood and e.action == rule.action and flow_of(e) == wanted), None)
    if same and not (rule.before or rule.after):
        # What is there already stays where it is, if it does something there.
        if takes_effect(rule, path, (known, entries.index(same)), wanted, out):
            message = f"{known.name} of {rule.device} has this entry already: {same.id} (`{same.text}`)"
            out.note("acl-entry-exists", path, message, device=rule.device)
        return None
    before, after = str(rule.before or ""), str(rule.after or "")
    index = explicit(entries, before, after) if before or after else natural(entries, wanted, rule.action, known.family)
    if isinstance(index, Doubt):
        field = "before" if before else "after" if after else ""
        where = (*path, field) if field else path
        out.refuse(index.rule, where, f"{known.name} of {rule.device}: {index.message}", index.hint, device=rule.device)
        return None
    if same is not None:
        _stands(rule, path, entries, (same, index), out)
        return None
    if not takes_effect(rule, path, (known, index), wanted, out):
        return None
    shadows(rule, path, entries[index:], wanted, out)
    bound(rule, path, known, view, out)
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


def _stands(
    rule: Rule,
    path: Path,
    entries: tuple[FilterEntryFacts, ...],
    there: tuple[FilterEntryFacts, int],
    out: Compiled,
) -> None:
    """Say that an entry is there already; refuse another place, because no list takes the same entry twice."""
    same, index = there
    words = f"{rule.acl} of {rule.device} has this entry"
    if entries.index(same) in (index - 1, index):
        message = f"{words} at its place already: {same.id} (`{same.text}`)"
        out.note("acl-entry-exists", path, message, device=rule.device)
        return
    message = f"{words} already, at another place: {same.id} (`{same.text}`)"
    hint = f"take {same.id} away first (retire the intent that made it), or leave before: and after: out"
    out.refuse("acl-entry-elsewhere", (*path, "before" if rule.before else "after"), message, hint, device=rule.device)


def _prefix(written: str) -> str:
    return written if written == "any" else str(ip_network(written))


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
