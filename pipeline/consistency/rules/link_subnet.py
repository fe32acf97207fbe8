"""link_subnet: both ends of a routed cable are in one network."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield cables whose ends both have addresses of a family, and none in a network of the other's."""
    for (one, a), (two, b) in after.cables():
        for version in (4, 6):
            first, second = _networks(one, a, version), _networks(two, b, version)
            if first and second and not first & second:
                message = (
                    f"{one.name} {a} is in {', '.join(sorted(first))}, "
                    f"{two.name} {b} at the other end is in {', '.join(sorted(second))}"
                )
                port = one.port(a)
                yield Problem(message, one.name, port.line if port else 0, "they do not reach each other: correct one")


def _networks(seen: Seen, name: str, version: int) -> set[str]:
    port = seen.port(name)
    whole = seen.port(port.lag) if port and port.lag else port
    written = whole.addresses if whole else ()
    return {str(net) for text in written if (net := ip_interface(text).network).version == version}


PLUGIN = Rule("Both ends of a routed cable are in one network", find)
