"""Settings of a network repository: `gains.yaml`, read from the base branch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.values import InterfaceName, VlanId

Degradation = Literal["require", "degrade", "off"]
"""require: no answer blocks; degrade: the package says so and one more approver is asked for; off: never asked."""


class Approval(Record):
    """Who must approve."""

    required: Annotated[int, Field(ge=1, le=10)] = 1
    """Approvals, before degradation asks for one more."""


class Validators(Record):
    """What to do when an analyzer does not answer."""

    batfish: Degradation = "degrade"
    """Semantic validation."""


class Protected(Record):
    """What no intent may touch."""

    vlans: tuple[VlanId, ...] = ()
    """VLANs that no intent may change or move ports into."""
    interfaces: tuple[InterfaceName, ...] = ()
    """Interfaces that no intent may change, by their canonical names."""


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
    protected: Protected = Protected()
    """What no intent may touch."""
