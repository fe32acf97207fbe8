"""`ntp_servers`: servers that devices take their time from."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import known_vrf
from schemas.base import Record
from schemas.features.services import NtpServer
from schemas.values import Address, Devices, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Server(Record):
    """One server."""

    address: Address
    """Of the server."""
    prefer: bool = False
    """Take it before others."""


class Spec(Record):
    """Time servers, the same on all devices; others that are there stay."""

    devices: Devices
    """Which devices."""
    servers: Annotated[tuple[Server, ...], Field(min_length=1, max_length=20)]
    """Servers; four or more are better than two (RFC 8633)."""
    vrf: ObjectName | None = None
    """Routing instance that leads there; the default one where it is not given."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every server on every device."""
    out = Compiled()
    if len({ip_address(server.address) for server in spec.servers}) < len(spec.servers):
        out.refuse("server-twice", ("servers",), "a server is named twice", "name every server once")
        return out
    for name in sorted(set(spec.devices)):
        if known_vrf(views[name], spec.vrf, ("vrf",), out):
            for index, server in enumerate(spec.servers):
                wanted = NtpServer(address=str(ip_address(server.address)), vrf=spec.vrf or "", prefer=server.prefer)
                out.wanted.append(Wanted(name, wanted, ("servers", index)))
    return out


PLUGIN = Kind(
    title="Take the time from servers",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
