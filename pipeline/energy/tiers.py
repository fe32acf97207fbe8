"""Tiers: the best known value of a term, first hit wins, and how far it may be wrong where it was not measured itself.

The widths are those that predicting each measured platform from the others asks for (`gains energy backtest` prints
them as leave-one-platform-out); the module shares are set from the few modules that were metered plugged and up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from pipeline.energy.cages import bounds
from pipeline.energy.names import gigabits, is_speed, key
from pipeline.energy.parameter import Load, Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.energy.known import Known, Module
    from schemas.footprint import Reason, Tier
    from schemas.model_pack import Fact, TermName

PLATFORM = 0.45
"""Platforms differ by that factor in logarithms, the same for all ports of one platform."""
PORT = 0.32
"""Kinds of ports of one platform differ by that much more."""
SCALED = 0.75
"""On top, where a speed that nobody measured is scaled from others."""
OWN_SCALED = 0.5
"""The same, from another speed of the same platform."""
EXPONENT = 0.75
"""Power of an enabled port grows with its speed to that power (NCS-55A1-24H at 10, 25, 50 and 100 Gb/s)."""
MODULE = 0.35
"""The same class of module differs by that factor between makers, in logarithms."""
PLUGGED = (0.3, 1.0)
"""Share of its maximum that a module draws while the port is shut."""
PLUGGED_T = (0.4, 1.7)
"""The same of a module with a PHY: the one that was metered took half more than its datasheet allows."""
CABLE = (0.0, 0.1)
"""The same of a cable with its ends, of what its cage allows: four platforms say 0.02 to 0.35 W of the same cable."""
LIT = (0.0, 0.6)
"""Share of its maximum that a module draws more once the port is enabled."""
ENERGY = 0.85
"""Energy per bit and per packet between platforms, in logarithms: measured from 3.2 to 21.6 pJ."""
_NORMAL_METHODS = ("own_measurement", "lab_meter", "lab_meter_refit", "field_meter", "field_sensor")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a term is not estimated."""

    reason: Reason
    message: str


Resolved = tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which number is asked for."""

    model: str
    module: Module
    speed: str
    """Empty for what does not depend on it."""
    term: TermName


def resolve(known: Known, wanted: Wanted) -> Resolved | Refusal:
    """Return the parameters whose sum the term is, or why there is none."""
    if wanted.term == "plugged_w":
        return _plugged(known, wanted)
    if wanted.term in ("energy_pj_per_bit", "energy_nj_per_packet"):
        return _traffic(known, wanted)
    return _port(known, wanted)


def _exact(fact: Fact) -> Parameter:
    tier: Tier = "T1" if fact.method == "own_measurement" else "T2" if fact.method in _NORMAL_METHODS else "T5"
    reasons: tuple[Reason, ...] = ("llm_extracted_datasheet",) if fact.method == "datasheet_extracted" else ()
    return Parameter(
        float(fact.value), (Load(fact.id, float(fact.standard_error)),), "normal", tier, (fact.id,), reasons
    )


def _plugged(known: Known, wanted: Wanted) -> Resolved | Refusal:
    module = wanted.module
    if module.name == "RJ45 T":
        return (Parameter(0.0, (), "normal", "T2", (), ()),)
    if fact := known.fact(wanted.model, module.name, "", "plugged_w"):
        return (_exact(fact),)
    if module.family == "copper":
        return (_cable(module),)
    pool = [one for one in known.pool(module.name, "", "plugged_w", without=wanted.model) if float(one.value) > 0]
    if pool:
        loads = (Load(f"module {module.name}", MODULE * sqrt(1 + 1 / len(pool))),)
        return (_skewed(pool, loads, "T3"),)
    if module.maximum_w is not None:
        return (_share(module, PLUGGED_T if module.family == "base_t" else PLUGGED, "plugged"),)
    return Refusal(
        "term_not_in_pack", f"nothing is known of what {module.name} draws; add its part number to knowledge/energy"
    )


def _port(known: Known, wanted: Wanted) -> Resolved | Refusal:
    module, speed = wanted.module, wanted.speed
    if not speed:
        return Refusal("speed_unknown", "the speed of the port is not known; give the optic or the speed")
    if not is_speed(speed):
        return Refusal("speed_unknown", f"{speed!r} is no speed; expected such as 100M, 2.5G or 400G")
    if fact := known.fact(wanted.model, module.name, speed, wanted.term):
        return (_exact(fact),)
    lit = _lit(module)
    own = [
        fact
        for name in ("SFP+ DAC", "SFP28 DAC", "QSFP+ DAC", "QSFP28 DAC", "QSFP-DD DAC")
        if (fact := known.fact(wanted.model, name, speed, wanted.term))
    ]
    if own and (module.family == "copper" or lit):
        port = _exact(own[0])
        return (Parameter(port.centre, port.loads, "normal", "T3", port.rows), *lit)
    if (module.family == "copper" or lit) and (scaled := _own_scaled(known, wanted)):
        return (scaled, *lit)
    model = key(known.model(wanted.model))
    here = (Load(f"platform {model}", PLATFORM),)
    pool = _positive(known.pool(module.name, speed, wanted.term, without=wanted.model))
    if len({one.hardware for one in pool}) >= 2 or (pool and module.family != "copper"):
        port_load = Load(f"port {model} {module.name} {speed} {wanted.term}", PORT * sqrt(1 + 2 / len(pool)))
        return (_skewed(pool, (*here, port_load), "T4"),)
    if module.family == "base_t":
        return (_base_t(known, wanted),)
    pool = _positive(known.family_pool("copper", speed, wanted.term, without=wanted.model))
    pool = pool or _positive(known.family_pool("copper", speed, "up_w", without=wanted.model))
    if module.family == "copper" or lit:
        if pool:
            port_load = Load(f"port {model} {speed} {wanted.term}", PORT * sqrt(1 + 2 / len(pool)))
            return (_skewed(pool, (*here, port_load), "T4"), *lit)
        return (_scaled(known, wanted, here), *lit)
    return Refusal("optic_unknown", f"nothing is known of {module.name}; name its part number in the inventory")


def _own_scaled(known: Known, wanted: Wanted) -> Parameter | None:
    """Return the platform's own port at the nearest speed that was measured, scaled to the one that is asked for."""
    at = log(gigabits(wanted.speed))
    own = [one for one in known.facts_of(wanted.model) if one.term == wanted.term and one.speed]
    copper = _positive([one for one in own if (m := known.module(one.optic or "")) and m.family == "copper"])
    if not copper:
        return None
    near = min(copper, key=lambda one: (abs(log(gigabits(one.speed or "")) - at), one.id))
    factor = (gigabits(wanted.speed) / gigabits(near.speed or "")) ** EXPONENT
    load = Load(f"speed {key(near.hardware)} {wanted.speed} {wanted.term}", OWN_SCALED)
    return Parameter(float(near.value) * factor, (load,), "lognormal", "T3", (near.id,), ("speed_scaled",))


def _base_t(known: Known, wanted: Wanted) -> Parameter:
    """Return about 0 to 0.7 W for a port with a PHY of its own: many draw no more with link than without.

    Nothing is drawn by two of the three that were metered: the range begins below zero, so that zero lies inside it.
    """
    pool = known.family_pool("base_t", None, wanted.term, without="")
    larger = max(1.0, gigabits(wanted.speed) ** 0.5)
    return Parameter(
        0.3 * larger,
        (Load(f"base-t {key(known.model(wanted.model))}", 0.4 * larger),),
        "uniform",
        "T4",
        tuple(one.id for one in pool),
    )


def _traffic(known: Known, wanted: Wanted) -> Resolved | Refusal:
    own = [one for one in known.facts_of(wanted.model) if one.term == wanted.term]
    same = [one for one in own if one.speed == wanted.speed] or own
    exact = [one for one in same if one.optic == wanted.module.name] or same
    if exact:
        return (_exact(exact[0]),)
    pool = _positive(known.family_pool("copper", None, wanted.term, without=wanted.model))
    if not pool:
        return Refusal("term_not_in_pack", "nothing is known of what traffic takes")
    loads = (Load(f"{wanted.term} {key(known.model(wanted.model))}", ENERGY),)
    return (_skewed(pool, loads, "T4"),)


def _positive(facts: Sequence[Fact]) -> list[Fact]:
    """Return what differs from zero; where two good ones are among them, no others."""
    found = [one for one in facts if float(one.value) > float(one.standard_error)]
    good = [one for one in found if one.quality == "good"]
    return good if len(good) >= 2 else found


def _skewed(pool: Sequence[Fact], loads: tuple[Load, ...], tier: str) -> Parameter:
    centre = exp(sum(log(float(one.value)) for one in pool) / len(pool))
    rows = tuple(one.id for one in pool)
    reasons: tuple[Reason, ...] = ("platform_not_in_pack",) if tier == "T4" else ("optic_by_datasheet",)
    return Parameter(centre, loads, "lognormal", "T4" if tier == "T4" else "T3", rows, reasons)


def _scaled(known: Known, wanted: Wanted, here: tuple[Load, ...]) -> Parameter:
    pool = _positive(known.family_pool("copper", None, "up_w", without=wanted.model))
    at = gigabits(wanted.speed)
    logs = [log(float(one.value)) + EXPONENT * log(at / gigabits(one.speed or "100G")) for one in pool]
    centre = exp(sum(logs) / len(logs)) if logs else 0.9 * (at / 100) ** EXPONENT
    load = Load(f"speed {key(known.model(wanted.model))} {wanted.speed}", SCALED)
    rows = tuple(one.id for one in pool)
    return Parameter(centre, (*here, load), "lognormal", "T4", rows, ("platform_not_in_pack",))


def _lit(module: Module) -> Resolved:
    if module.family != "optical" or module.maximum_w is None:
        return ()
    return (_share(module, LIT, "lit"),)


def _cable(module: Module) -> Parameter:
    """Return what a cable draws that nobody metered in this hardware: its ends hold a memory and little else."""
    most, _ = bounds(module.name, "optical")
    low, high = (share * (most or 14.0) for share in CABLE)
    load = Load(f"plugged {module.name}", (high - low) / 2)
    return Parameter((low + high) / 2, (load,), "uniform", "T4", module.rows, ("platform_not_in_pack",))


def _share(module: Module, share: tuple[float, float], what: str) -> Parameter:
    low, high = share
    most = module.maximum_w or 0.0
    load = Load(f"{what} {module.name}", (high - low) / 2 * most)
    # Without a row of its own, a module is known by the bound of its cage alone.
    tier: Tier = "T3" if module.rows else "T4"
    return Parameter((low + high) / 2 * most, (load,), "uniform", tier, module.rows, ("optic_by_datasheet",))
