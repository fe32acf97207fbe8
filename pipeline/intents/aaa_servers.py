"""`aaa_servers`: TACACS+ or RADIUS servers that say who may log in."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import known_vrf
from schemas.base import Record
from schemas.features.security import AaaServer
from schemas.secret import Secret
from schemas.values import Address, Devices, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Server(Record):
    """One server."""

    name: ObjectName
    """For people; platforms without names of servers leave it out."""
    address: Address
    """Of the server."""


class Spec(Record):
    """Servers, the same on all devices; others that are there stay, and so does who is asked first."""

    devices: Devices
    """Which devices."""
    protocol: Literal["tacacs", "radius"]
    """TACACS+ (RFC 8907) or RADIUS (RFC 2865)."""
    servers: Annotated[tuple[Server, ...], Field(min_length=1, max_length=8)]
    """Which servers."""
    key: Secret
    """Reference to the shared key."""
    vrf: ObjectName | None = None
    """Routing instance that leads there; the default one where it is not given."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every server on every device."""
    out = Compiled()
    if len({ip_address(server.address) for server in spec.servers}) < len(spec.servers):
        out.refuse("server-twice", ("servers",), "a server is named twice", "name every server once")
        return out
    for name in sorted(views):
        if not known_vrf(views[name], spec.vrf, ("vrf",), out):
            continue
        for index, server in enumerate(spec.servers):
            wanted = AaaServer(
                protocol=spec.protocol,
                address=str(ip_address(server.address)),
                name=server.name,
                vrf=spec.vrf or "",
                key_secret=spec.key.placeholder,
            )
            out.wanted.append(Wanted(name, wanted, ("servers", index)))
    message = "whoever carries it out fills in the key; the devices show it scrambled"
    out.note("secret-to-fill-in", ("key",), message)
    return out


PLUGIN = Kind(
    title="Ask TACACS+ or RADIUS servers who may log in",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
