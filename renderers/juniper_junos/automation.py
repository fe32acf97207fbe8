"""What other tools call Juniper Junos.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
"""

from __future__ import annotations

from renderers.automation import ALL_GETTERS, Automation

AUTOMATION = Automation(
    ansible="junipernetworks.junos.junos",
    netmiko="juniper_junos",
    pyats="junos",
    napalm="junos",
    getters=ALL_GETTERS,
    abandon=("rollback 0", "exit configuration-mode"),
    others=(
        "juniper_crpd",
        "crpd",
        "juniper_vmx",
        "juniper_vjunosrouter",
        "juniper_vjunosswitch",
        "juniper_vjunosevolved",
        "juniper_vqfx",
        "juniper_vsrx",
    ),
)
