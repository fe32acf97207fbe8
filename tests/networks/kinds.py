"""The declared change of every kind, tried on the network of the kinds' cases: as it is, and with more smuggled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.compare import change_of
from pipeline.registry import validators
from pipeline.semantic.declaration import declaration
from pipeline.semantic.difference import allowed
from pipeline.semantic.network import Networks, of_configurations
from pipeline.semantic.packaging import packaged
from pipeline.semantic.verdict import conclude
from pipeline.validators.base import Replies
from tests.unit.pipeline.intents.test_cases import CASES, Network, proposed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.propose import Proposed
    from pipeline.semantic.query import Query, Reply
    from pipeline.validators.base import Change
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


@cache
def _proposed(case: Path) -> Proposed:
    return proposed(case)


def tried(case: Path, *, more: bool = False) -> Tried:
    """Return a case as two networks; with more, everything that fits is smuggled into the devices that it touches."""
    done = _proposed(case)
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
    base, candidate = sides
    return Networks(base, candidate)


@dataclass(frozen=True, slots=True)
class Told:
    """What the analyzer's answers make of one device of a case."""

    outcome: str
    reasons: tuple[str, ...]
    """Why it is no PASS; no more than a few."""
    found: tuple[str, ...] = ()
    """Names of what was smuggled in and found."""
    missed: tuple[str, ...] = ()
    """Names of what was smuggled in and not found."""


def change(one: Tried) -> Change:
    """Return what the validators see of a case."""
    return change_of(one.networks, one.declared)


def told(one: Tried, replies: Mapping[Query, Reply]) -> dict[str, Told]:
    """Return the verdict of each device that a case changes, and what was found of what was smuggled into it."""
    seen = change(one)
    judged = {name: validator.judge(seen, Replies(replies)) for name, validator in validators().items()}
    brought = [allowance for item in judged.values() for allowance in item.allowances]
    declared = seen.declared.model_copy(update={"allowances": (*seen.declared.allowances, *brought)})
    undeclared: dict[str, list[str]] = {}
    unclear: list[str] = []
    for name, item in judged.items():
        unclear += [f"{name}: {text}" for text in item.unclear]
        unclear += [f"{name}: {broken.words}" for broken in item.broken if broken.unclear]
        for broken in item.broken:
            if not broken.unclear:
                undeclared.setdefault(broken.promise.device, []).append(broken.words)
        for found in item.differences:
            if not found.warning and allowed(found, declared) is None:
                words = f"{found.what} {found.name}: {found.words}"
                undeclared.setdefault(found.device, []).append(words)
    texts = dict(one.networks.candidate.configurations)
    unverified = conclude(seen, texts, replies).coverage.unverified
    return {device: _device(one, device, undeclared, [*unclear, *unverified]) for device in one.devices}


def _device(one: Tried, device: str, undeclared: Mapping[str, list[str]], doubts: list[str]) -> Told:
    mine = undeclared.get(device, [])
    everywhere = [text for name, texts in sorted(undeclared.items()) if name not in one.devices for text in texts]
    others = "|".join(re.escape(name) for name in one.devices if name != device) or "(?!)"
    open_ones = [text for text in doubts if re.search(rf"\b{device}\b", text) or not re.search(others, text)]
    put = [item for item in one.smuggled if item.device == device]
    found = [item for item in put if any(re.search(item.seen, text) for text in mine)]
    outcome = "FAIL" if mine or everywhere else "INCONCLUSIVE" if open_ones else "PASS"
    reasons = (mine or everywhere or list(dict.fromkeys(text.rpartition(": ")[2] for text in open_ones)))[:6]
    return Told(
        outcome,
        tuple(reason[:200] for reason in reasons),
        tuple(item.name for item in found),
        tuple(item.name for item in put if item not in found),
    )
