"""What other tools call FRRouting, which is reached through the shell of its machine.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
"""

from __future__ import annotations

from renderers.automation import Automation

AUTOMATION = Automation(
    ansible="frr.frr.frr", netmiko="linux", pyats="linux", abandon=("end", "exit"), others=("frrouting",)
)
