"""Compile: an intent becomes the features that must be on its devices, each part on top of those before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft import Draft
from pipeline.engine import engine
from pipeline.intents.ports import known_port
from pipeline.provenance import variants
from pipeline.registry import kinds
from pipeline.start import read_base
from pipeline.undo import undoing
from schemas.finding import Finding, Severity, blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.load import Loaded
    from pipeline.start import Start
    from schemas.knowledge import Knowledge
    from schemas.snapshot import Snapshot


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
            base = read_base(known[name], before.get(name), place, knowledge.blueprints)
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
            mine = [one for one in compiled.wanted if one.device == name]
            lines = [line for one in mine for line in base.written(one.feature, one.facts or base.view.facts)]
            try:
                texts[name] = engine(base.view.device.platform).merge(texts[name], lines).text
            except ValueError:
                continue  # said where the whole fragment is merged
            views[name] = replace(views[name], facts=base.facts(texts[name]))


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
