"""Inventory records: the devices of a network and the cables between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.base import Record
from schemas.platforms import Platform
from schemas.values import Address, DeviceName, InterfaceName, Label, ObjectName

__all__ = ["Device", "Link", "LinkEnd", "Optic", "Platform"]


class Optic(Record):
    """An optic in a port."""

    interface: InterfaceName
    """The port."""
    part: Label
    """Part number or class, such as QSFP-100G-SR4."""


class Device(Record):
    """A device as the inventory describes it."""

    name: DeviceName
    """Unique in the network."""
    platform: Platform
    """Which operating system it runs."""
    os_version: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.()_-]{0,40}$", examples=["17.9.4a", "15.2(4)M6"])]
    """Version of it, as the device says it."""
    role: ObjectName
    """What it does in the network, such as access or edge."""
    site: ObjectName
    """Where it stands."""
    model: Label | None = None
    """Hardware model."""
    management: Address | None = None
    """Address that it is managed at."""
    optics: tuple[Optic, ...] = ()
    """Optics, where known."""


class LinkEnd(Record):
    """One end of a cable."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """The port."""


class Link(Record):
    """A cable between two devices of the inventory."""

    a: LinkEnd
    """One end."""
    b: LinkEnd
    """The other end."""
