"""The change plan: what to do in which order, what to look at before and after, and when to go back."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.intent import Window
from schemas.inventory import Platform
from schemas.values import DeviceName

Risk = Literal["low", "medium", "high"]
"""How careful to be."""


class Look(Record):
    """Something to look at on a device, by its own show commands."""

    command: str
    """As typed at the device."""
    expect: str
    """What it must show, in words."""


class NativeRollback(Record):
    """The platform's own way back, which the commands of the plan are the second choice to."""

    name: str
    """Such as `configure replace`."""
    prepare: tuple[str, ...]
    """Typed before the change."""
    back: tuple[str, ...]
    """Typed to go back."""
    keep: tuple[str, ...]
    """Typed when all is well."""


class Step(Record):
    """What is done on one device."""

    number: int
    """Counted from 1."""
    batch: int
    """Steps of one batch may be done together; a batch begins when all looks of the one before are good."""
    device: DeviceName
    """Where."""
    platform: Platform
    """Its operating system."""
    purpose: str
    """What it is for."""
    pre_checks: tuple[Look, ...]
    """Before anything is typed."""
    enter: tuple[str, ...]
    """How to get to the configuration prompt."""
    commands: tuple[str, ...]
    """What is typed there."""
    leave: tuple[str, ...]
    """How to make it lasting."""
    post_checks: tuple[Look, ...]
    """Afterwards."""
    rollback_conditions: tuple[str, ...]
    """Any one of these, seen on the device, means: go back."""
    native_rollback: NativeRollback | None
    """The platform's own way; None where it has none."""
    rollback: tuple[str, ...]
    """Commands back, at the configuration prompt."""
    rollback_proved: bool
    """Whether the model of the device ends where it began."""


class BlastRadius(Record):
    """What the change may reach."""

    devices: tuple[DeviceName, ...]
    """Devices that are changed, by name."""
    sites: tuple[str, ...]
    """Where they stand, sorted."""
    neighbors: tuple[DeviceName, ...]
    """Devices at the other end of a cable, not changed themselves, by name."""
    interfaces: tuple[str, ...]
    """`device interface` of every port whose configuration changes, sorted."""


class ChangePlan(Record):
    """The Change Plan Artifact."""

    kind: Literal["change-plan"] = "change-plan"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    ticket: str
    """Reference of the change request; empty without one."""
    reason: str
    """Why the change is wanted."""
    window: Window | None
    """When it may be carried out; None: the intent does not say."""
    risk: Risk
    """How careful to be."""
    risk_reasons: tuple[str, ...]
    """Why; never empty."""
    blast_radius: BlastRadius
    """What the change may reach."""
    steps: tuple[Step, ...]
    """In order; empty where nothing is to be done."""
    hands: tuple[str, ...] = ()
    """Tasks for people on site, sorted."""
