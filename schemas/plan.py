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

    id: str
    """Unique in the plan, such as `step-2.post-1`."""
    device: DeviceName
    """Where."""
    command: str
    """As typed at the device, in its operational mode."""
    how: Literal["matches", "unchanged", "digest", "person"]
    """matches: some line matches `pattern`; unchanged: the output says the same as the look named in `pattern`; digest:
    the output has the digest in `pattern`; person: somebody has to judge."""
    pattern: str = ""
    """Regular expression of Python for one line, id of a look, or digest; empty for `person`."""
    expect: str
    """What it must show, in words."""
    within_s: int = 0
    """Seconds that it may take until it shows; 0: at once."""


class Condition(Record):
    """Something that, seen while a step is carried out, means: go back. A person or a program can decide it."""

    id: str
    """Unique in the plan."""
    device: DeviceName
    """Where it is seen."""
    when: Literal["command-refused", "check-failed", "unreachable"]
    """command-refused: the device answers a command with an error; check-failed: `look` is not as expected in time;
    unreachable: no answer at the management address for `within_s`."""
    look: str = ""
    """Id of the look, for `check-failed`."""
    within_s: int = 0
    """Seconds until it is decided."""
    words: str
    """The same in words."""


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
    """What is done on one device: prepare, enter, commands, leave, post-checks, confirm; or back."""

    number: int
    """Counted from 1."""
    batch: int
    """Steps of one batch may be done together; a batch begins when all looks of the one before are good."""
    canary: bool
    """Whether it is the first of its kind, and what it shows decides about the rest."""
    device: DeviceName
    """Where."""
    site: str
    """Where that stands."""
    role: str
    """What it does in the network."""
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
    """How to make it active."""
    post_checks: tuple[Look, ...]
    """Afterwards."""
    confirm: tuple[str, ...]
    """How to make it lasting, when the post-checks are good."""
    reverts_after_s: int
    """Seconds after which the device goes back by itself unless it is confirmed; 0: it does not."""
    rollback_conditions: tuple[Condition, ...]
    """Any one of these means: go back."""
    native_rollback: NativeRollback | None
    """The platform's own way; None where it has none."""
    rollback: tuple[str, ...]
    """Commands back, at the configuration prompt."""
    rollback_proved: bool
    """Whether the model of the device ends where it began."""
    duration_s: int
    """Estimate: commands, and the time that looks may take."""


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


class GuideLook(Record):
    """Something that a guide advises to look at; whoever carries the change out judges it."""

    device: DeviceName
    """Where."""
    command: str
    """As typed at the device, in its operational mode."""
    expect: str
    """What to see, in words."""


class GuideNote(Record):
    """What a guide says about this change."""

    guide: str
    """`id@version`."""
    title: str
    """What it is about."""
    devices: tuple[DeviceName, ...]
    """Where it holds, sorted."""
    caveats: tuple[str, ...]
    """What goes wrong."""
    looks: tuple[GuideLook, ...]
    """What is worth a look, beside the checks of the steps."""
    references: tuple[str, ...]
    """What it rests on."""


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
    duration_s: int = 0
    """Estimate for the whole change: batches one after the other, steps of a batch together."""
    duration_basis: str = ""
    """What the estimate rests on."""
    going_back: str = ""
    """In which order to go back."""
    point_of_no_return: str = ""
    """After what the native way back is gone."""
    hands: tuple[str, ...] = ()
    """Tasks for people on site, sorted."""
    guides: tuple[GuideNote, ...] = ()
    """What is known about changes like this one, most specific first."""
