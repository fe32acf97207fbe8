"""`isis_interface`: speak IS-IS on interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.ports import known_port, one_port
from schemas.base import Record
from schemas.features.igp import IsisInterface, IsisProcess
from schemas.values import DeviceName, InterfaceName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Interface(Record):
    """One interface of one device."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """One interface with an address."""
    process: ObjectName | None = None
    """Name of the process, where the device has several."""
    level: Literal[1, 2] | None = None
    """Only this level; both where it is not given."""
    metric: Annotated[int, Field(ge=1, le=16777214)] | None = None
    """Wide metric (RFC 5305); where it is not given, the platform's own."""
    point_to_point: bool = False
    """One neighbour only (RFC 5309); both ends must agree."""
    passive: bool = False
    """Announce its network, without neighbours."""


class Spec(Record):
    """Interfaces that speak IS-IS."""

    interfaces: Annotated[tuple[Interface, ...], Field(min_length=1)]
    """One entry each."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for IS-IS on each interface, after a look at the processes."""
    out = Compiled()
    for index, item in enumerate(spec.interfaces):
        view, path = views[item.device], ("interfaces", index)
        port = one_port(view, item.interface, (*path, "interface"), out)
        process = _process(item, view, path, out)
        if port is None or process is None:
            continue
        found = known_port(view, port)
        if found is None or not found.addresses:
            message = f"{port} of {item.device} has no address"
            out.refuse("interface-unknown", path, message, "name an interface with an address", device=item.device)
            continue
        wanted = IsisInterface(
            interface=port,
            process=process,
            runs=True,
            level="" if item.level is None else "1" if item.level == 1 else "2",
            metric=item.metric,
            point_to_point=item.point_to_point,
            passive=item.passive,
        )
        out.wanted.append(Wanted(item.device, wanted, path))
    return out


def _process(item: Interface, view: View, path: Path, out: Compiled) -> str | None:
    there = sorted(one.process for one in view.facts.all(IsisProcess))
    if item.process in there:
        return item.process
    if item.process is None and len(there) == 1:
        return there[0]
    if not there:
        message, hint = f"{item.device} runs no IS-IS", "name a device that does"
    elif item.process is None:
        message = f"{item.device} runs IS-IS processes {', '.join(there)}"
        hint = f"which one is meant? Write process: {' or process: '.join(there)}"
    else:
        message, hint = f"{item.device} has no IS-IS process {item.process}; there: {', '.join(there)}", "correct it"
    out.refuse("isis-process", (*path, "process"), message, hint, device=item.device)
    return None


PLUGIN = Kind(
    title="Speak IS-IS on interfaces",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.interfaces),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
