"""Named ways to break a good network, and changes that break nothing: data for what runs on the analyzer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

HOME = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Edit:
    """One text of one device put in place of another."""

    name: str
    network: str
    device: str
    old: str
    new: str
    family: str = "words"
    platform: str = ""
    again: tuple[tuple[str, str, str], ...] = ()
    """More of it: (device, old, new)."""

    def candidate(self) -> dict[str, str]:
        """Return the files of the network with the edit in them."""
        found = files(self.network)
        for device, old, new in ((self.device, self.old, self.new), *self.again):
            path = f"configs/{device}.cfg"
            assert found[path].count(old) == 1, f"{self.name}: {old!r} stands {found[path].count(old)} times in {path}"
            found[path] = found[path].replace(old, new)
        return found


def files(network: str) -> dict[str, str]:
    """Return the files of one of the own networks."""
    root = HOME / network
    return {p.relative_to(root).as_posix(): p.read_text() for p in sorted(root.rglob("*")) if p.is_file()}


def _of(platform: str, network: str, device: str, *rows: tuple[str, str, str, str]) -> tuple[Edit, ...]:
    return tuple(
        Edit(f"{platform}: {name}", network, device, old, new, family, platform) for family, name, old, new in rows
    )


_IOS = _of(
    "cisco_ios",
    "wan",
    "core-ios",
    ("sessions", "wrong remote AS", "neighbor 203.0.113.2 remote-as 64600", "neighbor 203.0.113.2 remote-as 64601"),
    ("sessions", "wrong peer address", " neighbor 10.255.0.2 remote-as 64512", " neighbor 10.255.0.22 remote-as 64512"),
    ("sessions", "family not activated", "  neighbor 10.255.0.3 activate\n", "  no neighbor 10.255.0.3 activate\n"),
    ("sessions", "update source gone", " neighbor 10.255.0.2 update-source Loopback0\n", ""),
    (
        "sessions",
        "password of one end changed",
        "neighbor 203.0.113.2 password EXAMPLE",
        "neighbor 203.0.113.2 password OTHER",
    ),
    ("sessions", "next-hop-self gone", "  neighbor 10.255.0.2 next-hop-self\n", ""),
    ("sessions", "duplicate BGP router id", " bgp router-id 10.255.0.1\n", " bgp router-id 10.255.0.2\n"),
    (
        "sessions",
        "OSPF area mismatch",
        "ip address 10.0.12.1 255.255.255.252\n ip ospf network point-to-point\n ip ospf 1 area 0",
        "ip address 10.0.12.1 255.255.255.252\n ip ospf network point-to-point\n ip ospf 1 area 7",
    ),
    (
        "sessions",
        "OSPF hello timer",
        "ip address 10.0.12.1 255.255.255.252\n",
        "ip address 10.0.12.1 255.255.255.252\n ip ospf hello-interval 3\n",
    ),
    (
        "sessions",
        "OSPF network type",
        "ip address 10.0.15.1 255.255.255.252\n ip ospf network point-to-point\n",
        "ip address 10.0.15.1 255.255.255.252\n",
    ),
    (
        "sessions",
        "OSPF passive on a core link",
        " passive-interface Loopback0\n",
        " passive-interface Loopback0\n passive-interface GigabitEthernet0/1\n",
    ),
    (
        "sessions",
        "OSPF MTU of one end",
        "ip address 10.0.12.1 255.255.255.252\n",
        "ip address 10.0.12.1 255.255.255.252\n ip mtu 1400\n",
    ),
    (
        "sessions",
        "OSPF authentication on one end",
        "ip address 10.0.12.1 255.255.255.252\n",
        "ip address 10.0.12.1 255.255.255.252\n ip ospf authentication message-digest\n ip ospf message-digest-key 1 md5 EXAMPLE\n",
    ),
    ("addresses", "wrong mask", "10.0.12.1 255.255.255.252", "10.0.12.1 255.255.255.255"),
    ("addresses", "wrong subnet", "10.0.15.1 255.255.255.252", "10.0.16.1 255.255.255.252"),
    ("addresses", "duplicate loopback", "10.255.0.1 255.255.255.255", "10.255.0.2 255.255.255.255"),
    ("addresses", "a core link is shut", " description to core-eos\n", " description to core-eos\n shutdown\n"),
    (
        "addresses",
        "gateway of users moved",
        "ip address 10.20.0.1 255.255.255.0",
        "ip address 10.20.0.254 255.255.255.0",
    ),
    (
        "filters",
        "a permit is gone",
        " permit tcp 10.20.0.0 0.0.0.255 any eq 443\n deny   tcp any any eq 23\n permit ip 10.20.0.0 0.0.0.255 any\n",
        " deny   tcp any any eq 23\n",
    ),
    (
        "filters",
        "too open",
        " permit tcp any 10.20.0.0 0.0.0.255 eq 443\n deny   ip any any",
        " permit tcp any 10.20.0.0 0.0.0.255\n deny   ip any any",
    ),
    (
        "filters",
        "entries in the wrong order",
        " deny   tcp any any eq 23\n permit ip 10.20.0.0 0.0.0.255 any\n",
        " permit ip 10.20.0.0 0.0.0.255 any\n deny   tcp any any eq 23\n",
    ),
    ("filters", "bound to a name with a typo", "ip access-group USERS-IN in", "ip access-group USERS-1N in"),
    ("filters", "not bound any more", " ip access-group CARRIER-IN in\n", ""),
    ("filters", "bound in the wrong direction", "ip access-group CARRIER-IN in", "ip access-group CARRIER-IN out"),
    ("policies", "route map with a typo", "route-map TO-CARRIER out", "route-map T0-CARRIER out"),
    ("policies", "everything is announced", " match ip address prefix-list OWN\n", ""),
    ("policies", "prefix list too narrow", "permit 10.20.0.0/16 le 24", "permit 10.20.0.0/16"),
    ("policies", "preference below the default", "set local-preference 200", "set local-preference 50"),
    ("policies", "network statement gone", "  network 10.20.0.0 mask 255.255.255.0\n", ""),
    (
        "loops",
        "static route into the carrier's default",
        "ip route 10.99.0.0 255.255.0.0 Null0",
        "ip route 10.99.0.0 255.255.0.0 10.0.12.2",
    ),
    (
        "loops",
        "next hop that nobody has",
        "ip route 10.99.0.0 255.255.0.0 Null0",
        "ip route 10.99.0.0 255.255.0.0 192.0.2.77",
    ),
    ("vlans", "VLAN definition gone", "vlan 20\n name USERS\n!\n", ""),
    ("services", "NTP gone", "ntp server 10.255.9.1\n", ""),
    ("services", "logging to another host", "logging host 10.255.9.2", "logging host 10.255.9.3"),
    ("parsing", "a line of nonsense", "ip cef\n", "ip cef\nip frobnicate all\n"),
    (
        "parsing",
        "the file is cut",
        "route-map FROM-CARRIER permit 10\n match ip address prefix-list DEFAULT\n set local-preference 200\n!\nroute-map TO-CARRIER permit 10\n match ip address prefix-list OWN\n!\nntp server 10.255.9.1\nlogging host 10.255.9.2\nsnmp-server community EXAMPLE ro\nline vty 0 4\n login\nend\n",
        "route-m",
    ),
    ("parsing", "the hostname of another device", "hostname core-ios", "hostname core-eos"),
)
_EOS = _of(
    "arista_eos",
    "wan",
    "core-eos",
    ("sessions", "wrong remote AS", "neighbor 10.255.0.1 remote-as 64512", "neighbor 10.255.0.1 remote-as 64513"),
    (
        "sessions",
        "BGP neighbor is shut",
        "   neighbor 10.255.0.3 remote-as 64512\n",
        "   neighbor 10.255.0.3 remote-as 64512\n   neighbor 10.255.0.3 shutdown\n",
    ),
    (
        "sessions",
        "OSPF area of a link",
        "ip address 10.0.12.2/30\n   ip ospf network point-to-point\n   ip ospf area 0.0.0.0",
        "ip address 10.0.12.2/30\n   ip ospf network point-to-point\n   ip ospf area 0.0.0.9",
    ),
    ("addresses", "wrong subnet", "ip address 10.0.23.1/30", "ip address 10.0.24.1/30"),
    (
        "filters",
        "deny before permit",
        "   10 permit tcp any 10.30.0.0/24 eq https\n",
        "   5 deny tcp any any\n   10 permit tcp any 10.30.0.0/24 eq https\n",
    ),
    ("filters", "entry gone", "   20 permit tcp 10.20.0.0/24 10.30.0.0/24 eq ssh\n", ""),
    (
        "policies",
        "undefined prefix list",
        "   match ip address prefix-list INTERNAL\n",
        "   match ip address prefix-list INTERNALS\n",
    ),
    ("vlans", "port in another VLAN", "switchport access vlan 30", "switchport access vlan 31"),
    ("vlans", "VLAN definition gone", "vlan 30\n   name SERVERS\n!\n", ""),
    ("addresses", "MTU of one end", "   description to core-ios\n", "   description to core-ios\n   mtu 9000\n"),
    ("services", "routing is off", "ip routing\n", "no ip routing\n"),
)
_JUNOS = _of(
    "juniper_junos",
    "wan",
    "dist-junos",
    ("sessions", "neighbor gone", "set protocols bgp group internal neighbor 10.255.0.4\n", ""),
    (
        "sessions",
        "wrong local address",
        "set protocols bgp group internal local-address 10.255.0.3",
        "set protocols bgp group internal local-address 10.255.0.33",
    ),
    (
        "sessions",
        "BGP authentication on one end",
        "set protocols bgp group internal type internal\n",
        'set protocols bgp group internal type internal\nset protocols bgp group internal authentication-key "EXAMPLE"\n',
    ),
    ("sessions", "OSPF interface passive", "interface ge-0/0/0.0 interface-type p2p", "interface ge-0/0/0.0 passive"),
    ("addresses", "wrong address", "address 10.0.34.1/30", "address 10.0.35.1/30"),
    (
        "addresses",
        "interface disabled",
        'set interfaces ge-0/0/1 description "to edge-xr"\n',
        "set interfaces ge-0/0/1 disable\n",
    ),
    ("filters", "term too open", "set firewall family inet filter LAB-IN term web from destination-port 443\n", ""),
    (
        "filters",
        "term gone",
        "set firewall family inet filter LAB-IN term ping from protocol icmp\nset firewall family inet filter LAB-IN term ping then accept\n",
        "",
    ),
    (
        "policies",
        "export accepts all",
        "set policy-options policy-statement EXPORT-LAB term rest then reject",
        "set policy-options policy-statement EXPORT-LAB term rest then accept",
    ),
    (
        "policies",
        "prefix list changed",
        "set policy-options prefix-list LAB 10.40.0.0/24",
        "set policy-options prefix-list LAB 10.41.0.0/24",
    ),
    (
        "loops",
        "static route back to the sender",
        "set routing-options static route 10.98.0.0/16 discard",
        "set routing-options static route 10.98.0.0/16 next-hop 10.0.23.1",
    ),
)
_XR = _of(
    "cisco_xr",
    "wan",
    "edge-xr",
    ("sessions", "wrong remote AS", "  remote-as 64512\n", "  remote-as 64519\n"),
    ("sessions", "OSPF area", " area 0\n", " area 5\n"),
    ("addresses", "wrong address", "ipv4 address 10.0.34.2 255.255.255.252", "ipv4 address 10.0.34.9 255.255.255.252"),
    ("addresses", "interface is shut", " description to edge-nxos\n", " description to edge-nxos\n shutdown\n"),
    ("filters", "entry gone", " 10 permit tcp 10.50.0.0 0.0.0.255 any eq 443\n", ""),
    ("filters", "not bound any more", " ipv4 access-group PARTNER-IN ingress\n", ""),
    ("policies", "branches exchanged", "    pass\n  else\n    drop\n", "    drop\n  else\n    pass\n"),
    ("policies", "another set", "  10.50.0.0/24\nend-set", "  10.51.0.0/24\nend-set"),
    ("policies", "undefined policy", "   route-policy EXPORT-PARTNER out\n", "   route-policy EXPORT-PARTNERS out\n"),
)
_NXOS = _of(
    "cisco_nxos",
    "wan",
    "edge-nxos",
    ("sessions", "wrong remote AS", "    remote-as 64512\n", "    remote-as 64511\n"),
    (
        "sessions",
        "BGP family of the neighbor gone",
        "    address-family ipv4 unicast\n      route-map OFFICE out\n",
        "",
    ),
    ("sessions", "feature ospf gone", "feature ospf\n", ""),
    ("addresses", "wrong address", "ip address 10.0.45.2/30", "ip address 10.0.46.2/30"),
    ("addresses", "interface is shut", "  description to edge-xr\n", "  description to edge-xr\n  shutdown\n"),
    ("addresses", "gateway address of HSRP", "    ip 10.60.0.1\n", "    ip 10.60.0.9\n"),
    ("filters", "entry too open", "10 permit tcp 10.60.0.0/24 any eq 443", "10 permit tcp 10.60.0.0/24 any"),
    ("vlans", "port in another VLAN", "switchport access vlan 60", "switchport access vlan 1"),
    ("vlans", "VLAN definition gone", "vlan 1,60\nvlan 60\n  name OFFICE\n", "vlan 1\n"),
    ("policies", "prefix list gone", "ip prefix-list OFFICE seq 5 permit 10.60.0.0/24\n", ""),
)
_FABRIC = _of(
    "arista_eos",
    "fabric",
    "leaf3",
    ("overlays", "another VNI", "vxlan vlan 10 vni 10010", "vxlan vlan 10 vni 10011"),
    ("overlays", "VLAN without VNI", "   vxlan vlan 20 vni 10020\n", ""),
    ("overlays", "another VNI of the VRF", "vxlan vrf TENANT vni 50001", "vxlan vrf TENANT vni 50002"),
    ("overlays", "route target of a VLAN", "route-target both 10010:10010", "route-target both 10010:10011"),
    (
        "overlays",
        "route target of the VRF",
        "route-target import evpn 50001:50001",
        "route-target import evpn 50001:50002",
    ),
    (
        "overlays",
        "family not activated",
        "   address-family evpn\n      neighbor EVPN activate\n",
        "   address-family evpn\n",
    ),
    ("overlays", "VTEP address of another leaf", "ip address 10.0.1.3/32", "ip address 10.0.1.12/32"),
    ("overlays", "loopbacks are not announced", "seq 10 permit 10.0.0.0/23 eq 32", "seq 10 permit 10.0.0.0/24 eq 32"),
    ("overlays", "extended communities are not sent", "   neighbor EVPN send-community extended\n", ""),
    ("addresses", "gateway of a VLAN", "ip address virtual 10.10.0.1/24", "ip address virtual 10.10.0.2/24"),
    ("addresses", "MTU of the uplink", "   mtu 9214\n", "   mtu 1500\n"),
)
_MLAG = _of(
    "arista_eos",
    "fabric",
    "leaf2",
    ("aggregates", "MLAG domain", "domain-id PAIR", "domain-id PAIRS"),
    ("aggregates", "MLAG peer address", "peer-address 10.9.9.0", "peer-address 10.9.9.7"),
    ("aggregates", "MLAG id", "   mlag 1\n", "   mlag 2\n"),
    ("aggregates", "member of another channel", "channel-group 1 mode active", "channel-group 2 mode active"),
    ("vlans", "trunk without a VLAN", "switchport trunk allowed vlan 10,20\n", "switchport trunk allowed vlan 10\n"),
)
_FRR = _of(
    "frr",
    "cumulus",
    "tor1",
    ("sessions", "wrong remote AS", "neighbor 10.1.0.1 remote-as 65102", "neighbor 10.1.0.1 remote-as 65103"),
    ("addresses", "wrong address", "  address 10.1.0.0/31", "  address 10.1.1.0/31"),
    ("policies", "prefix list entry gone", "ip prefix-list OWN seq 5 permit 10.10.0.0/24\n", ""),
    ("policies", "network statement gone", "  network 10.10.0.0/24\n", ""),
    ("parsing", "a line of nonsense", "line vty\n", "frobnicate all\nline vty\n"),
)
_LOOP = replace(
    _IOS[0],
    name="cisco_ios: two static routes that point at each other",
    old="ip route 10.99.0.0 255.255.0.0 Null0",
    new="ip route 10.99.0.0 255.255.0.0 10.0.12.2",
    family="loops",
    again=(("core-eos", "ip routing\n", "ip routing\nip route 10.99.0.0/16 10.0.12.1\n"),),
)
BREAKAGES: tuple[Edit, ...] = (*_IOS, *_EOS, *_JUNOS, *_XR, *_NXOS, *_FABRIC, *_MLAG, *_FRR, _LOOP)

HARMLESS: tuple[Edit, ...] = (
    Edit("a comment on IOS", "wan", "core-ios", "router ospf 1\n router-id", "! a comment\nrouter ospf 1\n router-id"),
    Edit("a description on IOS", "wan", "core-ios", "description to core-eos", "description first core link"),
    Edit("a remark on IOS", "wan", "core-ios", "remark what users may do", "remark what users may and may not do"),
    Edit("a peer's description on IOS", "wan", "core-ios", "description the carrier\n", "description carrier, west\n"),
    Edit(
        "prefix lists change places on IOS",
        "wan",
        "core-ios",
        "ip prefix-list OWN seq 5 permit 10.20.0.0/16 le 24\nip prefix-list DEFAULT seq 5 permit 0.0.0.0/0\n",
        "ip prefix-list DEFAULT seq 5 permit 0.0.0.0/0\nip prefix-list OWN seq 5 permit 10.20.0.0/16 le 24\n",
    ),
    Edit("a comment on EOS", "wan", "core-eos", "!\nvlan 30\n", "!\n! a comment\n!\nvlan 30\n"),
    Edit("a description on EOS", "wan", "core-eos", "description servers", "description servers of row 3"),
    Edit("a description on Junos", "wan", "dist-junos", '"to edge-xr"', '"to edge-xr, west"'),
    Edit(
        "statements change places on Junos",
        "wan",
        "dist-junos",
        "set routing-options router-id 10.255.0.3\nset routing-options autonomous-system 64512\n",
        "set routing-options autonomous-system 64512\nset routing-options router-id 10.255.0.3\n",
    ),
    Edit("a comment on XR", "wan", "edge-xr", "router static\n", "! a comment\nrouter static\n"),
    Edit("a description on XR", "wan", "edge-xr", "description partner", "description partner, east"),
    Edit("a description on NX-OS", "wan", "edge-nxos", "description to edge-xr", "description to edge-xr, east"),
    Edit("a comment in a fabric", "fabric", "leaf1", "!\nvlan 20\n", "!\n! a comment\n!\nvlan 20\n"),
    Edit("a description in a fabric", "fabric", "leaf2", "description peer link", "description link to the peer"),
    Edit("a comment on Cumulus", "cumulus", "tor1", "auto swp2\n", "# a comment\nauto swp2\n"),
)
