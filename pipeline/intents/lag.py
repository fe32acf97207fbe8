"""`lag`: put ports together into an aggregate, or more ports into one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.ports import expanded, known_port, once, there
from schemas.base import Record
from schemas.features.switching import Lag, LagMember
from schemas.values import DeviceName, InterfaceName, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Aggregate(Record):
    """One aggregate of one device."""

    device: DeviceName
    """Name in the inventory."""
    number: Annotated[int, Field(ge=0, le=4095, examples=[5])]
    """Number of the aggregate: Port-channel5, ae5, bond5."""
    members: Annotated[tuple[InterfaceName, ...], Field(min_length=1, max_length=32)]
    """Names or ranges, as the platform writes them; other members stay."""
    mode: Literal["active", "passive", "on"] = "active"
    """LACP active or passive; on is without LACP."""
    description: Label | None = None
    """For people."""


class Spec(Record):
    """Aggregates."""

    lags: Annotated[tuple[Aggregate, ...], Field(min_length=1)]
    """One entry an aggregate of a device."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each aggregate and its members, after a look at what the ports do now."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for index, lag in enumerate(spec.lags):
        view, path = views[lag.device], ("lags", index)
        named = (
            (port, (*path, "members", place))
            for place, written in enumerate(lag.members)
            for port in expanded(view, written, (*path, "members", place), out)
        )
        ports = [(port, at) for port, at in named if once(seen, view, port, at, out) and there(view, port, at, out)]
        if not all(_fits(lag, view, port, where, out) for port, where in ports):
            continue
        wanted = Lag(number=lag.number, description=lag.description or "", mode=lag.mode)
        out.wanted.append(Wanted(lag.device, wanted, path))
        for port, where in ports:
            out.wanted.append(Wanted(lag.device, LagMember(interface=port, number=lag.number, mode=lag.mode), where))
    return out


def _fits(lag: Aggregate, view: View, port: str, path: Path, out: Compiled) -> bool:
    found, name = known_port(view, port), view.device.name
    if found is None:
        return True
    mine = next((one for one in view.facts.all(LagMember) if one.interface == port), None)
    if mine and mine.number != lag.number:
        message = f"{port} of {name} is a member of aggregate {mine.number}"
        out.refuse("port-is-lag-member", path, message, "take it out there first", device=name)
        return False
    if mine and mine.mode not in ("", lag.mode):
        message = f"{port} of {name} is a member with mode {mine.mode}, the intent says {lag.mode}"
        hint = "changing it takes the port out for a while; say the same mode"
        out.refuse("lag-mode-differs", path, message, hint, device=name)
        return False
    if mine is None and (found.addresses or found.access_vlan not in (None, 1) or found.mode == "trunk"):
        does = ", ".join(found.addresses) or f"VLAN {found.access_vlan or found.trunk_vlans}"
        message = f"{port} of {name} carries {does}; as a member it would do what its aggregate does"
        out.refuse("port-in-use", path, message, "free it first, or name a free port", device=name)
        return False
    return True


PLUGIN = Kind(
    title="Put ports together into an aggregate",
    spec=Spec,
    devices=lambda spec: tuple(lag.device for lag in spec.lags),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
