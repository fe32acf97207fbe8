"""What other tools call Arista EOS.

Sources: platforms of ansible.netcommon, of Netmiko and of pyATS (Unicon); getters of NAPALM.
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
    others=("arista_ceos", "ceos", "arista_veos", "vr-veos"),
    lab_port=(r"eth(\d+)(?:_(\d+))?", r"Ethernet\1/\2"),
)
