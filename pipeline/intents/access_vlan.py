"""`access_vlan`: put access ports into a VLAN, and carry it on the uplinks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.intents.base import Kind, Ports
from schemas.base import Record
from schemas.values import Label, ObjectName, VlanId


class Vlan(Record):
    """The VLAN."""

    id: VlanId
    """1 to 4094."""
    name: ObjectName | None = None
    """Name on the device."""


class Spec(Record):
    """Access ports and the VLAN that they belong to."""

    vlan: Vlan
    """Defined on the devices where it is missing."""
    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Access ports."""
    voice_vlan: VlanId | None = None
    """VLAN of phones on the same ports."""
    description: Label | None = None
    """Description of the ports."""
    uplinks: tuple[Ports, ...] = ()
    """Trunks that must carry the VLAN."""


PLUGIN = Kind(
    title="Put access ports into a VLAN",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in (*spec.ports, *spec.uplinks)),
)
