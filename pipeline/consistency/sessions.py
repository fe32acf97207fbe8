"""BGP sessions whose other end was looked at: both ends, found by the addresses that they name."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen
    from schemas.joints import PeerJoint


def sessions(network: Network) -> Iterator[tuple[Seen, PeerJoint, Seen, PeerJoint | None]]:
    """Yield each session once, the end whose name comes first first; None where the other end does not name it back.

    A session that is shut down on either end is left out.
    """
    done: set[tuple[str, str, str, str]] = set()
    for name in sorted(network.devices):
        one = network.devices[name]
        for mine in one.joints.peers:
            other = network.owner(mine.vrf, mine.neighbor)
            if not other or other == name or mine.shutdown:
                continue
            two = network.devices[other]
            theirs = _back(one, mine, two)
            if theirs is not None and theirs.shutdown:
                continue
            ends = (name, mine.neighbor, other, theirs.neighbor if theirs else "")
            if (ends[2], ends[3], ends[0], ends[1]) in done:
                continue
            done.add(ends)
            yield one, mine, two, theirs


def _back(one: Seen, mine: PeerJoint, two: Seen) -> PeerJoint | None:
    """Return the neighbour of the other end that names an address of this one, of the same family."""
    addresses = _addresses(one, mine)
    fitting = [peer for peer in two.joints.peers if peer.vrf == mine.vrf and peer.neighbor in addresses]
    return fitting[0] if fitting else None


def _addresses(one: Seen, mine: PeerJoint) -> set[str]:
    """Return the addresses that a session may start from: those of its source, or all of its routing instance."""
    source = one.port(mine.source) if mine.source else None
    ports = [source] if source else [port for port in one.facts.interfaces if port.vrf == mine.vrf]
    if mine.source and source is None:
        return {mine.source}
    return {
        str(ip_interface(written).ip)
        for port in ports
        for written in port.addresses
        if (":" in written) == (":" in mine.neighbor)
    }
