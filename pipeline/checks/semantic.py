"""`semantic`: what an analyzer makes of the whole network before and after, less what the intent declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.semantic.asking import asked, query_of, reply
from pipeline.semantic.declaration import declaration, expected, widened
from pipeline.semantic.edits import edits
from pipeline.semantic.near import near
from pipeline.semantic.network import hostname
from pipeline.semantic.packaging import offset, packaged
from pipeline.semantic.verdict import NAME, conclude, queries
from pipeline.validators.base import Change
from schemas.declared import Declared
from schemas.finding import Finding, Place, Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.base import Case
    from pipeline.semantic.query import Query
    from pipeline.semantic.verdict import Semantics
    from schemas.declared import Expected
    from schemas.question import Question

_UNSEEN = "routes, sessions, flows and loops in the whole network: no analyzer was asked"


def _ask(case: Case) -> tuple[Question, ...]:
    if case.snapshot.settings.validators.batfish == "off" or not case.draft.texts:
        return ()
    draft = case.draft
    before = {name: draft.bases[name].start.text for name in draft.texts}
    return tuple(asked(queries(_change(case)), draft.name, before, draft.texts).values())


def _asked(case: Case) -> dict[Query, Question]:
    found = {query_of(one): one for one in case.asked if one.port == "analyzer"}
    return {query: found[query] for query in sorted(found)}


def _change(case: Case) -> Change:
    draft = case.draft
    before, after, names = {}, {}, {}
    for name, text in draft.texts.items():
        path, base = f"configs/{name}.cfg", draft.bases[name]
        before[path] = packaged(base.start.text, base.view.device.platform)
        after[path] = packaged(text, base.view.device.platform)
        names[path] = hostname(text) or name.lower()
    texts = {names[path]: (before[path], after[path]) for path in names}
    ends = [(link.a.device.lower(), link.b.device.lower()) for link in case.snapshot.links]
    mine = list(dict.fromkeys(names.values()))
    tried, spared = near(mine, ends, (), case.snapshot.settings.validators.failures)
    return Change(edits(before, after), _declared(case), names, texts, _off(case), tried, spared)


def _declared(case: Case) -> Declared:
    draft = case.draft
    if draft.loaded.spec is None:
        return Declared()
    views = {name: base.view for name, base in draft.bases.items()}
    expect = () if _forbidden(case) else draft.envelope.expect
    return declaration(draft.envelope.kind, draft.loaded.spec, views, expect, draft.wanted)


def _forbidden(case: Case) -> bool:
    return bool(case.draft.envelope.expect) and case.snapshot.settings.validators.widening == "forbid"


def _off(case: Case) -> frozenset[str]:
    return frozenset(name for name, policy in case.snapshot.settings.validators.each.items() if policy == "off")


def _assess(case: Case) -> Assessed:
    refused = _refused(case)
    policy = case.snapshot.settings.validators.batfish
    answers = {query: case.answer(one) for query, one in _asked(case).items()}
    if policy == "off":
        return Assessed((), findings=refused, not_verified=(f"{_UNSEEN} (batfish: off in gains.yaml)",))
    if not any(one.state == "answered" for one in answers.values()):
        reason = next((one.reason for one in answers.values()), "there is no candidate to ask about")
        check = Check(
            name=NAME, outcome="INCONCLUSIVE", reason=f"not assessed, because {reason}", required=policy == "require"
        )
        return Assessed((check,), findings=refused, not_verified=(_UNSEEN,))
    change = _change(case)
    after = {f"configs/{name}.cfg": text for name, text in case.draft.texts.items()}
    seen = conclude(change, after, {query: reply(one) for query, one in answers.items()})
    rows = [seen.check(required=policy == "require")]
    each = case.snapshot.settings.validators.each
    for one in seen.validators:
        required = each.get(one.name, policy) == "require"
        rows.append(Check(name=f"semantic: {one.name}", outcome=one.outcome, reason=one.reason, required=required))
    unseen = {text for one in seen.validators for text in one.unseen}
    return Assessed(
        tuple(rows),
        findings=(*refused, *(_placed(one, case) for one in seen.findings)),
        not_verified=tuple(sorted(unseen | set(seen.unverified))),
        coverage=seen.coverage,
        sections=(Section("What an analyzer makes of it", _words(seen, change)),),
    )


def _refused(case: Case) -> tuple[Finding, ...]:
    """Return what is to be said of `expect:`, whoever answers: what it lets happen, or that it is forbidden."""
    if not _forbidden(case):
        return tuple(_widenings(case))
    document = case.draft.loaded.document
    message = "expect: widens what the intent may change, which gains.yaml forbids (validators.widening)"
    place = document.place(("expect",)) if document else None
    return (Finding(rule="widening-forbidden", severity=Severity.ERROR, message=message, place=place),)


def _widenings(case: Case) -> Iterator[Finding]:
    document = case.draft.loaded.document
    for index, text in enumerate(widened(Declared(), _expected(case)).widened):
        place = document.place(("expect", index)) if document else None
        message = f"the intent lets more change than its kind declares: {text.partition(': ')[2]}"
        yield Finding(rule="declared-wider", severity=Severity.WARNING, message=message, place=place)


def _expected(case: Case) -> tuple[Expected, ...]:
    try:
        return expected(case.draft.envelope.expect)
    except ValidationError:
        return ()  # the loader says it, on its line


def _placed(one: Finding, case: Case) -> Finding:
    """Say the line of the candidate in the package, not of the snapshot that was asked about."""
    if one.place is None or not one.place.file.startswith("configs/"):
        return one
    name = one.place.file.removeprefix("configs/").removesuffix(".cfg")
    if name not in case.draft.texts:
        return one.model_copy(update={"place": None})
    moved = offset(case.draft.texts[name], case.draft.bases[name].view.device.platform)
    place = Place(file=f"changes/{case.draft.name}/candidates/{name}.cfg", line=max(1, one.place.line - moved))
    return one.model_copy(update={"place": place})


def _words(seen: Semantics, change: Change) -> str:
    counted = seen.coverage
    out = [
        f"{counted.changed} changed lines; {counted.parsed} parsed, {counted.modelled} in the model, "
        f"{counted.exercised} exercised by an answer.",
        "",
    ]
    if change.declared.widened:
        out += ["Widened by `expect`:", "", *(f"- {text}" for text in change.declared.widened), ""]
    if seen.unverified:
        out += ["Not verified:", "", *(f"- {text}" for text in seen.unverified), ""]
    return "\n".join(out).rstrip() + "\n"


PLUGIN = Assessor(rank=70, assess=_assess, ask=_ask)
