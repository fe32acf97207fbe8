"""What Cisco IOS and IOS XE does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "lag_capacity": "aggregates need no count of their own there",
    "mlag_domain": "two switches become one (stack, StackWise Virtual); aggregates over both are plain ones",
    "mlag_member": "two switches become one (stack, StackWise Virtual); aggregates over both are plain ones",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
