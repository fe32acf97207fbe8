"""`acl_rule`: permit or deny a flow in named filters, at a stated place."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.intents.base import Kind
from schemas.base import Record
from schemas.values import DeviceName, Network, ObjectName, Ports

Where = Annotated[int, Field(ge=1, le=2147483647)] | ObjectName


class Rule(Record):
    """One entry of one filter."""

    device: DeviceName
    """Name in the inventory."""
    acl: ObjectName
    """Name of the filter on the device."""
    action: Literal["permit", "deny"]
    """What happens to the flow."""
    protocol: Literal["ip", "tcp", "udp", "icmp"]
    """Protocol of the flow."""
    source: Network
    """Where it comes from."""
    destination: Network
    """Where it goes to."""
    source_port: Ports | None = None
    """TCP and UDP only."""
    destination_port: Ports | None = None
    """TCP and UDP only."""
    name: ObjectName | None = None
    """Name of the term, where the platform has terms."""
    before: Where | None = None
    """Number or term that it must stand before."""
    after: Where | None = None
    """Number or term that it must stand after."""
    log: bool = False
    """Log what matches."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.protocol not in ("tcp", "udp") and (self.source_port or self.destination_port):
            raise ValueError(f"protocol {self.protocol} has no ports; expected tcp or udp")
        families = {":" in side for side in (self.source, self.destination) if side != "any"}
        if len(families) > 1:
            raise ValueError("source and destination are of two address families")
        return self


class Spec(Record):
    """Entries of filters."""

    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """One entry a filter."""


PLUGIN = Kind(title="Permit or deny a flow", spec=Spec, devices=lambda spec: tuple(r.device for r in spec.rules))
