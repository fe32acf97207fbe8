"""What other tools call Arista EOS.

Sources: ansible.netcommon network_cli platforms; Netmiko, supported platforms; pyATS Unicon, supported platforms; NAPALM, getters.
"""

from __future__ import annotations

from renderers.automation import ALL_GETTERS, Automation

AUTOMATION = Automation(
    ansible="arista.eos.eos",
    netmiko="arista_eos",
    pyats="eos",
    napalm="eos",
    getters=ALL_GETTERS,
    anta=True,
    abandon=("abort",),
)
