"""`trunk_port`: make ports trunks that carry exactly the named VLANs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.places import known_vlans
from pipeline.intents.ports import each_port, known_port, once, there
from renderers.number_lists import compact, numbers
from schemas.base import Record
from schemas.features.switching import TrunkPort
from schemas.values import VlanId, VlanRange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """Trunks and their VLANs."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Ports or aggregates."""
    vlans: Annotated[tuple[VlanRange, ...], Field(min_length=1)]
    """Tagged VLANs; any other one is taken off."""
    native_vlan: VlanId | None = None
    """VLAN of untagged frames; where it is not given, it stays."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each trunk, after a look at what its port does now."""
    out = Compiled()
    ids = {number for part in spec.vlans for number in numbers(str(part))}
    for name in sorted({ports.device for ports in spec.ports}):
        known_vlans(views[name], ids, ("vlans",), out)
        if spec.native_vlan is not None:
            known_vlans(views[name], (spec.native_vlan,), ("native_vlan",), out)
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        if once(seen, view, port, path, out) and there(view, port, path, out) and _fits(view, port, path, ids, out):
            wanted = TrunkPort(interface=port, tagged=True, vlans=compact(ids), native_vlan=spec.native_vlan)
            out.wanted.append(Wanted(view.device.name, wanted, path))
    return out


def _fits(view: View, port: str, path: Path, ids: set[int], out: Compiled) -> bool:
    found, name = known_port(view, port), view.device.name
    if found is None:
        return True
    if found.lag:
        message = f"{port} of {name} is a member of {found.lag}; its VLANs are those of the aggregate"
        out.refuse("port-is-lag-member", path, message, f"write {found.lag}", device=name)
        return False
    if found.mode == "routed" or found.addresses:
        message = f"{port} of {name} is a routed port ({', '.join(found.addresses) or 'no switchport'})"
        out.refuse("port-is-routed", path, message, "name a switched port", device=name)
        return False
    if found.mode == "trunk":
        lost = sorted((set(range(1, 4095)) if found.trunk_vlans == "all" else set(numbers(found.trunk_vlans))) - ids)
        if lost:
            message = f"{port} of {name} no longer carries VLANs {compact(lost)}"
            out.warn("trunk-loses-vlans", path, message, "add them to vlans, if anybody needs them", device=name)
    elif found.access_vlan is not None:
        message = f"{port} of {name} is an access port in VLAN {found.access_vlan}; its untagged frames change VLAN"
        out.warn("port-becomes-trunk", path, message, "set native_vlan, if they must stay there", device=name)
    return True


PLUGIN = Kind(
    title="Make ports trunks that carry exactly these VLANs",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
