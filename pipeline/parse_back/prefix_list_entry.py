"""An entry of a prefix list is shown where the list matches the same prefixes the same way, whatever its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.policy import PrefixListEntry

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


def shows(feature: PrefixListEntry, facts: DeviceFacts) -> bool:
    """Tell whether the list has the entry."""
    return any(one.key == feature.key and one.action == feature.action for one in facts.all(PrefixListEntry))


PLUGIN = shows
