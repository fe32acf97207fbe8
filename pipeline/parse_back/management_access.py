"""Access to a device is shown where every range of its lines has the filter, or the device as a whole does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.security import ManagementAccess, VtyLine

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


def shows(feature: ManagementAccess, facts: DeviceFacts) -> bool:
    """Tell whether the filter is everywhere that people log in."""
    lines = facts.all(VtyLine)
    if lines:
        return all(line.acl == feature.acl and (line.transport == "ssh" or not feature.ssh_only) for line in lines)
    return any(one.acl == feature.acl for one in facts.all(ManagementAccess))


PLUGIN = shows
