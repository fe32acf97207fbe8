"""`spanning_tree_edge`: ports where hosts are forward at once, and are shut down where a bridge appears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports, Wanted
from pipeline.intents.ports import each_port, known_port, once, there
from schemas.base import Record
from schemas.features.switching import StpEdge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """Ports where no bridge is."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Access ports."""
    bpdu_guard: bool = True
    """Shut the port down where a bridge appears."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each port, after a look whether a bridge is behind it."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        if not once(seen, view, port, path, out) or not there(view, port, path, out):
            continue
        found, name = known_port(view, port), view.device.name
        if found and (found.mode == "trunk" or found.lag):
            message = f"{port} of {name} is a trunk or a member of one; behind it are bridges"
            out.refuse("port-is-trunk", path, message, "name access ports", device=name)
        elif found and (found.mode == "routed" or found.addresses):
            out.refuse(
                "port-is-routed", path, f"{port} of {name} is a routed port", "name a switched port", device=name
            )
        else:
            wanted = StpEdge(interface=port, edge=True, bpdu_guard=spec.bpdu_guard)
            out.wanted.append(Wanted(name, wanted, path))
    if not spec.bpdu_guard:
        message = "without the guard a bridge on one of these ports can make a loop"
        out.warn("no-bpdu-guard", ("bpdu_guard",), message, "leave it on")
    return out


PLUGIN = Kind(
    title="Let ports of hosts forward at once",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
