"""`bfd`: miss neighbours within a second."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Wanted
from pipeline.intents.ports import known_port, one_port, same_port
from schemas.base import Record
from schemas.features.bfd import BfdInterface, BgpBfd
from schemas.features.igp import IsisInterface, OspfInterface
from schemas.values import Address, DeviceName, InterfaceName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class OnInterface(Record):
    """An interface with timers of its own."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """One interface with an address."""


class OnSession(Record):
    """A BGP session that is watched."""

    device: DeviceName
    """Name in the inventory."""
    neighbor: Address
    """The peer's address; the session must be there."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""


class Spec(Record):
    """Where BFD runs, and how fast."""

    interval_ms: Annotated[int, Field(ge=50, le=10000, examples=[300])] = 300
    """Milliseconds between packets, sent and received."""
    multiplier: Annotated[int, Field(ge=2, le=50)] = 3
    """Packets that may be missing; interval times multiplier is the time until a neighbour is missed."""
    interfaces: tuple[OnInterface, ...] = ()
    """Interfaces that get these timers; where a platform says them in OSPF and IS-IS (IOS XR, Junos, FRRouting), the
    protocols that run on the interface listen as well, and one of them must."""
    sessions: tuple[OnSession, ...] = ()
    """BGP sessions that end when the neighbour is missed."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.interfaces and not self.sessions:
            raise ValueError("nothing is asked for; expected interfaces or sessions")
        return self


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for timers and sessions, after a look whether they are there."""
    out = Compiled()
    for index, item in enumerate(spec.interfaces):
        view = views[item.device]
        port = one_port(view, item.interface, ("interfaces", index, "interface"), out)
        found = known_port(view, port) if port else None
        if port and (found is None or not found.addresses):
            message = f"{port} of {item.device} has no address"
            hint = "name an interface with an address"
            out.refuse("interface-unknown", ("interfaces", index), message, hint, device=item.device)
        elif port:
            wanted = _timers(spec, view, port)
            out.wanted.append(Wanted(item.device, wanted, ("interfaces", index)))
    for index, session in enumerate(spec.sessions):
        _session(spec, session, index, views[session.device], out)
    if spec.interval_ms * spec.multiplier < 300:
        message = f"{spec.interval_ms * spec.multiplier} ms are less than many devices manage without hardware for it"
        out.warn("bfd-fast", ("interval_ms",), message, "take 300 ms and three packets, unless the hardware is known")
    return out


def _timers(spec: Spec, view: View, port: str) -> BfdInterface:
    """Return the timers, with the processes of OSPF and IS-IS that the interface is in."""
    ospf = next((one for one in view.facts.all(OspfInterface) if same_port(one.interface, port)), None)
    isis = next((one for one in view.facts.all(IsisInterface) if same_port(one.interface, port)), None)
    return BfdInterface(
        interface=port,
        interval=spec.interval_ms,
        multiplier=spec.multiplier,
        ospf_process=(ospf.process or "ospf") if ospf else "",
        ospf_area=ospf.area if ospf else "",
        isis_process=(isis.process or "isis") if isis and isis.runs else "",
    )


def _session(spec: Spec, session: OnSession, index: int, view: View, out: Compiled) -> None:
    address = str(ip_address(session.neighbor))
    bgp = view.facts.bgp
    known = next(
        (one for one in (bgp.neighbors if bgp else ()) if (one.neighbor, one.vrf) == (address, session.vrf or "")), None
    )
    if bgp is None or known is None:
        message = f"{session.device} has no BGP session with {address}"
        hint = "correct the address, or ask for the session first"
        out.refuse("bgp-peer-unknown", ("sessions", index, "neighbor"), message, hint, device=session.device)
        return
    wanted = BgpBfd(
        neighbor=address,
        vrf=session.vrf or "",
        on=True,
        local_as=bgp.local_as,
        group=known.group,
        interval=spec.interval_ms,
        multiplier=spec.multiplier,
    )
    out.wanted.append(Wanted(session.device, wanted, ("sessions", index)))


PLUGIN = Kind(
    title="Miss neighbours within a second",
    spec=Spec,
    devices=lambda spec: (*(item.device for item in spec.interfaces), *(item.device for item in spec.sessions)),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
