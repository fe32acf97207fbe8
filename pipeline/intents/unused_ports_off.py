"""`unused_ports_off`: shut down every access port of devices that nothing was seen on for weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.energy.ports import physical
from pipeline.intents.base import Compiled, Kind, Ports
from pipeline.intents.ports import expanded
from pipeline.intents.sleeping import Sleep, forbidden, shut
from schemas.values import DeviceName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Sleep):
    """Devices whose unused ports are shut down; each port must be proved idle, or be named under `except_ports`."""

    devices: Annotated[tuple[DeviceName, ...], Field(min_length=1)]
    """Names in the inventory."""
    except_ports: tuple[Ports, ...] = ()
    """Ports that stay open."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every open access port to be shut down that nothing forbids to sleep and nobody excepts."""
    out = Compiled()
    kept = {
        (ports.device, name)
        for index, ports in enumerate(spec.except_ports)
        if ports.device in views
        for place, written in enumerate(ports.interfaces)
        for name in expanded(views[ports.device], written, ("except_ports", index, "interfaces", place), out)
    }
    for index, device in enumerate(spec.devices):
        view, path = views[device], ("devices", index)
        if not view.facts.lists_interfaces:
            message = f"{device} does not list its ports in its configuration"
            out.refuse("ports-not-listed", path, message, "name ports with port_sleep", device=device)
            continue
        found = [
            one.name
            for one in view.facts.interfaces
            if physical(one.name)
            and one.mode == "access"
            and not one.shutdown
            and (device, one.name) not in kept
            and forbidden(view, one.name) is None
        ]
        if not found:
            out.note("nothing-unused", path, f"{device} has no open access port that may sleep", device=device)
        for port in found:
            shut(view, port, path, out)
    return out


PLUGIN = Kind(
    title="Shut down unused ports",
    spec=Spec,
    devices=lambda spec: (*spec.devices, *(ports.device for ports in spec.except_ports)),
    compile=compile_spec,
    declare=by_features(compile_spec),
    over_others=True,
)
