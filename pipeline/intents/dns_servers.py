"""`dns_servers`: servers that devices resolve names by, and the domain of short names."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import known_vrf
from schemas.base import Record
from schemas.features.services import DnsDomain, DnsServers
from schemas.values import Address, Devices, DomainName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """Name servers, the same on all devices; others that are there stay."""

    devices: Devices
    """Which devices."""
    servers: Annotated[tuple[Address, ...], Field(min_length=1, max_length=6)]
    """Addresses, in the order in which they are asked."""
    domain: DomainName | None = None
    """Domain of short names; where it is not given, it stays."""
    vrf: ObjectName | None = None
    """Routing instance that leads there; the default one where it is not given."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every server on every device."""
    out = Compiled()
    if len({ip_address(server) for server in spec.servers}) < len(spec.servers):
        out.refuse("server-twice", ("servers",), "a server is named twice", "name every server once")
        return out
    for name in sorted(set(spec.devices)):
        if not known_vrf(views[name], spec.vrf, ("vrf",), out):
            continue
        if spec.domain:
            out.wanted.append(Wanted(name, DnsDomain(name=spec.domain), ("domain",)))
        servers = tuple(str(ip_address(server)) for server in spec.servers)
        out.wanted.append(Wanted(name, DnsServers(vrf=spec.vrf or "", servers=servers), ("servers",)))
    return out


PLUGIN = Kind(
    title="Resolve names by servers",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
