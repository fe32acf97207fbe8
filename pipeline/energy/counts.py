"""What a change moves: for each term of the model, ports that gain it less ports that lose it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.energy.names import gigabits
from pipeline.energy.tiers import Refusal, Wanted, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.energy.known import Known, Module
    from pipeline.energy.parameter import Parameter
    from schemas.footprint import Reason
    from schemas.interface_change import InterfaceChange, Port, PortState
    from schemas.model_pack import TermName

_TERMS: dict[PortState, tuple[TermName, ...]] = {
    "absent": (),
    "plugged_shut": ("plugged_w",),
    "up_no_link": ("plugged_w", "no_link_w"),
    "up": ("plugged_w", "up_w"),
}
"""What a port in each state draws, over a port without a module."""


_NOTHING = 1e-8
"""Ports, or terabits and gigapackets a second, that cancel but for rounding: below a microwatt of any known term."""


@dataclass(frozen=True, slots=True)
class Key:
    """One term on one device."""

    device: str
    model: str
    module: str
    speed: str
    term: TermName


@dataclass(frozen=True, slots=True)
class Term:
    """A term, how often it is gained, and what is known of it."""

    key: Key
    count: float
    """Ports; for traffic, terabits or gigapackets a second, so that the product is in watts."""
    parameters: tuple[Parameter, ...]

    @property
    def watts(self) -> float:
        """Its share of the delta."""
        return self.count * sum(one.centre for one in self.parameters)


@dataclass(frozen=True, slots=True)
class Refused:
    """A port for which nothing is estimated."""

    device: str
    interface: str | None
    reason: Reason
    message: str


@dataclass(slots=True)
class Moved:
    """What changes do to the terms of the model."""

    terms: list[Term] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    assumed: set[Reason] = field(default_factory=set)
    """Codes of what was taken for granted."""


def moved(changes: Iterable[InterfaceChange], known: Known) -> Moved:
    """Return the terms that changes move, equal ones together: they share one parameter."""
    out = Moved()
    counts: dict[Key, float] = {}
    modules: dict[str, Module] = {}
    for change in sorted(changes, key=lambda one: (one.device, one.interface)):
        if change.model is None:
            out.refused.append(_refused(change, "hardware_unknown", "add its hardware model to the inventory"))
            continue
        found = _change(change, known, modules)
        if isinstance(found, Refused):
            out.refused.append(found)
            continue
        for key, count in found.items():
            counts[key] = counts.get(key, 0.0) + count
        if change.traffic_bit_per_s is None:
            out.assumed.add("traffic_assumed")
        if change.before.state != "absent" and change.after.state == "plugged_shut":
            out.assumed.add("optic_stays_powered")
    for key in sorted(counts, key=lambda one: (one.device, one.module, one.speed, one.term)):
        if abs(counts[key]) < _NOTHING:
            continue
        parameters = resolve(known, Wanted(key.model, modules[key.module], key.speed, key.term))
        if isinstance(parameters, Refusal):
            out.refused.append(Refused(key.device, None, parameters.reason, parameters.message))
        else:
            out.terms.append(Term(key, counts[key], parameters))
    return out


def _change(change: InterfaceChange, known: Known, modules: dict[str, Module]) -> dict[Key, float] | Refused:
    counts: dict[Key, float] = {}
    for port, sign in ((change.before, -1.0), (change.after, 1.0)):
        if port.state == "absent":
            continue
        if port.optic is None:
            said = f"what sits in {change.interface} is not known; list it under optics in the inventory, or RJ45"
            return _refused(change, "optic_unknown", said)
        module = known.module(port.optic)
        if module is None:
            said = f"{port.optic} in {change.interface} is no part or class that is known; add it in knowledge/energy"
            return _refused(change, "optic_unknown", said)
        modules[module.name] = module
        speed = port.speed or module.speed or ""
        for term in _TERMS[port.state]:
            if term != "plugged_w" and not speed:
                return _refused(change, "speed_unknown", f"the speed of {change.interface} is not known")
            key = _key(change, known, module, "" if term == "plugged_w" else speed, term)
            counts[key] = counts.get(key, 0.0) + sign
        if sign > 0 or change.after.state == "absent":
            counts |= _traffic(change, known, port, module)
    return counts


def _traffic(change: InterfaceChange, known: Known, port: Port, module: Module) -> dict[Key, float]:
    out: dict[Key, float] = {}
    speed = port.speed or module.speed or ""
    if speed:
        gigabits(speed)
    if change.traffic_bit_per_s is not None and float(change.traffic_bit_per_s):
        # pJ a bit times terabits a second are watts.
        out[_key(change, known, module, speed, "energy_pj_per_bit")] = float(change.traffic_bit_per_s) / 1e12
    if change.traffic_packet_per_s is not None and float(change.traffic_packet_per_s):
        # nJ a packet times gigapackets a second are watts.
        out[_key(change, known, module, speed, "energy_nj_per_packet")] = float(change.traffic_packet_per_s) / 1e9
    return out


def _key(change: InterfaceChange, known: Known, module: Module, speed: str, term: TermName) -> Key:
    return Key(change.device, known.model(change.model or ""), module.name, speed, term)


def _refused(change: InterfaceChange, reason: Reason, message: str) -> Refused:
    return Refused(change.device, change.interface, reason, message)
