"""`l3_vni`: carry a routing instance over the overlay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.places import known_vrf
from pipeline.intents.vnis import vni_free
from schemas.base import Record
from schemas.features.layer3 import Vrf
from schemas.features.overlay import L3Vni, Vtep
from schemas.values import Devices, ObjectName, VlanId, VniNumber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """A routing instance, its number in the overlay, and where."""

    devices: Devices
    """Which ends of tunnels."""
    vrf: ObjectName
    """It must be there."""
    vni: VniNumber
    """The same on all devices."""
    vlan: VlanId | None = None
    """VLAN of its own for the routed packets; IOS XE and NX-OS need one, other platforms take none."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for it on every device, after a look at the tunnel's end and the numbers that are taken."""
    out = Compiled()
    for name in sorted(views):
        view = views[name]
        if not view.facts.all(Vtep):
            message = f"{name} is no end of tunnels: it has no source interface for them"
            out.refuse("vtep-missing", ("devices",), message, "name devices of the overlay", device=name)
            continue
        if not known_vrf(view, spec.vrf, ("vrf",), out):
            continue
        if not vni_free(view, spec.vni, spec.vlan or 0, spec.vrf, out) or not _own(view, spec, out):
            continue
        known = next((one for one in view.facts.all(Vrf) if one.name == spec.vrf), None)
        if known is not None and not (known.rd and known.import_targets and known.export_targets):
            message = f"VRF {spec.vrf} of {name} has no distinguisher, or no targets"
            hint = "without them the overlay carries no routes of it; ask for them with an intent of kind vrf"
            out.warn("vrf-without-targets", ("vrf",), message, hint, device=name)
        out.wanted.append(Wanted(name, L3Vni(vrf=spec.vrf, vni=spec.vni, vlan=spec.vlan or 0), ("vni",)))
    return out


def _own(view: View, spec: Spec, out: Compiled) -> bool:
    """Tell whether the VLAN for routed packets is used for nothing else; refuse it where it is."""
    if spec.vlan is None:
        return True
    gateways = {f"Vlan{spec.vlan}", f"irb.{spec.vlan}"}
    used = [
        one.name
        for one in view.facts.interfaces
        if one.access_vlan == spec.vlan or (one.name in gateways and (one.addresses or one.vrf not in ("", spec.vrf)))
    ]
    if not used:
        return True
    name, message = view.device.name, f"VLAN {spec.vlan} of {view.device.name} is used by {', '.join(used[:3])}"
    out.refuse("vlan-taken", ("vlan",), message, "choose a VLAN that nothing else is in", device=name)
    return False


PLUGIN = Kind(
    title="Carry a routing instance over the overlay",
    spec=Spec,
    devices=lambda spec: spec.devices,
    compile=compile_spec,
    declare=by_features(compile_spec),
)
