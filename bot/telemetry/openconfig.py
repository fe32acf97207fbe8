"""OpenConfig platform power supplies over a gNMI collector: input voltage times input current is watts at the wall."""

from __future__ import annotations

from bot.telemetry.base import Profile

_STATE = "components_component_power_supply_state"
_COUNTERS = "interfaces_interface_state_counters"

PLUGIN = Profile(
    title="OpenConfig, input voltage times input current of every supply",
    source="psu_input",
    power=f'sum by (source) ({_STATE}_input_voltage{{source="$device"}} * {_STATE}_input_current{{source="$device"}})',
    traffic=(
        f'sum by (interface_name) (rate({_COUNTERS}_in_octets{{source="$device"}}[$range])) * 8'
        f' + sum by (interface_name) (rate({_COUNTERS}_out_octets{{source="$device"}}[$range])) * 8'
    ),
    link='max by (interface_name) (interfaces_interface_state_oper_status{source="$device"} == bool 1)',
    port_labels=("interface_name",),
    poe='max by (interface_name) (interfaces_interface_ethernet_poe_state_power_used{source="$device"})',
    poe_labels=("interface_name",),
    device_label="source",
)
