"""Pack: everything that is reviewed for an intent, as files with canonical bytes and a manifest over them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.explain import explain
from pipeline.plan_words import plan_words
from pipeline.step import operations
from pipeline.version import __version__
from schemas.candidate import Candidates
from schemas.canonical import canonical, digest, digest_of, pretty
from schemas.job import Input, Job
from schemas.package import ChangePackage, FileDigest, Manifest, Predicate, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.checks.base import Case
    from pipeline.draft import Draft
    from pipeline.judge import Judged
    from schemas.plan import ChangePlan
    from schemas.question import Evidence
    from schemas.snapshot import Snapshot
    from schemas.validation import Validation

TOOL = "gains-network-orchestrator"
STAGES = (
    "load",
    "normalize",
    "ground",
    "compile",
    "render",
    "diff",
    "prove",
    "check",
    "ask",
    "judge",
    "estimate",
    "plan",
    "explain",
    "pack",
)
_WORDING = ("explain.md", "change-plan.md", "job.json")
"""Files that the decision digest leaves out: they say again, in words, what other files say."""


def pack(
    case: Case, judged: Judged, plan: ChangePlan, order: tuple[str, ...], evidence: tuple[Evidence, ...]
) -> ChangePackage:
    """Return the package. Law: the same inputs give the same bytes."""
    draft, validation = case.draft, judged.validation
    files: dict[str, bytes] = {}
    for name, text in draft.texts.items():
        files[f"candidates/{name}.cfg"] = text.encode()
    for item in draft.candidates:
        proof = item.proof.verdict.replace("_", " ")
        sign = operations(item.platform).comment
        head = f"{sign} rollback of {draft.name} on {item.device}: {proof}\n"
        files[f"rollback/{item.device}.cfg"] = (head + "".join(f"{line}\n" for line in item.rollback)).encode()
    files["candidates.json"] = pretty(Candidates(intent=draft.name, devices=tuple(draft.candidates)))
    files["validation.json"] = pretty(validation)
    files["change-plan.json"] = pretty(plan)
    files["change-plan.md"] = plan_words(plan).encode()
    wording = set(_WORDING)
    for one in judged.assessed:
        files.update(one.files)
        wording.update(one.wording)
    for taken in evidence:
        files[taken.file] = pretty(taken)
        wording.add(taken.file)
    inputs = _inputs(draft, case.snapshot)
    job = _job(draft, validation, order, inputs, evidence)
    files["job.json"] = pretty(job.model_copy(update={"requester": case.snapshot.requester}))
    files["explain.md"] = explain(draft, judged, plan).encode()
    decided = tuple(sorted(name for name in files if name not in wording))
    decision = decision_digest(draft.loaded.document.data if draft.loaded.document else None, files, decided)
    manifest = Manifest(
        subject=tuple(
            Subject(name=name, digest=FileDigest(sha256=digest(files[name]).removeprefix("sha256:")))
            for name in sorted(files)
        ),
        predicate=Predicate(intent=draft.name, decision_digest=decision, decision_files=decided, inputs=inputs),
    )
    files["manifest.json"] = (json.dumps(manifest.statement(), indent=2, sort_keys=True) + "\n").encode()
    return ChangePackage(
        intent=draft.name,
        files=tuple(sorted(files.items())),
        findings=validation.findings,
        digest=digest(files["manifest.json"]),
        decision_digest=decision,
        blocking=validation.blocking,
        degraded=validation.degraded,
        holds_until=validation.holds_until,
    )


def decision_digest(intent: Any, files: Mapping[str, bytes], decided: Iterable[str]) -> str:
    """Return the digest of what is decided: the intent's data, and the files that say what is done about it."""
    said = {"intent": canonical(intent).decode()}
    return digest_of(said | {name: digest(files[name]) for name in decided})


def _inputs(draft: Draft, snapshot: Snapshot) -> tuple[Input, ...]:
    touched = set(draft.loaded.devices.values())
    found: dict[str, str] = {}
    for item in snapshot.devices:
        if item.device.name in touched:
            found[item.running.file] = item.running.digest
            found[f"{item.place.file}#{item.device.name}"] = digest_of(item.device.model_dump(mode="json"))
    cables = [link for link in snapshot.links if touched & {link.a.device, link.b.device}]
    near = {end.device for link in cables for end in (link.a, link.b)} - touched
    for item in (*snapshot.devices, *snapshot.neighbors):
        if item.device.name in near:
            found[item.running.file] = item.running.digest
    links = [link.model_dump(mode="json") for link in cables]
    found["inventory/links.yaml#touched"] = digest_of(links)
    if snapshot.policies is not None:
        found |= dict(snapshot.policies.digests)
    found["gains.yaml#settings"] = digest_of(snapshot.settings.model_dump(mode="json"))
    document = draft.loaded.document
    if document is not None:
        found[f"intents/{draft.name}.yaml"] = digest_of(document.data)
    for reference, blueprint in draft.used.items():
        found[f"blueprint {reference}"] = blueprint.digest
        found |= {f"snippet {one.reference}": one.digest for one in blueprint.snippets}
    return tuple(Input(name=name, digest=value) for name, value in sorted(found.items()))


def _job(
    draft: Draft,
    validation: Validation,
    order: tuple[str, ...],
    inputs: tuple[Input, ...],
    evidence: tuple[Evidence, ...],
) -> Job:
    spec = draft.loaded.spec
    return Job(
        intent=draft.name,
        intent_kind=draft.envelope.kind,
        normalized=spec.model_dump(mode="json") if spec is not None else {},
        change_set=order,
        stages=STAGES,
        degradations=tuple(
            f"{check.name}: {check.reason}" for check in validation.checks if check.outcome == "INCONCLUSIVE"
        ),
        tools=tuple(sorted({(TOOL, __version__), *(pair for one in evidence for pair in one.answer.source)})),
        inputs=inputs,
    )
