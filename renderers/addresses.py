"""Addresses of packet filters in the words that IOS and its relatives share."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_network


def wildcard(prefix: str) -> str:
    """Return `any`, `host A`, an IPv4 address with its inverse mask, or an IPv6 prefix."""
    if prefix == "any":
        return prefix
    network = ip_network(prefix)
    if network.prefixlen == network.max_prefixlen:
        return f"host {network.network_address}"
    if isinstance(network, IPv4Network):
        return f"{network.network_address} {network.hostmask}"
    return str(network)
