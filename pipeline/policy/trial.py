"""Try a rule on a case: a small change written down as data, so that a rule shows where it holds and where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from pipeline.policy.device_view import DeviceView, Item, Sides, device_view
from pipeline.policy.evaluate import evaluate
from pipeline.policy.view import View
from pipeline.reader import reader
from schemas.base import Record
from schemas.inventory import Device, Platform
from schemas.policy import Change, PolicySet

if TYPE_CHECKING:
    from schemas.policy import Policy, Violation


class TrialDevice(Record):
    """A device of a case."""

    name: str = "sw-01"
    """Its name."""
    platform: Platform = "cisco_ios"
    """Its operating system."""
    role: str = "access"
    """What it does in the network."""
    site: str = "site-1"
    """Where it stands."""
    management: str | None = None
    """Address that it is managed at."""
    before: str = ""
    """Its configuration."""
    after: str = ""
    """The candidate."""
    cables: dict[str, str] = Field(default_factory=dict)
    """The device at the other end of a port."""
    features: tuple[dict[str, Any], ...] = ()
    """What the intent asks for, with `device_as` where it is about BGP."""
    values: dict[str, Any] = Field(default_factory=dict)
    """Other values of `device`, such as `proved`."""


class Trial(Record):
    """A case: `ok-*.yaml` keeps its rule, `bad-*.yaml` breaks it."""

    case: str = Field(min_length=1)
    """What it shows, in one line."""
    change: dict[str, Any] = Field(default_factory=dict)
    """Values of `change` that matter; the others are those of a small change."""
    devices: tuple[TrialDevice, ...] = ()
    """Devices that change."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Parameters of the rule, in place of their defaults."""


def trial(rule: Policy | str, case: Trial) -> tuple[bool, tuple[Violation, ...]]:
    """Return whether the rule looked at anything, and what breaks it; `rule` is one in CEL, or the id of another."""
    name = rule if isinstance(rule, str) else rule.id
    rules = () if isinstance(rule, str) else (rule,)
    views = [device_of(one) for one in case.devices]
    change: dict[str, Any] = {
        "name": "a-change",
        "kind": "access_vlan",
        "ticket": "CHG0000001",
        "reason": "A reason that says why this is wanted",
        "window": {"not_before": "2026-12-01T22:00:00Z", "not_after": "2026-12-02T02:00:00Z"},
        "expects": 0,
        "spec": {},
        "devices": [one.name for one in case.devices],
        "roles": {
            role: len([one for one in case.devices if one.role == role]) for role in {o.role for o in case.devices}
        },
        "sites": sorted({one.site for one in case.devices}),
        "neighbors": [],
        "interfaces": [],
        "steps": len(case.devices),
        "commands": 0,
        "hazards": 0,
        "requester": "",
        "requester_roles": [],
        "energy": None,
    }
    energy = case.change.get("energy")
    view = View(change | case.change, views, frozenset({"energy"}) if energy is not None else frozenset())
    changed = ((name, Change(parameters=case.parameters)),)
    found = evaluate(PolicySet(rules=rules, changes=changed), view)
    return name in found.evaluated, tuple(one for one in found.violations if one.rule == name)


def device_of(one: TrialDevice) -> DeviceView:
    """Return what rules see of a device of a case; raises `ValueError` for a platform without a reader."""
    found = reader(one.platform)
    if found is None:
        raise ValueError(f"{one.platform} cannot be read")
    device = Device(
        name=one.name,
        platform=one.platform,
        os_version="1",
        role=one.role,
        site=one.site,
        management=one.management,
    )
    ends = {(one.name, port): far for port, far in one.cables.items()}
    sides = Sides(one.before, one.after, found.facts(one.before), found.facts(one.after), found.paths, ends)
    view = device_view(device, sides)
    view.values.update(one.values)
    view.items["feature"] = [Item({"device_as": "", **feature}) for feature in one.features]
    return view
