"""junos_exporter: what the whole chassis uses, as `show chassis power` says it: behind the supplies."""

from __future__ import annotations

from bot.telemetry.base import Profile

PLUGIN = Profile(
    title="junos_exporter, actual usage of the system",
    source="psu_output",
    power='sum by (target) (junos_power_capacity_sys_actual_usage{target="$device"})',
    traffic=(
        'sum by (name) (rate(junos_interface_receive_bytes{target="$device"}[$range])) * 8'
        ' + sum by (name) (rate(junos_interface_transmit_bytes{target="$device"}[$range])) * 8'
    ),
    link='max by (name) (junos_interface_up{target="$device"})',
    port_labels=("name",),
    poe='max by (interface) (junos_poe_power{target="$device"})',
    poe_labels=("interface",),
    device_label="target",
)
