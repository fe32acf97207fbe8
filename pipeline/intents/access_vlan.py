"""`access_vlan`: put access ports into a VLAN, and carry it on the uplinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from pipeline.declare.access_vlan import declare
from pipeline.intents.base import Compiled, Kind, Path, Ports, View, Wanted
from pipeline.intents.ports import each_port, known_port, once
from schemas.base import Record
from schemas.features import switching
from schemas.values import Label, ObjectName, VlanId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.facts import InterfaceFacts


class Vlan(Record):
    """The VLAN."""

    id: VlanId
    """1 to 4094."""
    name: ObjectName | None = None
    """Name on the device."""


def _vlan(value: object) -> object:
    return {"id": value} if isinstance(value, int) else value


class Spec(Record):
    """Access ports and the VLAN that they belong to."""

    vlan: Annotated[Vlan, BeforeValidator(_vlan, json_schema_input_type=Vlan | VlanId)]
    """Defined on the devices where it is missing; a number alone stands for its id."""
    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Access ports."""
    voice_vlan: VlanId | None = None
    """VLAN of phones on the same ports."""
    description: Label | None = None
    """Description of the ports."""
    uplinks: tuple[Ports, ...] = ()
    """Trunks that must carry the VLAN."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the VLAN on every device, for the access ports, and for the VLAN on the uplinks."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for view in (views[name] for name in sorted({ports.device for ports in (*spec.ports, *spec.uplinks)})):
        _define(spec, view, out)
    for path, view, port in each_port("ports", spec.ports, views, out):
        if once(seen, view, port, path, out) and _fit_for_access(view, port, path, out, spec):
            wanted = switching.AccessPort(
                interface=port,
                vlan=spec.vlan.id,
                vlan_name=spec.vlan.name or "",
                voice_vlan=spec.voice_vlan,
                description=spec.description or "",
            )
            out.wanted.append(Wanted(view.device.name, wanted, path))
    for path, view, port in each_port("uplinks", spec.uplinks, views, out):
        if once(seen, view, port, path, out) and _fit_for_trunk(view, port, path, out):
            trunk = switching.TrunkVlan(interface=port, vlan=spec.vlan.id, vlan_name=spec.vlan.name or "")
            out.wanted.append(Wanted(view.device.name, trunk, path))
    return out


def _define(spec: Spec, view: View, out: Compiled) -> None:
    name, wanted = view.device.name, spec.vlan.name or ""
    known = next((vlan for vlan in view.facts.vlans if vlan.id == spec.vlan.id), None)
    if known and known.name and wanted and known.name != wanted:
        message = f"VLAN {spec.vlan.id} is called {known.name!r} on {name}, the intent says {wanted!r}"
        hint = f"is it the same VLAN? Then write name: {known.name}; otherwise choose another id"
        out.refuse("vlan-name-taken", ("vlan", "name"), message, hint, device=name)
        return
    holder = next((vlan for vlan in view.facts.vlans if wanted and vlan.name == wanted), None)
    if holder and holder.id != spec.vlan.id:
        message = f"the name {wanted!r} belongs to VLAN {holder.id} on {name}"
        hint = "choose another name; VLAN names are unique on a device"
        out.refuse("vlan-name-taken", ("vlan", "name"), message, hint, device=name)
        return
    out.wanted.append(Wanted(name, switching.Vlan(id=spec.vlan.id, name=wanted), ("vlan",)))
    voice = spec.voice_vlan
    has_ports = any(ports.device == name for ports in spec.ports)
    if voice and has_ports and not any(vlan.id == voice for vlan in view.facts.vlans):
        message = f"VLAN {voice} for phones does not exist on {name}"
        out.refuse("vlan-unknown", ("voice_vlan",), message, "define it with an intent of its own", device=name)


def _configured(view: View, port: str, path: Path, out: Compiled) -> InterfaceFacts | None:
    found = known_port(view, port)
    if found is None and view.facts.lists_interfaces:
        message = f"{view.device.name} has no interface {port}"
        out.refuse(
            "interface-unknown", path, message, "correct the name; see its configuration", device=view.device.name
        )
    return found


def _fit_for_access(view: View, port: str, path: Path, out: Compiled, spec: Spec) -> bool:
    name = view.device.name
    found = _configured(view, port, path, out)
    if found is None:
        if not view.facts.lists_interfaces:
            message = f"{port} of {name} has no configuration yet; whether the port exists cannot be seen"
            out.warn("interface-unseen", path, message, "compare with the hardware", device=name)
            return True
        return False
    if found.lag:
        message = f"{port} of {name} is a member of {found.lag}, not an access port"
        hint = f"a member follows its aggregate; meant was another port, or {found.lag} as an uplink"
        out.refuse("port-is-lag-member", path, message, hint, device=name)
        return False
    if found.mode == "trunk":
        message = (
            f"{port} of {name} is a trunk that carries VLANs {found.trunk_vlans}; as an access port it would lose them"
        )
        out.refuse("port-is-trunk", path, message, "name it under uplinks, or free the port first", device=name)
        return False
    if found.mode == "routed" or found.addresses:
        message = f"{port} of {name} is a routed port ({', '.join(found.addresses) or 'no switchport'})"
        out.refuse("port-is-routed", path, message, "name a switched port", device=name)
        return False
    if found.access_vlan not in (None, 1, spec.vlan.id):
        message = f"{port} of {name} moves from VLAN {found.access_vlan} to VLAN {spec.vlan.id}"
        said = f", description {found.description!r}" if found.description else ""
        out.note("port-moves", path, message + said, "what is plugged in there moves, too", device=name)
    if found.shutdown:
        message = f"{port} of {name} is shut down and stays so"
        out.warn("port-is-shut", path, message, "this kind does not open ports", device=name)
    return True


def _fit_for_trunk(view: View, port: str, path: Path, out: Compiled) -> bool:
    name = view.device.name
    found = _configured(view, port, path, out)
    if found is None:
        if not view.facts.lists_interfaces:
            message = f"{port} of {name} has no configuration; expected a trunk"
            out.refuse("uplink-is-no-trunk", path, message, "name a trunk", device=name)
        return False
    if found.lag:
        message = f"{port} of {name} is a member of {found.lag}; its VLANs are those of the aggregate"
        out.refuse("port-is-lag-member", path, message, f"write {found.lag}", device=name)
        return False
    if found.mode != "trunk":
        message = f"{port} of {name} is no trunk ({found.mode or 'no mode is configured'})"
        out.refuse("uplink-is-no-trunk", path, message, "name a trunk, or the port under ports", device=name)
        return False
    return True


PLUGIN = Kind(
    title="Put access ports into a VLAN",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in (*spec.ports, *spec.uplinks)),
    compile=compile_spec,
    declare=declare,
)
