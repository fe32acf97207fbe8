"""Features of Cisco NX-OS: which lines need which `feature`.

Source: Cisco Nexus 9000 Series NX-OS configuration guides: a feature must be enabled before it can be configured, and
all of its configuration is removed when it is disabled.
"""

from __future__ import annotations

from renderers.behaviour import Gate

GATES = (
    Gate(r"feature bgp", "global", r"router bgp "),
    Gate(r"feature ospf", "global interface", r"router ospf |ip (?:router )?ospf "),
    Gate(r"feature ospfv3", "global interface", r"router ospfv3 |ospfv3 |ipv6 router ospfv3 "),
    Gate(r"feature isis", "global interface", r"router isis |isis |ip router isis |ipv6 router isis "),
    Gate(r"feature eigrp", "global interface", r"router eigrp |ip router eigrp |ipv6 router eigrp "),
    Gate(r"feature rip", "global interface", r"router rip |ip router rip "),
    Gate(r"feature pim", "global interface vrf", r"ip pim "),
    Gate(r"feature pim6", "global interface vrf", r"ipv6 pim "),
    Gate(r"feature msdp", "global vrf", r"ip msdp "),
    Gate(r"feature interface-vlan", "global", r"interface Vlan"),
    Gate(r"feature lacp", "interface", r"channel-group \d+ mode (?:active|passive)|lacp "),
    Gate(r"feature vpc", "global interface", r"vpc "),
    Gate(r"feature hsrp", "interface", r"hsrp "),
    Gate(r"feature vrrp", "interface", r"vrrp "),
    Gate(r"feature pbr", "interface", r"(?:ip|ipv6) policy route-map "),
    Gate(r"feature vn-segment-vlan-based", "vlan", r"vn-segment "),
    Gate(r"feature nv overlay", "global", r"interface nve"),
    Gate(r"nv overlay evpn", "global router-bgp bgp-neighbor bgp-template", r"evpn$|address-family l2vpn evpn"),
    Gate(r"feature fabric forwarding", "global interface", r"fabric forwarding "),
    Gate(r"feature bfd", "global interface bgp-neighbor router", r"bfd(?= |$)"),
    Gate(r"feature dhcp", "global interface", r"(?:ip|ipv6) dhcp |service dhcp"),
    Gate(r"feature tacacs\+", "global", r"tacacs-server |aaa group server tacacs"),
    Gate(r"feature udld", "global interface", r"udld "),
    Gate(r"feature private-vlan", "vlan interface", r"private-vlan |switchport (?:mode )?private-vlan"),
    Gate(r"feature tunnel", "global", r"interface [Tt]unnel"),
    Gate(r"feature ntp", "global", r"ntp "),
    Gate(r"feature netflow", "global interface", r"flow |ip flow "),
    Gate(r"feature sla sender", "global", r"ip sla "),
    Gate(r"feature mpls ldp", "global interface", r"mpls ldp "),
    Gate(r"feature scheduler", "global", r"scheduler "),
    Gate(r"feature lldp", "global interface", r"lldp "),
    Gate(r"feature telnet|feature sftp-server|feature scp-server|feature bash-shell|feature imp", "global", r"(?!)"),
    Gate(r"feature nxapi", "global", r"nxapi "),
    Gate(r"feature glbp", "interface", r"glbp "),
    Gate(r"feature wccp", "global interface", r"ip wccp "),
    Gate(r"feature port-security", "interface", r"switchport port-security"),
    # Of a feature that is not in this table, the lines that begin with its name are known to need it.
    Gate(r"feature (\S+)(?: .*)?", "*", r"{1}(?= |$)"),
)
