"""An entry of a prefix list is shown where the list matches the same prefixes the same way, whatever its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.policy import PrefixListEntry

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


def shows(feature: PrefixListEntry, facts: DeviceFacts) -> bool:
    """Tell whether the list has the entry."""
    wanted = (feature.name, feature.action, feature.matches)
    return any((one.name, one.action, one.matches) == wanted for one in facts.all(PrefixListEntry))


PLUGIN = shows
