"""`dhcp_relay`: pass requests for addresses on to servers."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import owner
from pipeline.intents.ports import known_port, one_port
from schemas.base import Record
from schemas.features.services import DhcpRelay
from schemas.values import Address, DeviceName, InterfaceName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Relay(Record):
    """One interface of one device."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """One interface with an address: where the hosts are."""


class Spec(Record):
    """Interfaces, and the servers of all of them."""

    relays: Annotated[tuple[Relay, ...], Field(min_length=1)]
    """Where the hosts are."""
    servers: Annotated[tuple[Address, ...], Field(min_length=1, max_length=8)]
    """IPv4 addresses of the servers; others that are there stay."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the servers on every interface."""
    out = Compiled()
    servers = tuple(sorted({ip_address(server) for server in spec.servers}, key=lambda one: (one.version, int(one))))
    if any(server.version == 6 for server in servers):
        out.refuse("dhcp-family", ("servers",), "a server is an IPv6 address; expected IPv4 addresses")
        return out
    for index, relay in enumerate(spec.relays):
        view, path = views[relay.device], ("relays", index)
        port = one_port(view, relay.interface, (*path, "interface"), out)
        if port is None:
            continue
        found = known_port(view, port)
        if found is None or not found.addresses:
            message = f"{port} of {relay.device} has no address, so that a server would not know where to answer"
            out.refuse("interface-unknown", path, message, "name an interface with an address", device=relay.device)
            continue
        mine = [str(server) for server in servers if owner(view, str(server), found.vrf)]
        if mine:
            message = f"{', '.join(mine)} is an address of {relay.device} itself"
            out.refuse("dhcp-own-address", ("servers",), message, "name the servers", device=relay.device)
            continue
        wanted = DhcpRelay(interface=port, servers=tuple(str(server) for server in servers))
        out.wanted.append(Wanted(relay.device, wanted, path))
    return out


PLUGIN = Kind(
    title="Pass requests for addresses on to servers",
    spec=Spec,
    devices=lambda spec: tuple(relay.device for relay in spec.relays),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
