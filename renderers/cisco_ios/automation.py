"""What other tools call Cisco IOS and IOS XE.

Sources: ansible.netcommon network_cli platforms; Netmiko, supported platforms; pyATS Unicon, supported platforms; NAPALM, getters.
"""

from __future__ import annotations

from renderers.automation import ALL_GETTERS, Automation

AUTOMATION = Automation(
    ansible="cisco.ios.ios", netmiko="cisco_ios", pyats="iosxe", napalm="ios", getters=ALL_GETTERS, abandon=("end",)
)
