"""What other tools call Cisco IOS XR.

Sources: ansible.netcommon network_cli platforms; Netmiko, supported platforms; pyATS Unicon, supported platforms; NAPALM, getters.
"""

from __future__ import annotations

from renderers.automation import Automation

AUTOMATION = Automation(
    ansible="cisco.iosxr.iosxr",
    netmiko="cisco_xr",
    pyats="iosxr",
    napalm="iosxr",
    getters=frozenset({"bgp_neighbors", "interfaces"}),
    abandon=("abort",),
)
