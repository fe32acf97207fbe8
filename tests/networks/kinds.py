"""The declared change of every kind, tried on the network of the kinds' cases: as it is, and with more smuggled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipeline.semantic.declaration import declaration
from pipeline.semantic.network import Networks, of_configurations
from pipeline.semantic.packaging import packaged
from tests.unit.pipeline.intents.test_cases import CASES, Network, proposed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.declared import Declared

HOME = Path(__file__).parent
GOOD = tuple(case for case in CASES if case.name.startswith("good") and case.parent.name != "free_text")
SPEAKERS = frozenset(
    (
        "bfd",
        "bgp_network",
        "bgp_peer",
        "isis_interface",
        "ospf_interface",
        "prefix_list",
        "route_policy",
        "static_route",
    )
)
"""Kinds that are tried with somebody at the other end of the uplinks, who speaks BGP, OSPF and IS-IS."""


@dataclass(frozen=True, slots=True)
class Smuggled:
    """Something that no intent asked for."""

    device: str
    name: str
    old: str
    new: str
    seen: str
    """Regular expression of what a finding must say."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One case: the network before and after it, and what it declares."""

    name: str
    networks: Networks
    declared: Declared
    devices: tuple[str, ...]
    """Whose configuration it changes."""
    smuggled: tuple[Smuggled, ...] = ()


@cache
def smuggled() -> tuple[Smuggled, ...]:
    """Return everything that can be smuggled in."""
    found = yaml.safe_load((HOME / "smuggled.yaml").read_text())
    return tuple(Smuggled(device=device, **item) for device, items in found.items() for item in items)


def tried(case: Path, *, more: bool = False) -> Tried:
    """Return a case as two networks; with more, everything that fits is smuggled into the devices that it touches."""
    done = proposed(case)
    assert done.proposal is not None
    assert not done.blocking, f"{case}: {[one.advice for one in done.findings]}"
    (draft,) = done.proposal.drafts
    assert draft.loaded.spec is not None
    views = {name: base.view for name, base in draft.bases.items()}
    declared = declaration(draft.envelope.kind, draft.loaded.spec, views, draft.envelope.expect, draft.wanted)
    files = Network(case)
    before = {path[8:-4]: (files.read(path) or b"").decode() for path in files.names("configs")}
    after = before | dict(draft.texts)
    devices = tuple(name for name in sorted(after) if after[name] != before[name])
    put: list[Smuggled] = []
    for one in smuggled() if more else ():
        if one.device in devices and after[one.device].count(one.old) == 1:
            after[one.device] = after[one.device].replace(one.old, one.new)
            put.append(one)
    name = f"{case.parent.name}/{case.name}"
    return Tried(name, _networks(before, after, case.parent.name), declared, devices, tuple(put))


def _networks(before: Mapping[str, str], after: Mapping[str, str], kind: str) -> Networks:
    sides = []
    for texts in (before, after):
        sent = {name: packaged(text) for name, text in texts.items()}
        if kind in SPEAKERS:
            sent["north"] = (HOME / "kinds" / "north.cfg").read_text()
        sides.append(of_configurations(sent, (), {}))
    return Networks(*sides)


def unseen(one: Tried, said: Mapping[str, str]) -> tuple[Smuggled, ...]:
    """Return what was smuggled in and no finding about its device names; `said` are the errors by device."""
    return tuple(item for item in one.smuggled if not re.search(item.seen, said.get(item.device, "")))
