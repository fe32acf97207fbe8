"""What Arista EOS does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "dhcp_snooping": "snooping there adds option 82 and drops no answers of strangers",
    "dhcp_trust": "snooping there knows no trusted ports",
    "lag_capacity": "aggregates need no count of their own there",
    "vty_line": "who may log in stands where the server is, not at lines",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
