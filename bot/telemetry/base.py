"""What a telemetry profile is: a module of `bot.telemetry` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.power import PowerSource

IF_TRAFFIC = (
    'sum by (ifDescr, ifName) (rate(ifHCInOctets{instance="$device"}[$range])) * 8'
    ' + sum by (ifDescr, ifName) (rate(ifHCOutOctets{instance="$device"}[$range])) * 8'
)
"""In plus out of every port, in bit/s, as snmp_exporter's module `if_mib` names it."""
IF_LINK = 'max by (ifDescr, ifName) (ifOperStatus{instance="$device"} == bool 1)'
"""1 where a port has link."""


@dataclass(frozen=True, slots=True)
class Profile:
    """PromQL of one kind of exporter; `$device` is the device's name, `$range` the step of a rate."""

    title: str
    source: PowerSource
    power: str
    """Watts of one device: one series. Never a blind sum: chassis and supply sensors count the same watts twice."""
    device_label: str = "instance"
    """Label that names the device where all are asked for at once."""
    fleet: str = ""
    """Watts of all devices, a series each; empty: as `power`, with every device in place of one."""
    traffic: str = IF_TRAFFIC
    link: str = IF_LINK
    poe: str = ""
    """Watts that each port delivers over Ethernet; empty: the exporter does not say."""
    port_labels: tuple[str, ...] = ("ifDescr", "ifName")
    """Labels that may hold the name of a port, tried in this order."""
    poe_labels: tuple[str, ...] = ("ifDescr", "ifName")
    """The same for `poe`; two are a group and a number in it, as POWER-ETHERNET-MIB counts ports."""
    poe_by_number: bool = False
    """Whether `poe_labels` are group and number."""
