"""Derive: which ports a change moves from one state to another, from the facts of running and candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.energy.plugged import module_of
from pipeline.energy.ports import bare, physical
from pipeline.energy.shifted import shifted, staying
from schemas.features.interfaces import InterfaceSettings
from schemas.interface_change import InterfaceChange, NoPortEffect, Port

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.energy.known import Known
    from pipeline.intents.base import View
    from pipeline.start import Base
    from schemas.facts import DeviceFacts, InterfaceFacts
    from schemas.interface_change import PortState, PowerChange
    from schemas.inventory import Link
    from schemas.traffic import TrafficSeries


@dataclass(frozen=True, slots=True)
class Derived:
    """What a change does to ports."""

    changes: tuple[PowerChange, ...]
    assumptions: tuple[str, ...]
    """What was taken for granted."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the configurations."""

    known: Known
    links: tuple[Link, ...] = ()
    traffic: Mapping[tuple[str, str], TrafficSeries] | None = None
    """Traffic and link state before the change, by device and port; None: nobody was asked."""


def derive(bases: Mapping[str, Base], candidates: Mapping[str, DeviceFacts], around: Around) -> Derived:
    """Compare each device's facts before and after: ports that are shut or opened, and far ends that lose their link.

    Every kind of intent is covered at once: nothing but an administrative state moves a port.
    """
    changes: list[PowerChange] = []
    assumptions: list[str] = []
    turned: dict[tuple[str, str], bool] = {}
    for name in sorted(candidates):
        before, after = _states(bases[name].view.facts), _states(candidates[name])
        # A port that a configuration does not mention is enabled.
        for port in sorted({*before, *after}):
            if before.get(port, False) != after.get(port, False):
                turned[name, port] = after.get(port, False)
    moving, gaining = _shifts(bases, turned, around, assumptions)
    for (name, port), shut in sorted(turned.items()):
        change = _turned(bases[name].view, port, around, assumptions, shut=shut, moving=moving.get((name, port)))
        changes.append(change)
    changes += gaining
    for name in sorted(candidates):
        faster = _speeds(bases[name].view.facts), _speeds(candidates[name])
        for port in sorted({*faster[0], *faster[1]}):
            paced = _paced(bases[name].view, port, around, (faster[0].get(port, ""), faster[1].get(port, "")))
            if paced is not None and (name, port) not in turned:
                changes.append(paced)
    changes += _far_ends(bases, turned, around, assumptions)
    moved = {one.device for one in changes}
    for name in sorted(set(candidates) - moved):
        device = bases[name].view.device
        changes.append(
            NoPortEffect(
                device=name,
                platform=device.platform,
                model=device.model,
                reason="no port is shut or opened, and none changes its speed or its module",
            )
        )
    return Derived(tuple(changes), tuple(dict.fromkeys(assumptions)))


def _shifts(
    bases: Mapping[str, Base], turned: Mapping[tuple[str, str], bool], around: Around, assumptions: list[str]
) -> tuple[dict[tuple[str, str], tuple[str, str]], list[InterfaceChange]]:
    """Return what members of aggregates lose, and the members that gain it, where all their counters are known."""
    by_lag: dict[tuple[str, str], list[tuple[str, TrafficSeries]]] = {}
    stay: dict[tuple[str, str], tuple[str, ...]] = {}
    for (name, port), shut in sorted(turned.items()):
        series = (around.traffic or {}).get((name, port))
        lag, left = staying(bases[name].view, port, turned) if shut else ("", ())
        if lag and left and series is not None and series.mean_bit_per_s is not None:
            by_lag.setdefault((name, lag), []).append((port, series))
            stay[name, lag] = left
    moving: dict[tuple[str, str], tuple[str, str]] = {}
    gaining: list[InterfaceChange] = []
    for (name, lag), gone in sorted(by_lag.items()):
        view = bases[name].view
        found = [(port, *module_of(view, port, around.known)) for port in stay[name, lag]]
        lost, gained = shifted(view, gone, [(port, Port(state="up", speed=s, optic=o)) for port, o, s in found])
        moving |= {(name, port): both for port, both in lost.items()}
        gaining += gained
        whole = -sum(float(bits) for bits, _ in lost.values()) / 1e9
        assumptions.append(
            f"{whole:.3f} Gb/s of {', '.join(lost)} of {name} go to {', '.join(stay[name, lag])} of {lag}, "
            "in equal parts and packets of 800 bytes"
        )
    return moving, gaining


def _speeds(facts: DeviceFacts) -> dict[str, str]:
    """Return the fixed speed of each port that has one."""
    found = (one for one in facts.features if isinstance(one, InterfaceSettings))
    fixed = (one for one in found if one.speed not in ("", "auto") and physical(one.interface))
    return {bare(one.interface): one.speed for one in fixed}


def _paced(view: View, port: str, around: Around, speeds: tuple[str, str]) -> InterfaceChange | None:
    """Return what another fixed speed of an enabled port does; None where it stays the same."""
    optic, usual = module_of(view, port, around.known)
    before, after = (speed or usual for speed in speeds)
    if before == after or _states(view.facts).get(port, False):
        return None
    device = view.device
    return InterfaceChange(
        device=device.name,
        platform=device.platform,
        model=device.model,
        interface=port,
        before=Port(state="up", speed=before, optic=optic),
        after=Port(state="up", speed=after, optic=optic),
        traffic_bit_per_s="0",
        traffic_packet_per_s="0",
    )


def _states(facts: DeviceFacts) -> dict[str, bool]:
    """Return whether each port of hardware is shut."""
    return {bare(one.name): one.shutdown for one in _ports(facts)}


def _ports(facts: DeviceFacts) -> Iterable[InterfaceFacts]:
    return (one for one in facts.interfaces if physical(one.name))


def _turned(
    view: View,
    port: str,
    around: Around,
    assumptions: list[str],
    *,
    shut: bool,
    moving: tuple[str, str] | None = None,
) -> InterfaceChange:
    device = view.device
    optic, speed = module_of(view, port, around.known)
    up = _has_link(device.name, port, around)
    if up is None:
        up = True
        assumptions.append(f"whether {port} of {device.name} has link is not known: taken as up")
    enabled: PortState = "up" if up else "up_no_link"
    on, off = Port(state=enabled, speed=speed, optic=optic), Port(state="plugged_shut", speed=speed, optic=optic)
    bits, packets, said = (*moving, "") if moving else _traffic(device.name, port, around, shut=shut)
    if said:
        assumptions.append(said)
    return InterfaceChange(
        device=device.name,
        platform=device.platform,
        model=device.model,
        interface=port,
        before=on if shut else off,
        after=off if shut else on,
        traffic_bit_per_s=bits,
        traffic_packet_per_s=packets,
    )


def _has_link(name: str, port: str, around: Around) -> bool | None:
    series = (around.traffic or {}).get((name, port))
    if series is not None and series.up is not None:
        return series.up
    ends = {(end.device, end.interface) for link in around.links for end in (link.a, link.b)}
    return True if (name, port) in ends else None


def _traffic(name: str, port: str, around: Around, *, shut: bool) -> tuple[str | None, str | None, str]:
    series = (around.traffic or {}).get((name, port))
    if series is not None and series.idle:
        return "0", "0", f"{port} of {name} carried nothing in the window: no traffic moves"
    said = f"the traffic of {port} of {name} " + ("goes elsewhere at the same cost" if shut else "is not counted")
    return None, None, said


def _far_ends(
    bases: Mapping[str, Base], turned: Mapping[tuple[str, str], bool], around: Around, assumptions: list[str]
) -> list[PowerChange]:
    """Return ports at the other end of a cable, which lose or gain link although their configuration stays."""
    out: list[PowerChange] = []
    for link in around.links:
        for near, far in ((link.a, link.b), (link.b, link.a)):
            shut = turned.get((near.device, near.interface))
            if shut is None or (far.device, far.interface) in turned:
                continue
            base = bases.get(far.device)
            if base is None:
                said = "loses its link" if shut else "gains link"
                assumptions.append(f"{far.interface} of {far.device} {said}; what that does there is not counted")
                continue
            optic, speed = module_of(base.view, far.interface, around.known)
            up, down = (Port(state=state, speed=speed, optic=optic) for state in _LINK)
            device = base.view.device
            out.append(
                InterfaceChange(
                    device=far.device,
                    platform=device.platform,
                    model=device.model,
                    interface=far.interface,
                    before=up if shut else down,
                    after=down if shut else up,
                    traffic_bit_per_s="0",
                    traffic_packet_per_s="0",
                )
            )
    return out


_LINK: tuple[PortState, PortState] = ("up", "up_no_link")
