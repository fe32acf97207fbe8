"""`filters_exact`: what packet filters decide otherwise, for every packet, beyond what is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.packets.compare import Change as Meant
from pipeline.packets.compare import compare
from pipeline.packets.matches import simple
from pipeline.semantic.verdict import Seen
from schemas.finding import Finding, Place, Severity, ordered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Seen as Device
    from pipeline.floor.devices import Devices
    from pipeline.packets.compare import Witness
    from pipeline.validators.base import Change
    from schemas.facts import FilterFacts
    from schemas.validation import Outcome

NAME = "filters_exact"
_SCOPE = ("in exact filters: later fragments, which carry no ports, and filters that only one of the networks has",)


def judge(change: Change, devices: Devices) -> Seen:
    """Compare every filter whose entries differ; a packet is the witness of a difference that is not declared."""
    findings: list[Finding] = []
    unclear: list[str] = []
    looked = 0
    for name in sorted(devices.before.devices.keys() & devices.after.devices.keys()):
        old, new = devices.before.devices[name], devices.after.devices[name]
        before = {(one.name, one.family): one for one in old.facts.filters}
        for after in new.facts.filters:
            known = before.get((after.name, after.family))
            if known is None or _plain(known) == _plain(after):
                continue
            looked += 1
            found = compare(known, after, tuple(_meant(change, name, after)))
            if found.outcome == "inconclusive":
                unclear.append(f"{after.name} of {name}: not understood: {'; '.join(found.unclear)}")
            findings += _told(new, after, found.permitted, "permitted")
            findings += _told(new, after, found.refused, "refused")
    said = [f"{len(findings)} undeclared differences"] if findings else []
    said += unclear[:5] or ["no packet is decided otherwise that is not declared" if looked else "no filter differs"]
    outcome: Outcome = "FAIL" if findings else "INCONCLUSIVE" if unclear else "PASS"
    return Seen(NAME, outcome, "; ".join(said), ordered(findings), _SCOPE)


def _meant(change: Change, device: str, known: FilterFacts) -> Iterator[Meant]:
    for one in change.declared.allowances:
        if one.what != "filter" or one.flows is None or (one.device and one.device.lower() != device):
            continue
        if one.names and known.name.lower() not in {name.lower() for name in one.names}:
            continue
        flows = one.flows
        match = simple(
            flows.protocol or "ip",
            flows.source or "any",
            flows.destination or "any",
            (flows.source_port, flows.destination_port),
            known.family,
        )
        if match is None:
            continue
        for permits in (True, False):
            if one.sign in ("any", "gain" if permits else "lose"):
                yield Meant(match, permits)


def _told(device: Device, known: FilterFacts, witness: Witness | None, word: str) -> list[Finding]:
    if witness is None:
        return []
    line = next((entry.line for entry in known.entries if entry.text and entry.text in witness.after), 1)
    return [
        Finding(
            rule="filter-exact",
            severity=Severity.ERROR,
            message=f"{known.name} of {device.name}: now {word}: {witness}",
            place=Place(file=device.file, line=max(line, 1)),
            hint="declare it in the intent (expect:) if it is meant",
            device=device.name,
        )
    ]


def _plain(known: FilterFacts) -> FilterFacts:
    return known.model_copy(
        update={"numbered": True, "entries": tuple(entry.model_copy(update={"line": 0}) for entry in known.entries)}
    )


PLUGIN = judge
