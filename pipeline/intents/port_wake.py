"""`port_wake`: open ports that sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.energy.ports import physical
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.ports import each_port, known_port, once, there
from schemas.base import Record
from schemas.features.interfaces import InterfaceSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """Ports that are woken."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Ports that are shut down."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every port to be open; one that is open already is said."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        if not once(seen, view, port, path, out) or not there(view, port, path, out):
            continue
        name, found = view.device.name, known_port(view, port)
        if not physical(port):
            message = f"{port} of {name} is no port of hardware"
            out.refuse("port-is-logical", path, message, "name a port", device=name)
            continue
        if found is not None and not found.shutdown:
            out.note("port-is-awake", path, f"{port} of {name} is open already", device=name)
        out.wanted.append(Wanted(name, InterfaceSettings(interface=port, admin="up"), path))
    return out


PLUGIN = Kind(
    title="Wake ports that sleep",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
    over_others=True,
)
