"""What other tools call Cisco NX-OS.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
"""

from __future__ import annotations

from renderers.automation import ALL_GETTERS, Automation

AUTOMATION = Automation(
    ansible="cisco.nxos.nxos",
    netmiko="cisco_nxos",
    pyats="nxos",
    napalm="nxos_ssh",
    getters=ALL_GETTERS,
    abandon=("end",),
    others=("cisco_n9kv", "nxos"),
)
