"""`interface_settings`: description, state, MTU and speed of interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.ports import each_port, known_port, once, there
from schemas.base import Record
from schemas.features.interfaces import InterfaceSettings
from schemas.values import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View

PortSpeed = Literal["auto", "10M", "100M", "1G", "2.5G", "5G", "10G", "25G", "40G", "50G", "100G", "200G", "400G"]


class Spec(Record):
    """Interfaces and what holds for all of them."""

    interfaces: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Which ones."""
    description: Label | None = None
    """For people."""
    enabled: bool | None = None
    """True opens, false shuts down."""
    mtu: Annotated[int, Field(ge=576, le=9600, examples=[9214])] | None = None
    """Largest frame or packet in bytes, as the platform counts it."""
    speed: PortSpeed | None = None
    """Fixed speed, or auto."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if (self.description, self.enabled, self.mtu, self.speed) == (None, None, None, None):
            raise ValueError("nothing is asked for; expected description, enabled, mtu or speed")
        return self


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the settings on every interface, after a look at what hangs on it."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("interfaces", spec.interfaces, views, out):
        if not once(seen, view, port, path, out) or not there(view, port, path, out):
            continue
        if spec.enabled is False:
            _says_what_goes(view, port, path, out)
        wanted = InterfaceSettings(
            interface=port,
            description=spec.description or "",
            admin="" if spec.enabled is None else "up" if spec.enabled else "down",
            mtu=spec.mtu,
            speed=spec.speed or "",
        )
        out.wanted.append(Wanted(view.device.name, wanted, path))
    return out


def _says_what_goes(view: View, port: str, path: Path, out: Compiled) -> None:
    """Warn of what an interface carries that is shut down; refuse the one that the device is managed at."""
    found = known_port(view, port)
    name = view.device.name
    if found is None:
        return
    management = str(view.device.management or "")
    if management and any(address.partition("/")[0] == management for address in found.addresses):
        message = f"{port} holds {management}, the address that {name} is managed at"
        out.refuse("management-shut", path, message, "nobody could open it again; name another one", device=name)
    carries = [*found.addresses, *([f"VLANs {found.trunk_vlans}"] if found.mode == "trunk" else [])]
    if carries:
        out.warn("interface-in-use", path, f"{port} of {name} carries {', '.join(carries)}", device=name)


PLUGIN = Kind(
    title="Set description, state, MTU or speed of interfaces",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.interfaces),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
