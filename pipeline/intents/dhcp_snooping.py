"""`dhcp_snooping`: take answers of DHCP servers from trusted ports only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.places import known_vlans
from pipeline.intents.ports import each_port, known_port, once, there
from renderers.number_lists import compact, numbers
from schemas.base import Record
from schemas.features.security import DhcpSnooping, DhcpTrust
from schemas.values import Devices, VlanRange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """VLANs that are watched, and ports that servers are behind."""

    devices: Devices
    """Which devices."""
    vlans: Annotated[tuple[VlanRange, ...], Field(min_length=1)]
    """Besides those that are watched already."""
    trusted: tuple[Ports, ...] = ()
    """Ports towards servers: uplinks, as a rule."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the trusted ports first, then for the watch."""
    out = Compiled()
    ids = {number for part in spec.vlans for number in numbers(str(part))}
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("trusted", spec.trusted, views, out):
        found = known_port(view, port)
        if found and found.lag:
            message = f"{port} of {view.device.name} is a member of {found.lag}"
            out.refuse("port-is-lag-member", path, message, f"write {found.lag}", device=view.device.name)
        elif once(seen, view, port, path, out) and there(view, port, path, out):
            out.wanted.append(Wanted(view.device.name, DhcpTrust(interface=port, trusted=True), path))
    for name in sorted(set(spec.devices)):
        view = views[name]
        if not known_vlans(view, ids, ("vlans",), out):
            continue
        trusted = {port for device, port in seen if device == name}
        trusted |= {one.interface for one in view.facts.all(DhcpTrust) if one.trusted}
        if not trusted:
            message = f"no port of {name} is trusted; hosts would get addresses of no server that is elsewhere"
            out.warn("dhcp-no-trust", ("trusted",), message, "trust the uplinks", device=name)
        had = next((numbers(one.vlans) for one in view.facts.all(DhcpSnooping)), ())
        out.wanted.append(Wanted(name, DhcpSnooping(on=True, vlans=compact(ids.union(had))), ("vlans",)))
    return out


PLUGIN = Kind(
    title="Take DHCP answers from trusted ports only",
    spec=Spec,
    devices=lambda spec: (*spec.devices, *(ports.device for ports in spec.trusted)),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
