"""Addresses of packet filters in the words that IOS and its relatives share."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv4Network, ip_interface, ip_network


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


def masked(prefix: str) -> str:
    """Return an IPv4 address or network with its mask, `192.0.2.1 255.255.255.0`; IPv6 as it is written."""
    address = ip_interface(prefix)
    return f"{address.ip} {address.netmask}" if isinstance(address, IPv4Interface) else prefix
