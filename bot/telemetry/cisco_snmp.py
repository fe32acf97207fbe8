"""snmp_exporter, module `cisco_device`: CISCO-ENTITY-SENSOR-MIB, watts at the inputs of the power supplies."""

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
    power=f"{_watts('units', '')} or {_watts('milli', ' / 1000')}",
)
