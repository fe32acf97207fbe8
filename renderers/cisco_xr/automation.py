"""What other tools call Cisco IOS XR.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
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
    others=("cisco_xrd", "cisco_xrv9k", "cisco_xrv", "xrd", "cisco_ios_xr", "ios_xr"),
)
