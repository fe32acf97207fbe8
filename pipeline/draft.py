"""Draft: one intent on its way from the loaded file to candidates with their commands and proofs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.engine import Way, engine, platforms
from pipeline.ground import choose
from pipeline.intents.base import View
from pipeline.parse_back import shows
from pipeline.reader import reader
from pipeline.registry import kinds
from renderers.base import RenderError, render
from schemas.candidate import DeviceCandidate, LineOrigin, Origin
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity, blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.conflicts import Claims
    from pipeline.intents.base import Path, Wanted
    from pipeline.load import Loaded
    from schemas.facts import DeviceFacts
    from schemas.intent import Envelope
    from schemas.knowledge import Blueprint
    from schemas.snapshot import DeviceSnapshot, Snapshot


@dataclass(slots=True)
class Draft:
    """What is known of one intent so far."""

    loaded: Loaded
    envelope: Envelope
    findings: list[Finding] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    candidates: list[DeviceCandidate] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Full candidate of every device that was worked on, by name."""
    used: dict[str, Blueprint] = field(default_factory=dict)
    """Blueprints by reference."""

    @property
    def name(self) -> str:
        """The intent's name."""
        return self.envelope.metadata.name

    def place(self, path: Path) -> Place:
        """Return where a field of the spec stands."""
        document = self.loaded.document
        return document.place(("spec", *path)) if document else Place(file=self.name)

    def say(self, finding: Finding) -> None:
        """Collect a finding."""
        self.findings.append(finding)


def draft(loaded: Loaded, snapshot: Snapshot, before: Mapping[str, tuple[str, tuple[str, ...]]]) -> Draft:
    """Compile an intent against what the devices will run when its predecessors in the pull request are done.

    `before` holds, by device, the text so far and the intents that made it.
    """
    if loaded.envelope is None or loaded.spec is None:
        raise ValueError("only an intent that was read can be drafted")
    out = Draft(loaded, loaded.envelope, list(loaded.findings))
    known = {item.device.name: item for item in snapshot.devices}
    texts = {name: before[name][0] if name in before else item.running.text for name, item in known.items()}
    views = _views(out, snapshot, known, texts)
    if len(views) < len(set(loaded.devices.values())) or blocks(tuple(out.findings)):
        return out
    compiled = kinds()[loaded.envelope.kind].compile(loaded.spec, views)
    for problem in compiled.problems:
        out.say(
            Finding(
                rule=problem.rule,
                severity=problem.severity,
                message=problem.message,
                place=out.place(problem.path),
                hint=problem.hint,
                device=problem.device,
            )
        )
    out.wanted = compiled.wanted
    return out


def _views(
    out: Draft, snapshot: Snapshot, known: Mapping[str, DeviceSnapshot], texts: Mapping[str, str]
) -> dict[str, View]:
    views: dict[str, View] = {}
    for place, name in sorted(out.loaded.devices.items(), key=lambda item: (item[1], item[0].line, item[0].column)):
        if name in views or name not in known:
            continue
        device = known[name].device
        read = reader(device.platform)
        if read is None or device.platform not in platforms():
            out.say(
                Finding(
                    rule="platform-unsupported",
                    severity=Severity.ERROR,
                    message=f"{name} runs {device.platform}, which this version cannot prepare changes for",
                    place=place,
                    hint=f"supported: {', '.join(platforms())}",
                    device=name,
                )
            )
            continue
        links = tuple(link for link in snapshot.links if name in (link.a.device, link.b.device))
        views[name] = View(device, read.facts(texts[name]), read.expand, links)
    return views


def finish(
    out: Draft,
    snapshot: Snapshot,
    knowledge: Sequence[Blueprint],
    before: Mapping[str, tuple[str, tuple[str, ...]]],
    claims: Claims,
) -> None:
    """Render, merge, derive and prove what a draft wants; nothing where a finding blocks."""
    for wanted in out.wanted:
        conflict = claims.claim(wanted.device, wanted.feature, out.place(wanted.path))
        if conflict:
            out.say(conflict)
    if blocks(tuple(out.findings)):
        return
    known = {item.device.name: item for item in snapshot.devices}
    for name in sorted({wanted.device for wanted in out.wanted}):
        item = known[name]
        running, after = before.get(name, (item.running.text, ()))
        _device(out, item, (running, after), knowledge)


def _device(
    out: Draft, item: DeviceSnapshot, start: tuple[str, tuple[str, ...]], knowledge: Sequence[Blueprint]
) -> None:
    running, after = start
    read, parts = reader(item.device.platform), engine(item.device.platform)
    if read is None:
        return
    facts = read.facts(running)
    fragment: list[str] = []
    origins: list[Origin] = []
    whose: list[int] = []
    for wanted in (one for one in out.wanted if one.device == item.device.name):
        lines, origin = _rendered(out, item, wanted, facts, knowledge)
        if origin is None:
            return
        fragment += lines
        whose += [len(origins)] * len(lines)
        origins.append(origin)
    try:
        merged = parts.merge(running, fragment)
    except ValueError as error:
        out.say(_about(item, "candidate-refused", str(error), out.place(())))
        return
    candidate = merged.text
    remediation, rollback = parts.derive(running, candidate), parts.derive(candidate, running)
    proof = parts.prove(running, candidate, remediation, rollback)
    management = str(item.device.management or "")
    there = parts.hazards(Way(running, candidate, remediation, "remediation", management))
    back = parts.hazards(Way(candidate, running, rollback, "rollback", management))
    again = read.facts(candidate)
    for wanted in (one for one in out.wanted if one.device == item.device.name):
        if not shows(wanted.feature, again):
            message = (
                f"the candidate of {item.device.name} does not show the {wanted.feature.feature.replace('_', ' ')}"
            )
            out.say(_about(item, "candidate-incomplete", message, out.place(wanted.path)))
    texts = candidate.split("\n")
    out.texts[item.device.name] = candidate
    out.candidates.append(
        DeviceCandidate(
            device=item.device.name,
            platform=item.device.platform,
            running_digest=digest(running.encode()),
            after=after,
            candidate_digest=digest(candidate.encode()),
            changed=bool(remediation),
            remediation=remediation,
            rollback=rollback,
            proof=proof,
            hazards=(*there, *back),
            origins=tuple(origins),
            lines=tuple(
                LineOrigin(line=number, text=texts[number - 1].strip(), origin=whose[index])
                for number, index in merged.origins
            ),
            removed=_removed(running, candidate),
        )
    )


def _rendered(
    out: Draft, item: DeviceSnapshot, wanted: Wanted, facts: DeviceFacts, knowledge: Sequence[Blueprint]
) -> tuple[tuple[str, ...], Origin | None]:
    place = out.place(wanted.path)
    feature, device = wanted.feature, item.device
    blueprint = choose(knowledge, device, feature.feature)
    if blueprint is None:
        message = f"no blueprint for {feature.feature} on {device.platform} {device.os_version}, role {device.role}"
        out.say(_about(item, "feature-unsupported", message, place))
        return (), None
    try:
        lines = render(blueprint.template, feature, facts)
    except RenderError as error:
        out.say(_about(item, "blueprint-failed", f"{blueprint.reference}: {error}", place))
        return (), None
    out.used[blueprint.reference] = blueprint
    names = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in wanted.path)
    return lines, Origin(
        field=f"spec{names}",
        place=place,
        feature=feature.feature,
        blueprint=blueprint.reference,
        references=blueprint.header.references,
    )


def _removed(running: str, candidate: str) -> tuple[str, ...]:
    there = Counter(line.strip() for line in candidate.split("\n"))
    gone = []
    for line in running.split("\n"):
        if there[line.strip()]:
            there[line.strip()] -= 1
        elif line.strip():
            gone.append(line.strip())
    return tuple(gone)


def _about(item: DeviceSnapshot, rule: str, message: str, place: Place) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, device=item.device.name)
