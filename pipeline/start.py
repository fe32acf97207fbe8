"""Start: what a device that an intent names runs when the intent's turn comes, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engine import platforms
from pipeline.ground import applicable
from pipeline.intents.base import View
from pipeline.read_back import read_features
from pipeline.reader import reader
from renderers.base import RenderError, render
from schemas.finding import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reader import Reader
    from schemas.facts import DeviceFacts
    from schemas.feature import Feature
    from schemas.knowledge import Blueprint
    from schemas.snapshot import DeviceSnapshot


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
        return facts_of(self.read, self.blueprints, text)

    def blueprint(self, feature: str) -> Blueprint | None:
        """Return the blueprint of a feature, None where there is none for this device."""
        return next((item for item in self.blueprints if item.header.feature == feature), None)

    def written(self, feature: Feature, facts: DeviceFacts) -> tuple[str, ...]:
        """Return a feature's lines; none where its blueprint is missing, refuses or fails, which is said elsewhere."""
        blueprint = self.blueprint(feature.feature)
        try:
            return render(blueprint.template, feature, facts) if blueprint else ()
        except RenderError:
            return ()


def read_base(
    item: DeviceSnapshot, before: Start | None, place: Place, knowledge: Sequence[Blueprint]
) -> Base | Finding:
    """Return a device as an intent finds it; a finding at the place that names it where it cannot be worked on."""
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
    return Base(View(device, facts_of(read, mine, start.text), read.expand), start, read, mine)


def facts_of(read: Reader, blueprints: tuple[Blueprint, ...], text: str) -> DeviceFacts:
    """Return what a configuration says, with the features that these blueprints read."""
    facts = read.facts(text)
    vlans = {vlan.name: vlan.id for vlan in facts.vlans if vlan.name}
    return facts.model_copy(update={"features": read_features(read.paths(text), blueprints, vlans)})
