"""Whether packet filters change exactly as asked, proved for every packet, with a packet as witness where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.packets.compare import Change, compare
from pipeline.packets.matches import simple
from pipeline.packets.promise import kept
from schemas.features.filters import FilterEntry
from schemas.finding import Finding, Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.intents.base import Wanted
    from schemas.facts import FilterFacts

NAME = "packet filters"
_SCOPE = "in packet filters: later fragments, which carry no ports, and how many packets limits of rate let through"
_Key = tuple[str, str]


def _assess(case: Case) -> Assessed:
    """Compare every filter of every candidate with the one before; a filter whose entries are the same is equal."""
    draft = case.draft
    if not draft.candidates:
        return Assessed(())
    findings: list[Finding] = []
    unclear: list[str] = []
    proved: list[str] = []
    for device in sorted(draft.shown):
        before = {(one.name, one.family): one for one in draft.bases[device].view.facts.filters}
        after = {(one.name, one.family): one for one in draft.shown[device].filters}
        wanted = [one for one in draft.wanted if one.device == device]
        for key in sorted(before.keys() | after.keys()):
            if key in before and key in after and _plain(before[key]) == _plain(after[key]):
                continue
            if key not in before or key not in after:
                unclear.append(f"{key[0]} of {device} is {'new' if key in after else 'gone'}")
                continue
            found, doubt = _filter(case, wanted, before[key], after[key])
            findings += found
            (unclear if doubt else proved).append(doubt or f"{key[0]} of {device}")
    return Assessed((_row(findings, unclear, proved),), tuple(findings), (_SCOPE,) if proved or unclear else ())


def _row(findings: list[Finding], unclear: list[str], proved: list[str]) -> Check:
    wrong = [item for item in findings if item.severity is Severity.ERROR]
    if wrong:
        return Check(name=NAME, outcome="FAIL", reason=wrong[0].message)
    if unclear:
        return Check(name=NAME, outcome="INCONCLUSIVE", reason="; ".join(unclear), required=False)
    if not proved:
        return Check(name=NAME, outcome="PASS", reason="no packet filter changes")
    reason = f"for every packet, exactly what was asked for changes: {', '.join(proved)}"
    return Check(name=NAME, outcome="PASS", reason=reason)


def _filter(case: Case, wanted: list[Wanted], before: FilterFacts, after: FilterFacts) -> tuple[list[Finding], str]:
    """Return what is wrong with the change of one filter, and why there is no verdict, where there is none."""
    asked = [(one, feature) for one in wanted if isinstance(feature := one.feature, FilterEntry)]
    mine = [(one, feature) for one, feature in asked if (feature.filter, feature.family) == (after.name, after.family)]
    device = wanted[0].device if wanted else ""
    changes, lost = [], []
    for _, feature in mine:
        ports = (feature.source_port, feature.destination_port)
        match = simple(feature.protocol, feature.source, feature.destination, ports, feature.family)
        if match is None:
            lost.append(feature.protocol)
        else:
            changes.append(Change(match, permits=feature.action == "permit"))
    difference = compare(before, after, changes)
    place = case.draft.place(mine[0][0].path if mine else wanted[0].path if wanted else ())
    findings = []
    if difference.outcome == "inconclusive" or lost:
        unread = ", ".join(difference.unclear) or ", ".join(lost)
        return [], f"{after.name} of {device} was not compared, because of what was not understood: {unread}"
    if difference.outcome == "different" and not mine and len(asked) < len(wanted):
        witness = difference.permitted or difference.refused
        return [], f"{after.name} of {device} changes, which is not an entry that was asked for: {witness}"
    for word, witness in (("permitted", difference.permitted), ("refused", difference.refused)):
        if witness is not None:
            message = f"{after.name} of {device}: more changes than was asked for; now {word}: {witness}"
            hint = "the entry, or the place where it went, is not what is meant"
            findings.append(_finding("filter-changes-more", Severity.ERROR, message, hint, place, device))
    for (one, feature), change in zip(mine, changes, strict=True):
        where = case.draft.place(one.path)
        state, packet = kept(after, change)
        verb = "permit" if change.permits else "deny"
        if state == "none":
            message = f"{after.name} of {device} does not {verb} any packet of the flow, for example {packet}"
            hint = "an entry before it decides all of the flow"
            findings.append(_finding("filter-flow-unchanged", Severity.ERROR, message, hint, where, device))
        elif state == "part" and feature.action == verb:
            message = f"{after.name} of {device} does not {verb} all of the flow, for example {packet}"
            hint = "an entry before it decides that part; make sure that this is meant"
            findings.append(_finding("filter-flow-partly", Severity.WARNING, message, hint, where, device))
    return findings, ""


def _finding(rule: str, severity: Severity, message: str, hint: str, place: object, device: str) -> Finding:
    return Finding.model_validate(
        {"rule": rule, "severity": severity, "message": message, "hint": hint, "place": place, "device": device}
    )


def _plain(known: FilterFacts) -> FilterFacts:
    """Return a filter without the lines where it stands."""
    return known.model_copy(
        update={"numbered": True, "entries": tuple(entry.model_copy(update={"line": 0}) for entry in known.entries)}
    )


PLUGIN = Assessor(rank=45, assess=_assess)
