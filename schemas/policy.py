"""Policies: rules about a change, what an organisation changes of them, and waivers."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.base import Record
from schemas.finding import Severity
from schemas.intent import Name, OneLine
from schemas.inventory import Platform
from schemas.values import DeviceName, ObjectName

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, examples=["no-telnet"])]
Expression = Annotated[str, Field(min_length=1, max_length=2000)]
"""An expression in CEL."""
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2026-12-31"])]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Each = Literal["change", "device", "added", "removed", "interface", "vlan", "filter_entry", "feature", "route"]
"""What a rule looks at, one by one: the whole change; a device that changes; a line that comes or goes; an interface,
VLAN, filter entry or static route of the candidate that is new or not as before; a feature that the intent asks for."""
Need = Literal["energy"]
"""What must be known before a rule can be evaluated."""
Login = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62})$", examples=["reviewer-a"])]


class AppliesTo(Record):
    """Where a rule holds; an empty list holds for all."""

    kinds: tuple[str, ...] = ()
    """Intent kinds."""
    platforms: tuple[Platform, ...] = ()
    """Operating systems."""
    roles: tuple[ObjectName, ...] = ()
    """Roles of devices."""


class About(Record):
    """What every rule says of itself, whatever it is written in."""

    id: RuleId
    """The same as the file's stem."""
    severity: Literal["error", "warning", "info"]
    """error blocks."""
    title: OneLine
    """What must be so, in one line."""
    explanation: Words
    """Why."""
    fix: Words
    """What to do about a violation."""
    references: Annotated[tuple[OneLine, ...], Field(min_length=1)]
    """What it rests on."""
    applies_to: AppliesTo = AppliesTo()
    """Where it holds."""
    each: Each = "device"
    """What it looks at, one by one."""
    needs: tuple[Need, ...] = ()
    """What must be known before it can be evaluated; where it is not, the rule was not looked at, and that is said."""
    sees_people: bool = False
    """Whether it looks at who asks for the change; found by itself in expressions. Nobody's name goes into a package
    otherwise."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Values that an organisation may change, with their defaults."""


class Policy(About):
    """A rule in CEL, as a file."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    apiVersion: Literal["gains/v1"]  # noqa: N815 - the field's name in the file
    """Version of this format."""
    kind: Literal["policy"]
    """Kind of the file."""
    when: Expression = "true"
    """Whether the rule is about this one at all; true or false."""
    holds: Annotated[Expression, Field(alias="assert")]
    """What must be true; anything but true is a violation."""
    message: OneLine
    """What is wrong, with values in braces, such as `{it.text}`."""


class Change(Record):
    """What an organisation changes of one rule."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    """Another weight; off: the rule is not evaluated, which every package then says."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Other values."""


class Parameters(Record):
    """`policies/parameters.yaml` of a network repository."""

    apiVersion: Literal["gains/v1"]  # noqa: N815 - the field's name in the file
    """Version of this format."""
    kind: Literal["policy-parameters"]
    """Kind of the file."""
    rules: dict[RuleId, Change]
    """By rule."""


class Scope(Record):
    """What a waiver is for; what is named in several lists must be in each."""

    intents: tuple[Name, ...] = ()
    """Names of intents."""
    devices: tuple[DeviceName, ...] = ()
    """Names of devices."""
    sites: tuple[ObjectName, ...] = ()
    """Sites."""

    @model_validator(mode="after")
    def _is_narrow(self) -> Self:
        if not (self.intents or self.devices or self.sites):
            raise ValueError("a waiver for everything is no waiver; expected intents, devices or sites")
        return self


class Waiver(Record):
    """Leave to break one rule, for something, until a day."""

    rule: RuleId
    """Which rule."""
    scope: Scope
    """For what."""
    owner: Login
    """Who answers for it."""
    approved_by: Annotated[tuple[Login, ...], Field(min_length=1)]
    """Who agreed; somebody other than the owner is among them."""
    reason: OneLine
    """Why."""
    expires: Day
    """Last day on which it holds."""

    @model_validator(mode="after")
    def _is_not_ones_own(self) -> Self:
        if not set(self.approved_by) - {self.owner}:
            raise ValueError(f"{self.owner} owns and approves it alone; expected another one in approved_by")
        return self


class Waivers(Record):
    """`policies/waivers.yaml` of a network repository."""

    apiVersion: Literal["gains/v1"]  # noqa: N815 - the field's name in the file
    """Version of this format."""
    kind: Literal["policy-waivers"]
    """Kind of the file."""
    waivers: tuple[Waiver, ...]
    """All of them; those that have expired block what they would have been for."""


class PolicySet(Record):
    """Everything that a change is judged by."""

    rules: tuple[Policy, ...] = ()
    """Rules in CEL, bundled and of the organisation, by id."""
    own: tuple[RuleId, ...] = ()
    """Ids of those that the organisation brought."""
    changes: tuple[tuple[RuleId, Change], ...] = ()
    """What it changes of rules, by id."""
    waivers: tuple[Waiver, ...] = ()
    """In the order of the file."""
    digests: tuple[tuple[str, str], ...] = ()
    """(file, SHA-256) of what was read, sorted."""


class Violation(Record):
    """A rule that does not hold for something."""

    rule: RuleId
    """Which rule."""
    severity: Severity
    """What it weighs here."""
    message: str
    """What is wrong."""
    device: str = ""
    """Where; empty for the change as a whole."""
    site: str = ""
    """Where that stands."""
    path: tuple[str | int, ...] = ()
    """Field of the intent that it comes from, where one is known."""
    line: int = 0
    """Line of the candidate, 0 where none is meant."""
