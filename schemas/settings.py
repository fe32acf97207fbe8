"""Settings of a network repository: `gains.yaml`, read from the base branch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.inventory import Platform
from schemas.model_pack import RowId
from schemas.plan import Risk
from schemas.policy import Login
from schemas.quantity import NonNegative
from schemas.values import DeviceName, InterfaceName, Label, ObjectName, OwnerName, VlanId

Degradation = Literal["require", "degrade", "off"]
"""require: no answer blocks; degrade: the package says so and one more approver is asked for; off: never asked."""


class ApprovalRule(Record):
    """What a change asks for that touches certain things; what is left empty is not looked at."""

    name: Label
    """What it is for; shown to reviewers."""
    roles: tuple[ObjectName, ...] = ()
    """Roles of devices, such as core."""
    sites: tuple[ObjectName, ...] = ()
    """Sites of devices."""
    devices: tuple[DeviceName, ...] = ()
    """Single devices."""
    kinds: tuple[str, ...] = ()
    """Kinds of intents."""
    risk: tuple[Risk, ...] = ()
    """How risky the plan says that it is."""
    required: Annotated[int, Field(ge=1, le=10)] = 1
    """Approvals at least."""
    owners: tuple[OwnerName, ...] = ()
    """One of these must be among the approvers; groups are opened into their members."""


class Approval(Record):
    """Who must approve."""

    required: Annotated[int, Field(ge=1, le=10)] = 1
    """Approvals, before degradation asks for one more."""
    high_risk: Annotated[int, Field(ge=1, le=10)] = 2
    """Approvals at least where the plan says that the risk is high."""
    emergency: Annotated[int, Field(ge=2, le=10)] = 2
    """Approvals at least of an emergency; with its label, groups of owners are not waited for."""
    rules: tuple[ApprovalRule, ...] = ()
    """All that fit hold together: the highest number, and every group of owners."""
    policy_owners: tuple[OwnerName, ...] = ()
    """Who must approve what changes settings, policies, knowledge, inventory, CODEOWNERS or CI."""
    code_owners: bool = True
    """Ask the owners that CODEOWNERS names for the configurations of touched devices and for the intents."""
    carry_over: bool = False
    """Let an approval stand where a new head decides exactly the same."""
    protection: Literal["require", "advisory"] = "require"
    """require: without branch protection on the forge nothing is approved; advisory: it is only said."""


class Validators(Record):
    """What to do when an analyzer does not answer."""

    batfish: Degradation = "degrade"
    """Semantic validation."""
    each: dict[str, Degradation] = Field(default_factory=dict)
    """Another policy for single semantic validators, by name, such as `flows: require`."""
    widening: Literal["show", "forbid"] = "show"
    """Whether `expect:` of an intent may widen what its kind allows; it is always shown."""


class Protected(Record):
    """What no intent may touch."""

    vlans: tuple[VlanId, ...] = ()
    """VLANs that no intent may change or move ports into."""
    interfaces: tuple[InterfaceName, ...] = ()
    """Interfaces that no intent may change, by their canonical names."""


class PlatformProfile(Record):
    """The telemetry profile of one platform."""

    platform: Platform
    """Which platform."""
    profile: ObjectName
    """Its profile."""


class Prometheus(Record):
    """A Prometheus server that knows the power of devices."""

    url: Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.:_/-]+$", examples=["https://prometheus.example.net"])]
    """Its address, without `/api/v1`."""
    profile: ObjectName
    """How its exporter names power: `cisco_snmp`, `junos_exporter`, `openconfig`, `pdu`, `recorded`."""
    platforms: tuple[PlatformProfile, ...] = ()
    """Platforms with another exporter."""

    def profile_of(self, platform: str) -> str:
        """Return the profile of a platform."""
        return next((one.profile for one in self.platforms if one.platform == platform), self.profile)


class Energy(Record):
    """How the energy of changes is counted here."""

    horizon_hours: NonNegative = "8760"
    """How long a change is counted for; a year unless said otherwise."""
    duty_percent: NonNegative = "100"
    """Share of that time that it is in effect."""
    factor: RowId | None = None
    """Carbon factor, as `gains energy models owid` lists them; None: no carbon is stated."""
    prometheus: Prometheus | None = None
    """Where power is asked for; without it, files in `telemetry/` are read."""
    pue: NonNegative | None = None
    """What the sites use over what their equipment uses; None: equipment only."""


class Settings(Record):
    """How the bot works in one network repository."""

    apiVersion: Literal["gains/v1"] = "gains/v1"  # noqa: N815 - the field's name in the file
    """Version of this format."""
    approval: Approval = Approval()
    """Who must approve."""
    validators: Validators = Validators()
    """What to do when an analyzer does not answer."""
    telemetry: Degradation = "degrade"
    """Measured power."""
    assistant: Degradation = "off"
    """The language model."""
    energy: Energy = Energy()
    """How the energy of changes is counted."""
    protected: Protected = Protected()
    """What no intent may touch."""
    people: dict[ObjectName, tuple[Login, ...]] = Field(default_factory=dict)
    """Roles of people, each with the logins that hold it; rules see the roles of whoever asks for a change."""
