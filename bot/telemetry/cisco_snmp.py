"""snmp_exporter, module `cisco_device`: CISCO-ENTITY-SENSOR-MIB, watts at the inputs of the power supplies.

What ports deliver over Ethernet is in CISCO-POWER-ETHERNET-EXT-MIB, in milliwatts, which the module has to be told to
walk; without it a port's draw is not known, and that is said.
"""

from __future__ import annotations

from bot.telemetry.base import Profile

_INPUT = "(?i:.*(power supply|psu|pem|pm|power module).*(input|in).*(power|pwr|watt)?.*)"


def _watts(scale: str, factor: str) -> str:
    chosen = f'instance="$device",entSensorType="watts",entSensorScale="{scale}",entPhysicalName=~"{_INPUT}"'
    precision = 'ignoring(entSensorType, entSensorScale) group_left() (10 ^ entSensorPrecision{instance="$device"})'
    return f"sum by (instance) (entSensorValue{{{chosen}}} / {precision}){factor}"


PLUGIN = Profile(
    title="snmp_exporter, Cisco sensors at the inputs of the supplies",
    source="psu_input",
    poe=('max by (pethPsePortGroupIndex, pethPsePortIndex) (cpeExtPsePortPwrConsumption{instance="$device"}) / 1000'),
    poe_labels=("pethPsePortGroupIndex", "pethPsePortIndex"),
    poe_by_number=True,
    power=f"{_watts('units', '')} or {_watts('milli', ' / 1000')}",
)
