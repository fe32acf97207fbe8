"""An entry of a packet filter is shown where one of the same action matches exactly the same packets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.flow import flow, flow_of

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.features.filters import FilterEntry


def shows(feature: FilterEntry, facts: DeviceFacts) -> bool:
    """Tell whether the filter has the entry."""
    sides = (feature.source, feature.destination, feature.source_port, feature.destination_port)
    flows = flow(feature.protocol, *sides)
    return any(
        entry.understood and entry.action == feature.action and flow_of(entry) == flows
        for known in facts.filters
        if (known.name, known.family) == (feature.filter, feature.family)
        for entry in known.entries
    )


PLUGIN = shows
