"""`ownership`: whether lines that merged intents made stay as they are, and which of them are asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.ownership import holds, items
from pipeline.registry import kinds
from schemas.finding import Finding, Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.checks.base import Case
    from pipeline.ownership import Line
    from schemas.candidate import DeviceCandidate
    from schemas.finding import Place
    from schemas.ledger import Claim

_SHOWN = 3


def _assess(case: Case) -> Assessed:
    draft, claims = case.draft, case.snapshot.claims
    unknown = list(_unknown(case))
    if not draft.candidates or not (claims or unknown):
        return Assessed((), tuple(unknown))
    found: list[Finding] = []
    for item in draft.candidates:
        theirs = [one for one in claims if one.device == item.device]
        found += _broken(case, item, theirs) if theirs else ()
        found += _shared(item, theirs) if theirs else ()
    wrong = [one for one in (*unknown, *found) if one.severity is Severity.ERROR]
    owners = {one.intent for one in claims}
    if wrong:
        row = Check(name="ownership", outcome="FAIL", reason="lines of merged intents would change; see findings")
    else:
        reason = f"compared with the lines of {len(owners)} merged intents on these devices"
        row = Check(name="ownership", outcome="PASS", reason=reason)
    return Assessed((row,), (*unknown, *found))


def _unknown(case: Case) -> Iterator[Finding]:
    """Say which intents that may be changed own nothing on these devices."""
    draft = case.draft
    known = {one.intent for one in case.snapshot.claims}
    for index, name in enumerate(draft.envelope.metadata.supersedes):
        if name not in known:
            document = draft.loaded.document
            yield Finding(
                rule="supersedes-nothing",
                severity=Severity.WARNING,
                message=f"no merged intent {name} owns a line of the devices of {draft.name}",
                place=document.place(("metadata", "supersedes", index)) if document else None,
                hint="correct the name, or take it out",
            )


def _broken(case: Case, item: DeviceCandidate, theirs: Iterable[Claim]) -> Iterator[Finding]:
    """Yield what merged intents asked for and the candidate no longer has."""
    draft = case.draft
    base = draft.bases[item.device]
    before = {path for path, _ in items(base.start.text, base.read.paths)}
    after = {path for path, _ in items(draft.texts[item.device], base.read.paths)}
    about = kinds()[draft.envelope.kind]
    mild = about.hurried or any(kinds()[part.kind].over_others for part in draft.loaded.parts)
    gone: dict[str, list[Line]] = {}
    for one in theirs:
        if one.path in before and one.path not in after and one.intent != about.undoes(draft.loaded.spec):
            gone.setdefault(one.intent, []).append(one.path)
    for name, lines in sorted(gone.items()):
        free = name in draft.envelope.metadata.supersedes
        yield Finding(
            rule="superseded" if free else "owned-by-another",
            severity=Severity.INFO if free else Severity.WARNING if mild else Severity.ERROR,
            message=f"{item.device}: {_listed(lines)} of merged intent {name} would change or go",
            place=_place(case, item, lines[0]),
            hint="" if free or mild else f"retire {name} first, or write `supersedes: [{name}]` below metadata",
            device=item.device,
        )


def _shared(item: DeviceCandidate, theirs: Iterable[Claim]) -> Iterator[Finding]:
    """Yield what is asked for here and by merged intents alike: it stays when one of them is retired."""
    mine = {one.path: one.origin for one in item.owns or () if not one.made}
    same: dict[str, list[Line]] = {}
    for one in theirs:
        if one.path in mine:
            same.setdefault(one.intent, []).append(one.path)
    for name, lines in sorted(same.items()):
        yield Finding(
            rule="owned-together",
            severity=Severity.INFO,
            message=f"{item.device}: merged intent {name} asks for {_listed(lines)}, too",
            place=item.origins[mine[lines[0]]].place,
            hint="the lines stay until both intents are retired",
            device=item.device,
        )


def _place(case: Case, item: DeviceCandidate, line: Line) -> Place:
    """Return the field whose lines stand where a line goes; else the first that this device is named by."""
    owns = item.owns or ()
    beside = (one for one in owns if one.path[:-1] == line[:-1] and one.path[-1].split()[:1] == line[-1].split()[:1])
    around = (one for one in owns if one.path[:-1] == line[:-1] or holds(one.path, line))
    found = next(beside, None) or next(around, None)
    if found is not None:
        return item.origins[found.origin].place
    return item.origins[0].place if item.origins else case.draft.place(())


def _listed(lines: list[Line]) -> str:
    shown = ", ".join(f"`{' / '.join(line)}`" for line in lines[:_SHOWN])
    more = len(lines) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


PLUGIN = Assessor(rank=32, assess=_assess)
