"""Render: what an intent wants of a device becomes lines to merge, each with the fields that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.lacks import lacks
from pipeline.provenance import depending
from renderers.base import RenderError, UnsupportedError, render
from schemas.candidate import Origin
from schemas.finding import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft import Draft
    from pipeline.intents.base import Path, Wanted
    from pipeline.provenance import Others
    from pipeline.start import Base
    from schemas.inventory import Device


@dataclass(slots=True)
class Lines:
    """Lines to merge on one device."""

    texts: list[str] = field(default_factory=list)
    whose: list[int] = field(default_factory=list)
    """Which origin each of them has, by its index."""
    also: list[tuple[str, ...]] = field(default_factory=list)
    """The fields besides its origin's that each of them depends on."""
    origins: list[Origin] = field(default_factory=list)
    bare: list[tuple[str, int]] = field(default_factory=list)
    """What would be written where nothing of it was there, with the origins."""

    def add(self, origin: Origin, lines: Sequence[str], also: Sequence[tuple[str, ...]]) -> None:
        """Put lines of one origin at the end."""
        self.texts += lines
        self.whose += [len(self.origins)] * len(lines)
        self.also += also
        self.origins.append(origin)


def lines_of(out: Draft, base: Base) -> Lines | None:
    """Return what is to be merged on a device, features before what takes merged changes back; None: it was refused."""
    found, name = Lines(), base.view.device.name
    for wanted, others in zip(out.wanted, out.others, strict=True):
        if wanted.device != name:
            continue
        origin = _origin(out, base, wanted)
        lines = _rendered(out, base, wanted) if origin else None
        if origin is None or lines is None:
            return None
        found.bare += [(line, len(found.origins)) for line in _bare(base, wanted)]
        found.add(origin, lines, _also(base, lines, others))
    for piece in out.fragments:
        if piece.device == name:
            origin = Origin(
                field=field_of(piece.path),
                place=out.place(piece.path),
                feature=out.envelope.kind,
                blueprint=piece.source,
                references=(),
            )
            found.add(origin, piece.lines, [()] * len(piece.lines))
    return found


def _origin(out: Draft, base: Base, wanted: Wanted) -> Origin | None:
    """Choose the blueprint of a feature; refuse it where there is none."""
    feature, device = wanted.feature.feature, base.view.device
    blueprint = base.blueprint(feature)
    if blueprint is None:
        message = f"no blueprint for {feature} on {device.platform} {device.os_version}, role {device.role}"
        why = lacks(device.platform).get(feature, "")
        message += f": {why}" if why else ""
        out.say(about(device, "feature-unsupported", message, out.place(wanted.path)))
        return None
    out.chosen[device.name, feature] = blueprint
    return Origin(
        field=field_of(wanted.path),
        place=out.place(wanted.path),
        feature=feature,
        blueprint=blueprint.reference,
        references=blueprint.header.references,
    )


def _rendered(out: Draft, base: Base, wanted: Wanted) -> tuple[str, ...] | None:
    """Return a feature's lines; None, and a finding, where its blueprint refuses or fails."""
    device, place = base.view.device, out.place(wanted.path)
    blueprint = out.chosen[device.name, wanted.feature.feature]
    try:
        lines = render(blueprint.template, wanted.feature, wanted.facts or base.view.facts)
    except UnsupportedError as error:
        message = f"{device.platform} cannot do this ({blueprint.reference}): {error}"
        out.say(about(device, "feature-unsupported", message, place))
        return None
    except RenderError as error:
        out.say(about(device, "blueprint-failed", f"{blueprint.reference}: {error}", place))
        return None
    out.used[blueprint.reference] = blueprint
    return lines


def _also(base: Base, lines: tuple[str, ...], others: Others) -> list[tuple[str, ...]]:
    """Return for each line of a feature the fields besides its own that it depends on."""
    again: list[tuple[Path, tuple[str, ...]]] = []
    for path, other in others:
        again.append((path, base.written(other.feature, other.facts or base.view.facts) if other else ()))
    return [tuple(map(field_of, paths)) for paths in depending(lines, again)]


def _bare(base: Base, wanted: Wanted) -> tuple[str, ...]:
    """Return what a blueprint writes where nothing of it is there: blueprints leave out what they see."""
    facts = (wanted.facts or base.view.facts).model_copy(update={"features": (), "vlans": ()})
    return base.written(wanted.feature, facts)


def field_of(path: Path) -> str:
    """Return a field of the spec in words, such as `spec.ports[0]`."""
    return "spec" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def about(device: Device, rule: str, message: str, place: Place) -> Finding:
    """Return what blocks the change on a device."""
    return Finding(rule=rule, severity=Severity.ERROR, message=message, place=place, device=device.name)
