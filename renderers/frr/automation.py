"""What other tools call FRRouting, which is reached through the shell of its machine.

Sources: ansible.netcommon network_cli platforms; Netmiko, supported platforms; pyATS Unicon, supported platforms; NAPALM, getters.
"""

from __future__ import annotations

from renderers.automation import Automation

AUTOMATION = Automation(ansible="frr.frr.frr", netmiko="linux", pyats="linux", abandon=("end", "exit"))
