"""`bgp_network`: announce prefixes by BGP."""

from __future__ import annotations

from ipaddress import ip_interface, ip_network
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.places import known_vrf
from schemas.base import Record
from schemas.features.bgp import BgpNetwork
from schemas.features.routes import StaticRoute
from schemas.values import DeviceName, ObjectName, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Announcement(Record):
    """One prefix of one device."""

    device: DeviceName
    """Name in the inventory."""
    prefix: Prefix
    """It is announced as long as the device has a route to exactly this prefix."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""
    policy: ObjectName | None = None
    """Policy that sets its attributes; it must exist on the device."""


class Spec(Record):
    """Announced prefixes."""

    networks: Annotated[tuple[Announcement, ...], Field(min_length=1)]
    """One entry each."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each announcement, after a look whether the device has the route."""
    out = Compiled()
    for index, item in enumerate(spec.networks):
        view, path = views[item.device], ("networks", index)
        if view.facts.bgp is None:
            message = f"{item.device} runs no BGP"
            out.refuse("bgp-not-configured", (*path, "device"), message, "name a device that does", device=item.device)
            continue
        if not known_vrf(view, item.vrf, (*path, "vrf"), out):
            continue
        if item.policy and item.policy not in view.facts.policies:
            message = f"policy {item.policy} does not exist on {item.device}"
            out.refuse("policy-unknown", (*path, "policy"), message, "correct the name", device=item.device)
            continue
        _routed(item, view, path, out)
        wanted = BgpNetwork(
            local_as=view.facts.bgp.local_as, vrf=item.vrf or "", prefix=item.prefix, policy=item.policy or ""
        )
        out.wanted.append(Wanted(item.device, wanted, path))
    return out


def _routed(item: Announcement, view: View, path: Path, out: Compiled) -> None:
    target = ip_network(item.prefix)
    own = any(
        ip_interface(written).network == target
        for one in view.facts.interfaces
        if one.vrf == (item.vrf or "")
        for written in one.addresses
    )
    routes = view.facts.all(StaticRoute)
    static = any(ip_network(one.prefix) == target and one.vrf == (item.vrf or "") for one in routes)
    if not own and not static:
        message = f"{item.device} has no interface and no static route for exactly {item.prefix}"
        hint = "without a route to exactly this prefix nothing is announced; another protocol may bring it"
        out.warn("network-not-routed", path, message, hint, device=item.device)


PLUGIN = Kind(
    title="Announce prefixes by BGP",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.networks),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
