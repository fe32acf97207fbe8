"""What a change does to the power of a device: the states its ports leave and enter, or that it touches none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.inventory import Platform
from schemas.quantity import Quantity
from schemas.values import DeviceName, InterfaceName, Label

PortState = Literal["absent", "plugged_shut", "up_no_link", "up"]
"""No module; module in and port shut; port enabled without link; port enabled with link."""
Speed = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}(\.5)?[MG]$", examples=["1G", "100G", "2.5G"])]
"""Speed that the port runs at."""


class Port(Record):
    """One port as it draws power."""

    state: PortState
    """Which of the four states."""
    speed: Speed | None = None
    """Needed where the port is enabled."""
    optic: Label | None = None
    """Part number (`QSFP-100G-SR4-S`) or class (`QSFP28 DAC`) of the module; None where it is not known."""

    @model_validator(mode="after")
    def _is_consistent(self) -> Port:
        if self.state == "absent" and self.optic is not None:
            raise ValueError("a port without a module has no optic; expected optic: null")
        return self


class InterfaceChange(Record):
    """The same port before and after the change."""

    effect: Literal["port"] = "port"
    device: DeviceName
    """Whose port it is."""
    platform: Platform
    """Operating system of the device."""
    model: Label | None
    """Hardware model; None where the inventory does not say."""
    interface: InterfaceName
    """One port, not a range."""
    before: Port
    """As it is."""
    after: Port
    """As it will be."""
    traffic_bit_per_s: Quantity | None = None
    """Change of what this port carries, in plus out; None: taken as unchanged, which is then said."""
    traffic_packet_per_s: Quantity | None = None
    """The same in packets."""


class NoPortEffect(Record):
    """A change that leaves every port of a device in its state, at its speed and with its optic."""

    effect: Literal["none"] = "none"
    device: DeviceName
    """Which device is changed."""
    platform: Platform
    """Operating system of the device."""
    model: Label | None
    """Hardware model; None where the inventory does not say."""
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    """Why no port is touched, for people."""


PowerChange = Annotated[InterfaceChange | NoPortEffect, Field(discriminator="effect")]
"""Either a port moves, or it is said that none does."""
