"""What Junos does not have, or what is not prepared there yet, by feature, with the reason."""

from __future__ import annotations

LACKS = {
    "bgp_network": "what BGP announces is a policy's term there: use prefix_list and route_policy",
    "vty_line": "who may log in stands where the server is, not at lines",
}
"""Features without a blueprint here, each with why; shown in the reference and by `feature-unsupported`."""
