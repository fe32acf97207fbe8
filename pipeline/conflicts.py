"""Conflicts: two fields that ask for different things in one place of a device."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from schemas.feature import AccessPort, BgpNeighbor, FilterEntry, TrunkVlan, Vlan
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from schemas.feature import Feature
    from schemas.finding import Place

Key = tuple[str, ...]


@dataclass(slots=True)
class Claims:
    """What the intents of a change set have asked for so far."""

    held: dict[Key, tuple[Feature, Place]] = field(default_factory=dict)

    def claim(self, device: str, feature: Feature, place: Place) -> Finding | None:
        """Note what a field asks for; return the finding where another field asks for something else there."""
        key = (device, *_key(feature))
        known = self.held.setdefault(key, (feature, place))
        if _says(known[0]) == _says(feature):
            return None
        what = " ".join(_key(feature)).replace("_", " ")
        return Finding(
            rule="intent-conflict",
            severity=Severity.ERROR,
            message=f"{what} on {device} is asked for in two ways: here and at {known[1]}",
            place=place,
            hint="make both say the same, or take one out of this pull request",
            device=device,
        )


def _key(feature: Feature) -> Key:
    match feature:
        case Vlan():
            return ("vlan", str(feature.id))
        case AccessPort():
            return ("port", feature.interface)
        case TrunkVlan():
            return ("trunk", feature.interface, str(feature.vlan))
        case BgpNeighbor():
            return ("neighbor", feature.vrf or "default", feature.neighbor)
        case FilterEntry():
            sides = (feature.source, feature.source_port, feature.destination, feature.destination_port)
            return ("entry", feature.filter, feature.protocol, *sides)
        case _:
            assert_never(feature)


def _says(feature: Feature) -> object:
    """Return what two fields must agree on: of an entry, its action; where it stands is each one's own affair."""
    return feature.action if isinstance(feature, FilterEntry) else feature
