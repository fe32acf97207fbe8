"""`static_route`: routes to a next hop, or to nowhere."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.places import connected, known_vrf, owner
from schemas.base import Record
from schemas.features.routes import StaticRoute
from schemas.values import Address, DeviceName, ObjectName, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Route(Record):
    """One route of one device."""

    device: DeviceName
    """Name in the inventory."""
    prefix: Prefix
    """Destination; 0.0.0.0/0 is the default route."""
    next_hop: Address | None = None
    """Address of the next router."""
    discard: bool = False
    """Drop the packets."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""
    distance: Annotated[int, Field(ge=2, le=254, examples=[200])] | None = None
    """Administrative distance or preference; higher is second choice."""
    name: ObjectName | None = None
    """For people, where the platform has names of routes."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.next_hop is None) != self.discard:
            raise ValueError("a route has either next_hop, or discard: true")
        if self.next_hop and (":" in self.next_hop) != (":" in self.prefix):
            raise ValueError("prefix and next_hop are of two address families")
        return self


class Spec(Record):
    """Static routes."""

    routes: Annotated[tuple[Route, ...], Field(min_length=1)]
    """One entry each."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each route, after a look at where it leads."""
    out = Compiled()
    for index, route in enumerate(spec.routes):
        view, path = views[route.device], ("routes", index)
        if not known_vrf(view, route.vrf, (*path, "vrf"), out) or not _leads(route, view, path, out):
            continue
        wanted = StaticRoute(
            vrf=route.vrf or "",
            prefix=route.prefix,
            next_hop=str(ip_address(route.next_hop)) if route.next_hop else "",
            discard=route.discard,
            distance=route.distance,
            name=route.name or "",
        )
        _beside(wanted, view, path, out)
        out.wanted.append(Wanted(route.device, wanted, path))
    return out


def _leads(route: Route, view: View, path: Path, out: Compiled) -> bool:
    if route.next_hop is None:
        return True
    name, where = route.device, (*path, "next_hop")
    if mine := owner(view, route.next_hop, route.vrf):
        message = f"{route.next_hop} is the address of {mine} of {name} itself"
        out.refuse("next-hop-own", where, message, "name the next router", device=name)
        return False
    if not connected(view, route.next_hop, route.vrf):
        message = f"{route.next_hop} is in no connected network of {name}; the route may never be used"
        out.warn("next-hop-not-connected", where, message, "check the address", device=name)
    return True


def _beside(wanted: StaticRoute, view: View, path: Path, out: Compiled) -> None:
    """Say what is there for the same destination."""
    for other in view.facts.all(StaticRoute):
        if (other.vrf, other.prefix) != (wanted.vrf, wanted.prefix) or other.key == wanted.key:
            continue
        via = other.next_hop or "nowhere"
        message = f"{view.device.name} has a route to {wanted.prefix} already, by {via}"
        if other.distance == wanted.distance:
            hint = "set distance to prefer one"
            out.warn("route-shared", path, f"{message}; both are used at once", hint, device=view.device.name)
        else:
            out.note("route-second", path, f"{message}, with another distance", device=view.device.name)


PLUGIN = Kind(
    title="Route statically",
    spec=Spec,
    devices=lambda spec: tuple(route.device for route in spec.routes),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
