"""What other tools call Cisco NX-OS.

Sources: ansible.netcommon network_cli platforms; Netmiko, supported platforms; pyATS Unicon, supported platforms; NAPALM, getters.
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
)
