"""A shared aggregate is shown where it has the number of the pair, or is shared by the number it has anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.overlay import MlagMember

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


def shows(feature: MlagMember, facts: DeviceFacts) -> bool:
    """Tell whether the aggregate is shared."""
    mine = (one for one in facts.all(MlagMember) if one.number == feature.number)
    return any((one.number if one.id is None else one.id) == feature.id for one in mine)


PLUGIN = shows
