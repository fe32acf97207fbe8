"""What a new entry of a packet filter does at its place, to its flow and to the entries around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.flow import Flow, flow_of
from pipeline.packets.placing import undecided
from pipeline.placement import covering

if TYPE_CHECKING:
    from pipeline.intents.acl_rule import Rule
    from pipeline.intents.base import Compiled, Path, View
    from schemas.facts import FilterEntryFacts, FilterFacts


def takes_effect(rule: Rule, path: Path, before: tuple[FilterFacts, int], wanted: Flow, out: Compiled) -> bool:
    """Tell whether an entry would match at its place; refuse it where it would not, warn where it would in part."""
    known, index = before
    earlier = known.entries[:index]
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
    if earlier and undecided(earlier, wanted, known.family) is None:
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


def shadows(rule: Rule, path: Path, later: tuple[FilterEntryFacts, ...], wanted: Flow, out: Compiled) -> None:
    for entry in later:
        if entry.understood and entry.action != rule.action and wanted.covers(flow_of(entry)):
            message = f"{rule.acl} of {rule.device}: entry {entry.id} (`{entry.text}`) can no longer match"
            out.warn("acl-shadows", path, message, "make sure that this is meant", device=rule.device)


def bound(rule: Rule, path: Path, known: FilterFacts, view: View, out: Compiled) -> None:
    sides = ("filter_in", "filter_out") if known.family == "ipv4" else ("ipv6_filter_in", "ipv6_filter_out")
    if not any(known.name == getattr(item, side) for item in view.facts.interfaces for side in sides):
        message = f"{rule.acl} of {rule.device} is bound to no interface; whether it filters anything was not seen"
        out.warn("acl-unbound", (*path, "acl"), message, "it may be used elsewhere", device=rule.device)
