"""`port_security`: limit how many hosts may be on a port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.ports import each_port, known_port, once, there
from schemas.base import Record
from schemas.features.security import PortSecurity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """Access ports and their limit."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Access ports."""
    maximum: Annotated[int, Field(ge=1, le=132)]
    """Hosts on each; a phone with a host behind it counts two or three."""
    violation: Literal["protect", "restrict", "shutdown"] = "restrict"
    """What happens to one more: dropped, dropped and said, or the port is shut down."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the limit on every port, after a look whether it is an access port."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        if not once(seen, view, port, path, out) or not there(view, port, path, out):
            continue
        found, name = known_port(view, port), view.device.name
        if found and (found.mode in ("trunk", "routed") or found.lag or found.addresses):
            message = f"{port} of {name} is no access port ({found.lag or found.mode})"
            out.refuse("port-is-no-access-port", path, message, "name access ports", device=name)
            continue
        if found and found.voice_vlan is not None and spec.maximum < 2:
            message = f"{port} of {name} has phones in VLAN {found.voice_vlan}; one host leaves no room for both"
            out.warn("port-security-phone", ("maximum",), message, "allow two or three", device=name)
        wanted = PortSecurity(interface=port, on=True, maximum=spec.maximum, violation=spec.violation)
        out.wanted.append(Wanted(name, wanted, path))
    return out


PLUGIN = Kind(
    title="Limit the hosts on ports",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
