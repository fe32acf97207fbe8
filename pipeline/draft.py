"""Draft: one intent on its way from the loaded file to candidates with their commands and proofs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.engine import Way, engine, platforms
from pipeline.ground import applicable
from pipeline.intents.base import View
from pipeline.intents.ports import known_port
from pipeline.lacks import lacks
from pipeline.ownership import owned
from pipeline.provenance import depending, variants
from pipeline.read_back import read_features, shows
from pipeline.reader import reader
from pipeline.registry import kinds
from pipeline.undo import undoing
from renderers.base import RenderError, UnsupportedError, render
from schemas.candidate import DeviceCandidate, LineOrigin, Origin
from schemas.canonical import digest
from schemas.finding import Finding, Place, Severity, blocks
from schemas.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.conflicts import Claims
    from pipeline.intents.base import Fragment, Path, Wanted
    from pipeline.load import Loaded
    from pipeline.provenance import Others
    from pipeline.reader import Reader
    from schemas.facts import DeviceFacts
    from schemas.intent import Envelope
    from schemas.inventory import Device
    from schemas.knowledge import Blueprint
    from schemas.snapshot import DeviceSnapshot, Snapshot


@dataclass(frozen=True, slots=True)
class Start:
    """What a device runs when an intent's turn comes."""

    text: str
    after: tuple[str, ...] = ()
    """Intents of the same pull request that made it so, in their order."""


@dataclass(frozen=True, slots=True)
class Base:
    """A device that an intent names, read once."""

    view: View
    start: Start
    read: Reader
    blueprints: tuple[Blueprint, ...]
    """Those that hold for it, one a feature."""

    def facts(self, text: str) -> DeviceFacts:
        """Return what a configuration of the device says."""
        return _facts(self.read, self.blueprints, text)


@dataclass(slots=True)
class Draft:
    """What is known of one intent so far."""

    loaded: Loaded
    envelope: Envelope
    findings: list[Finding] = field(default_factory=list)
    bases: dict[str, Base] = field(default_factory=dict)
    """Devices that it names and that could be read, by name."""
    wanted: list[Wanted] = field(default_factory=list)
    others: list[Others] = field(default_factory=list)
    """For each of them, what it would be with other values of fields."""
    fragments: list[Fragment] = field(default_factory=list)
    """Lines that take merged changes back."""
    candidates: list[DeviceCandidate] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Full candidate of every device that was worked on, by name."""
    shown: dict[str, DeviceFacts] = field(default_factory=dict)
    """What those candidates say, read again, by name."""
    used: dict[str, Blueprint] = field(default_factory=dict)
    """Blueprints by reference."""
    chosen: dict[tuple[str, str], Blueprint] = field(default_factory=dict)
    """Blueprints by device and feature."""
    knowledge: Knowledge = field(default_factory=Knowledge)
    """All that was looked at."""

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


def draft(loaded: Loaded, snapshot: Snapshot, before: Mapping[str, Start], knowledge: Knowledge) -> Draft:
    """Compile an intent against what the devices will run when its predecessors in the pull request are done.

    `before` holds the devices that a predecessor changes.
    """
    if loaded.envelope is None or loaded.spec is None:
        raise ValueError("only an intent that was read can be drafted")
    out = Draft(loaded, loaded.envelope, list(loaded.findings), knowledge=knowledge)
    known = {item.device.name: item for item in snapshot.devices}
    for place, name in sorted(loaded.devices.items(), key=lambda item: (item[1], item[0].line, item[0].column)):
        if name in known and name not in out.bases:
            base = _base(known[name], before.get(name), place, knowledge.blueprints)
            if isinstance(base, Finding):
                out.say(base)
            else:
                out.bases[name] = base
    if len(out.bases) < len(set(loaded.devices.values())) or blocks(tuple(out.findings)):
        return out
    _undo(out, snapshot)
    _compile(out)
    _unread_ports(out)
    return out


def _undo(out: Draft, snapshot: Snapshot) -> None:
    """Let the views know what of merged changes can be taken back."""
    for name, base in out.bases.items():
        mine = tuple(
            undoing(
                merged,
                base.start.text,
                engine(base.view.device.platform).merge,
                base.read.paths,
                [one for one in snapshot.claims if one.device == name and one.intent != merged.intent],
            )
            for merged in snapshot.merged
            if merged.device == name and merged.intent == kinds()[out.envelope.kind].undoes(out.loaded.spec)
        )
        if mine:
            out.bases[name] = replace(base, view=replace(base.view, merged=mine))


def _compile(out: Draft) -> None:
    """Compile the parts of an intent, each on top of what those before it ask for."""
    views = {name: base.view for name, base in out.bases.items()}
    texts = {name: base.start.text for name, base in out.bases.items()}
    for number, part in enumerate(out.loaded.parts, start=1):
        compiled = kinds()[part.kind].compile(part.spec, views)
        for problem in compiled.problems:
            out.say(
                Finding(
                    rule=problem.rule,
                    severity=problem.severity,
                    message=problem.message,
                    place=out.place((*part.path, *problem.path)),
                    hint=problem.hint,
                    device=problem.device,
                )
            )
        for wanted in compiled.wanted:
            path = (*part.path, *wanted.path)
            out.wanted.append(replace(wanted, path=path, facts=views[wanted.device].facts))
        out.others += [
            tuple(((*part.path, *path), other) for path, other in one)
            for one in variants(kinds()[part.kind], part.spec, views, compiled.wanted)
        ]
        out.fragments += [replace(one, path=(*part.path, *one.path)) for one in compiled.fragments]
        if blocks(tuple(out.findings)) or number == len(out.loaded.parts):
            return
        for name in {wanted.device for wanted in compiled.wanted}:
            base = out.bases[name]
            lines = [line for one in compiled.wanted if one.device == name for line in _lines(base, one)]
            try:
                texts[name] = engine(base.view.device.platform).merge(texts[name], lines).text
            except ValueError:
                continue  # said where the whole fragment is merged
            views[name] = replace(views[name], facts=base.facts(texts[name]))


def _lines(base: Base, wanted: Wanted) -> tuple[str, ...]:
    """Return the lines of a feature for what comes after it; none where the blueprint will be said to fail."""
    blueprint = next((item for item in base.blueprints if item.header.feature == wanted.feature.feature), None)
    try:
        return render(blueprint.template, wanted.feature, wanted.facts or base.view.facts) if blueprint else ()
    except RenderError:
        return ()


def _unread_ports(out: Draft) -> None:
    """Refuse what means something else beside lines of a port that were not read; warn of the rest."""
    for wanted in out.wanted:
        port = known_port(out.bases[wanted.device].view, getattr(wanted.feature, "interface", ""))
        if port is None or not port.unread:
            continue
        out.say(
            Finding(
                rule="port-not-read",
                severity=Severity.ERROR if wanted.feature.WHOLE_PORT else Severity.WARNING,
                message=f"{port.name} of {wanted.device} cannot be read as a whole: {port.unread} was not followed",
                place=out.place(wanted.path),
                hint="look at the port; what it inherits would have to stand at the port itself",
                device=wanted.device,
            )
        )


def _base(item: DeviceSnapshot, before: Start | None, place: Place, knowledge: Sequence[Blueprint]) -> Base | Finding:
    device = item.device
    read = reader(device.platform)
    if read is None or device.platform not in platforms():
        return Finding(
            rule="platform-unsupported",
            severity=Severity.ERROR,
            message=f"{device.name} runs {device.platform}, which this version cannot prepare changes for",
            place=place,
            hint=f"supported: {', '.join(platforms())}",
            device=device.name,
        )
    start = before or Start(item.running.text)
    mine = applicable(knowledge, device)
    return Base(View(device, _facts(read, mine, start.text), read.expand), start, read, mine)


def _facts(read: Reader, blueprints: tuple[Blueprint, ...], text: str) -> DeviceFacts:
    facts = read.facts(text)
    vlans = {vlan.name: vlan.id for vlan in facts.vlans if vlan.name}
    return facts.model_copy(update={"features": read_features(read.paths(text), blueprints, vlans)})


def finish(out: Draft, claims: Claims) -> None:
    """Render, merge, derive and prove what a draft wants; nothing where a finding blocks."""
    for wanted in out.wanted:
        conflict = claims.claim(wanted.device, wanted.feature, out.place(wanted.path))
        if conflict:
            out.say(conflict)
    if blocks(tuple(out.findings)):
        return
    for name in sorted({*(one.device for one in out.wanted), *(one.device for one in out.fragments)}):
        _device(out, out.bases[name])


def _device(out: Draft, base: Base) -> None:
    device, running = base.view.device, base.start.text
    parts = engine(device.platform)
    mine = [wanted for wanted in out.wanted if wanted.device == device.name]
    others = [other for wanted, other in zip(out.wanted, out.others, strict=True) if wanted.device == device.name]
    also: list[tuple[str, ...]] = []
    fragment: list[str] = []
    origins: list[Origin] = []
    whose: list[int] = []
    there: list[tuple[str, int]] = []
    for wanted, other in zip(mine, others, strict=True):
        lines, origin = _rendered(out, base, wanted)
        if origin is None:
            return
        also += _also(out, base, lines, other)
        fragment += lines
        whose += [len(origins)] * len(lines)
        there += [(line, len(origins)) for line in _bare(out, base, wanted)]
        origins.append(origin)
    for piece in (piece for piece in out.fragments if piece.device == device.name):
        fragment += piece.lines
        also += [()] * len(piece.lines)
        whose += [len(origins)] * len(piece.lines)
        origins.append(
            Origin(
                field="spec" + "".join(f".{step}" for step in piece.path),
                place=out.place(piece.path),
                feature=out.envelope.kind,
                blueprint=piece.source,
                references=(),
            )
        )
    try:
        merged = parts.merge(running, fragment)
        candidate = merged.text
        remediation, rollback = parts.derive(running, candidate), parts.derive(candidate, running)
        proof = parts.prove(running, candidate, remediation, rollback)
    except ValueError as error:
        out.say(_about(device, "candidate-refused", str(error), out.place(())))
        return
    management = str(device.management or "")
    ahead = parts.hazards(Way(running, candidate, remediation, "remediation", management))
    back = parts.hazards(Way(candidate, running, rollback, "rollback", management))
    again = base.facts(candidate)
    for wanted in mine:
        if not shows(wanted.feature, again, out.chosen[device.name, wanted.feature.feature].header.absent):
            message = f"the candidate of {device.name} does not show the {wanted.feature.feature.replace('_', ' ')}"
            out.say(_about(device, "candidate-incomplete", message, out.place(wanted.path)))
    texts = candidate.split("\n")
    out.texts[device.name] = candidate
    out.shown[device.name] = again
    out.candidates.append(
        DeviceCandidate(
            device=device.name,
            platform=device.platform,
            running_digest=digest(running.encode()),
            after=base.start.after,
            candidate_digest=digest(candidate.encode()),
            changed=bool(remediation),
            remediation=remediation,
            rollback=rollback,
            proof=proof,
            hazards=(*ahead, *back),
            origins=tuple(origins),
            lines=tuple(
                LineOrigin(line=number, text=texts[number - 1].strip(), origin=whose[index], also=also[index])
                for number, index in merged.origins
            ),
            owns=owned(
                (running, candidate),
                {number: whose[index] for number, index in merged.origins},
                [*zip(fragment, whose, strict=True), *there],
                base.read.paths,
            ),
            removed=_removed(running, candidate),
        )
    )


def _rendered(out: Draft, base: Base, wanted: Wanted) -> tuple[tuple[str, ...], Origin | None]:
    place = out.place(wanted.path)
    feature, device = wanted.feature, base.view.device
    blueprint = next((item for item in base.blueprints if item.header.feature == feature.feature), None)
    if blueprint is None:
        message = f"no blueprint for {feature.feature} on {device.platform} {device.os_version}, role {device.role}"
        why = lacks(device.platform).get(feature.feature, "")
        message += f": {why}" if why else ""
        out.say(_about(device, "feature-unsupported", message, place))
        return (), None
    try:
        lines = render(blueprint.template, feature, wanted.facts or base.view.facts)
    except UnsupportedError as error:
        message = f"{device.platform} cannot do this ({blueprint.reference}): {error}"
        out.say(_about(device, "feature-unsupported", message, place))
        return (), None
    except RenderError as error:
        out.say(_about(device, "blueprint-failed", f"{blueprint.reference}: {error}", place))
        return (), None
    out.used[blueprint.reference] = blueprint
    out.chosen[device.name, feature.feature] = blueprint
    return lines, Origin(
        field=_field(wanted.path),
        place=place,
        feature=feature.feature,
        blueprint=blueprint.reference,
        references=blueprint.header.references,
    )


def _also(out: Draft, base: Base, lines: tuple[str, ...], others: Others) -> list[tuple[str, ...]]:
    """Return for each line of a feature the fields besides its own that it depends on."""
    again: list[tuple[Path, tuple[str, ...]]] = []
    for path, other in others:
        there: tuple[str, ...] = ()
        if other is not None:
            blueprint = out.chosen[base.view.device.name, other.feature.feature]
            try:
                there = render(blueprint.template, other.feature, other.facts or base.view.facts)
            except RenderError:
                there = ()
        again.append((path, there))
    return [tuple(map(_field, paths)) for paths in depending(lines, again)]


def _field(path: Path) -> str:
    return "spec" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def _bare(out: Draft, base: Base, wanted: Wanted) -> tuple[str, ...]:
    """Return what a blueprint writes where nothing of it is there: blueprints leave out what they see."""
    facts = (wanted.facts or base.view.facts).model_copy(update={"features": (), "vlans": ()})
    try:
        return render(out.chosen[base.view.device.name, wanted.feature.feature].template, wanted.feature, facts)
    except RenderError:
        return ()


def _removed(running: str, candidate: str) -> tuple[str, ...]:
    there = Counter(line.strip() for line in candidate.split("\n"))
    gone = []
    for line in running.split("\n"):
        if there[line.strip()]:
            there[line.strip()] -= 1
        elif line.strip():
            gone.append(line.strip())
    return tuple(gone)


def _about(device: Device, rule: str, message: str, place: Place) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, device=device.name)
