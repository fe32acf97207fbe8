"""Moves: which ports of which devices an intent's change moves, and which of them it puts to sleep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.energy.derive import Around, derive
from pipeline.energy.known import Known
from pipeline.intents.ports import known_port
from pipeline.intents.sleeping import Sleep
from schemas.features.interfaces import InterfaceSettings
from schemas.interface_change import InterfaceChange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.checks.base import Case
    from pipeline.energy.derive import Derived
    from pipeline.intents.base import Path
    from schemas.model_pack import ModelPack
    from schemas.traffic import TrafficSeries


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A port that an intent puts to sleep."""

    device: str
    port: str
    path: Path
    lag: str
    """Its aggregate; empty where it is none's."""
    idle_days: int


def known_power(case: Case) -> Known | None:
    """Return what is known of the power of hardware; None where it could not be read."""
    models = case.snapshot.models
    return None if models is None else _indexed(_Same(models, case.snapshot.models_digest))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A pack that is the same only where it is the very same object: comparing its rows would cost more."""

    models: ModelPack
    digest: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.models is other.models and self.digest == other.digest

    def __hash__(self) -> int:
        return hash((id(self.models), self.digest))


@lru_cache(maxsize=4)
def _indexed(pack: _Same) -> Known:
    return Known(pack.models, pack.digest)


def derived(case: Case, known: Known, traffic: Mapping[tuple[str, str], TrafficSeries] | None = None) -> Derived:
    """Return what the change does to ports, with their traffic and links where they are known."""
    return derive(case.draft.bases, case.draft.shown, Around(known, case.snapshot.links, traffic))


def moved(found: Derived) -> dict[str, tuple[str, ...]]:
    """Return the ports that move, by device."""
    out: dict[str, tuple[str, ...]] = {}
    for one in found.changes:
        if isinstance(one, InterfaceChange):
            out[one.device] = (*out.get(one.device, ()), one.interface)
    return out


def asked_devices(case: Case) -> dict[str, tuple[str, ...]]:
    """Return the ports that telemetry is asked about, by device: those that move, and the other members beside them."""
    known = known_power(case)
    if known is None:
        return {}
    out = moved(derived(case, known))
    for one in sleeping(case):
        if one.lag:
            view = case.draft.bases[one.device].view
            beside = (port.name for port in view.facts.interfaces if port.lag == one.lag)
            out[one.device] = tuple(sorted({*out.get(one.device, ()), *beside}))
    return out


def sleeping(case: Case) -> tuple[Sleeper, ...]:
    """Return the ports that the intent puts to sleep; none where its kind does not."""
    spec = case.draft.loaded.spec
    if not isinstance(spec, Sleep):
        return ()
    out = []
    for wanted in case.draft.wanted:
        feature = wanted.feature
        if isinstance(feature, InterfaceSettings) and feature.admin == "down":
            found = known_port(case.draft.bases[wanted.device].view, feature.interface)
            if found is not None and found.shutdown:
                continue
            lag = found.lag if found else ""
            out.append(Sleeper(wanted.device, feature.interface, wanted.path, lag, spec.idle_days))
    return tuple(out)
