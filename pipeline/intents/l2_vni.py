"""`l2_vni`: carry a VLAN over the overlay."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import known_vlans
from pipeline.intents.vnis import vni_free
from schemas.base import Record
from schemas.features.overlay import L2Vni, Vtep
from schemas.values import Devices, VlanId, VniNumber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """A VLAN, its number in the overlay, and where."""

    devices: Devices
    """Which ends of tunnels."""
    vlan: VlanId
    """It must be there."""
    vni: VniNumber
    """The same on all devices."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for it on every device, after a look at the tunnel's end and the numbers that are taken."""
    out = Compiled()
    for name in sorted(views):
        view = views[name]
        vtep = next(iter(view.facts.all(Vtep)), None)
        if vtep is None:
            message = f"{name} is no end of tunnels: it has no source interface for them"
            out.refuse("vtep-missing", ("devices",), message, "name devices of the overlay", device=name)
            continue
        if not known_vlans(view, (spec.vlan,), ("vlan",), out) or not vni_free(view, spec.vni, spec.vlan, "", out):
            continue
        source = _source(view, vtep.source)
        bgp = view.facts.bgp
        if bgp is None or not source:
            message = f"{name} runs no BGP, or its source interface {vtep.source} has no address"
            out.refuse("bgp-not-configured", ("devices",), message, "the overlay needs both", device=name)
            continue
        wanted = L2Vni(
            vlan=spec.vlan,
            vni=spec.vni,
            local_as=bgp.local_as,
            rd=f"{source}:{spec.vlan}",
            target=f"{bgp.local_as}:{spec.vni}",
        )
        out.wanted.append(Wanted(name, wanted, ("vni",)))
    return out


def _source(view: View, interface: str) -> str:
    found = (one for one in view.facts.interfaces if one.name.removesuffix(".0") == interface.removesuffix(".0"))
    addresses = [ip_interface(written).ip for one in found for written in one.addresses]
    return next((str(address) for address in addresses if address.version == 4), "")


PLUGIN = Kind(
    title="Carry a VLAN over the overlay",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
