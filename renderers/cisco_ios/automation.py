"""What other tools call Cisco IOS and IOS XE.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
"""

from __future__ import annotations

from renderers.automation import ALL_GETTERS, Automation

AUTOMATION = Automation(
    ansible="cisco.ios.ios",
    netmiko="cisco_ios",
    pyats="iosxe",
    napalm="ios",
    getters=ALL_GETTERS,
    abandon=("end",),
    others=("cisco_c8000v", "cisco_csr1000v", "cisco_iol", "cisco_cat9kv", "cisco_ios_xe", "cisco_xe"),
)
