"""`ospf_interface`: speak OSPF on interfaces."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.ports import known_port, one_port
from schemas.base import Record
from schemas.features.igp import OspfInterface, OspfProcess
from schemas.values import DeviceName, InterfaceName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


def _area(value: int | str) -> int | str:
    text = str(value)
    try:
        IPv4Address(int(text) if text.isascii() and text.isdigit() else text)
    except ValueError:
        raise ValueError(f"{value!r} is no area; expected 0 or 0.0.0.0 (RFC 2328)") from None
    return value


class Interface(Record):
    """One interface of one device."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """One interface with an address."""
    area: Annotated[int | str, AfterValidator(_area), Field(examples=[0, "0.0.0.10"])]
    """Number or dotted."""
    process: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Number of the process, where the device has several."""
    cost: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Metric; where it is not given, the platform's own."""
    network: Literal["point-to-point", "broadcast"] | None = None
    """How neighbours are found; both ends must agree."""
    passive: bool = False
    """Announce its network, without neighbours."""


class Spec(Record):
    """Interfaces that speak OSPF."""

    interfaces: Annotated[tuple[Interface, ...], Field(min_length=1)]
    """One entry each."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for OSPF on each interface, after a look at processes and areas."""
    out = Compiled()
    for index, item in enumerate(spec.interfaces):
        view, path = views[item.device], ("interfaces", index)
        port = one_port(view, item.interface, (*path, "interface"), out)
        process = _process(item, view, path, out)
        if port is None or process is None or not _fits(item, view, port, path, out):
            continue
        wanted = OspfInterface(
            interface=port,
            process=process,
            area=_dotted(item.area),
            cost=item.cost,
            network=item.network or "",
            passive=item.passive,
        )
        out.wanted.append(Wanted(item.device, wanted, path))
    return out


def _dotted(area: int | str) -> str:
    return str(IPv4Address(int(area) if str(area).isdigit() else area))


def _process(item: Interface, view: View, path: Path, out: Compiled) -> str | None:
    there = sorted(one.process for one in view.facts.all(OspfProcess))
    if item.process is not None and str(item.process) in there:
        return str(item.process)
    if item.process is None and len(there) == 1:
        return there[0]
    if not there:
        message, hint = f"{item.device} runs no OSPF", "name a device that does"
    elif item.process is None:
        message = f"{item.device} runs OSPF processes {', '.join(there)}"
        hint = f"which one is meant? Write process: {' or process: '.join(there)}"
    else:
        message, hint = f"{item.device} has no OSPF process {item.process}; there: {', '.join(there)}", "correct it"
    out.refuse("ospf-process", (*path, "process"), message, hint, device=item.device)
    return None


def _fits(item: Interface, view: View, port: str, path: Path, out: Compiled) -> bool:
    found = known_port(view, port)
    if found is None or not found.addresses:
        message = f"{port} of {item.device} has no address"
        out.refuse("interface-unknown", path, message, "name an interface with an address", device=item.device)
        return False
    known = next((one for one in view.facts.all(OspfInterface) if one.interface == port), None)
    if known and known.area not in ("", _dotted(item.area)):
        message = f"{port} of {item.device} is in area {known.area}, the intent says {_dotted(item.area)}"
        hint = "moving it takes its neighbours down; retire the old one first"
        out.refuse("ospf-area-differs", (*path, "area"), message, hint, device=item.device)
        return False
    return True


PLUGIN = Kind(
    title="Speak OSPF on interfaces",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.interfaces),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
