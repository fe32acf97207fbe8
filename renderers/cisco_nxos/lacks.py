"""What Cisco NX-OS does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "lag_capacity": "aggregates need no count of their own there",
    "vty_line": "there is one `line vty`, which management_access writes",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
