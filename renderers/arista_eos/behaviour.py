"""Behaviour of Arista EOS at its configuration prompt."""

from __future__ import annotations

from renderers.behaviour import Behaviour, Clear, Mode, Named, Removal, Text

_BGP = "router-bgp bgp-vrf"
_AF = "bgp-af bgp-vrf-af"
_PEER = (
    r"neighbor (\S+) (remote-as|description|update-source|ebgp-multihop|peer group|send-community|maximum-routes"
    r"|password shared-secret|password|local-as|timers|weight|next-hop-self|next-hop-unchanged|route-reflector-client"
    r"|shutdown|bfd interval|bfd|activate|rib-in|allowas-in|default-originate|fall-over|remove-private-as ingress"
    r"|remove-private-as|additional-paths (?:send|receive)|domain|passive|ttl)(?= |$)"
)

BEHAVIOUR = Behaviour(
    modes=(
        Mode("interface", r"interface (?!defaults)\S+"),
        Mode("interface-defaults", r"interface defaults"),
        Mode("interface-ethernet-segment", r"evpn ethernet-segment", inside="interface bgp-vlan"),
        Mode("interface-queue", r"(?:uc-|mc-)?tx-queue \d+", inside="interface"),
        Mode("vlan", r"vlan \d[\d,-]*"),
        Mode("vrf", r"vrf (?:instance|definition) \S+"),
        Mode("acl", r"ip access-list (?:standard )?\S+", entries=True),
        Mode("acl", r"ipv6 access-list (?:standard )?\S+", entries=True),
        Mode("acl", r"mac access-list \S+", entries=True),
        Mode("prefix-list", r"ip prefix-list \S+"),
        Mode("prefix-list", r"ipv6 prefix-list \S+"),
        Mode("route-map", r"route-map \S+ (?:permit|deny) \d+"),
        Mode("peer-filter", r"peer-filter \S+"),
        Mode("class-map", r"class-map (?:type \S+ )?match-\S+ \S+"),
        Mode("policy-map", r"policy-map (?:type \S+ )?\S+", ordered=True),
        Mode("policy-class", r"class (?!.* insert-).*|\d+ class .*", inside="policy-map"),
        Mode("router-bgp", r"router bgp \S+"),
        Mode("bgp-vrf", r"vrf \S+", inside="router-bgp"),
        Mode("bgp-af", r"address-family \S.*", inside="router-bgp"),
        Mode("bgp-vrf-af", r"address-family \S.*", inside="bgp-vrf"),
        Mode("bgp-vlan", r"vlan \d[\d,-]*|vlan-aware-bundle \S+", inside="router-bgp"),
        Mode("router-ospf", r"router (?:ospf|ospf3|isis)\b.*"),
        Mode("router", r"router (?!bgp|ospf|isis)\S.*"),
        Mode("router-af", r"address-family \S.*", inside="router-ospf router"),
        Mode("router-vrf", r"vrf \S+", inside="router"),
        Mode(
            "management",
            r"management (?:api \S+|console|cvx|defaults|security|ssh|telnet|accounts|tech-support|http-\S+)",
        ),
        Mode("management-vrf", r"vrf \S+", inside="management"),
        Mode("traffic-policies", r"traffic-policies"),
        Mode("traffic-policy", r"traffic-policy \S+", inside="traffic-policies", ordered=True),
        Mode("mlag", r"mlag configuration"),
        Mode("mst", r"spanning-tree mst configuration"),
        Mode("daemon", r"daemon \S+"),
        Mode("event-handler", r"event-handler \S+"),
        Mode("server-group", r"aaa group server \S+ \S+"),
        Mode("control-plane", r"(?:system )?control-plane"),
        Mode("qos-profile", r"qos profile \S+"),
    ),
    climb="parents",
    leave=r"exit|end",
    outer=(
        r"ip route ",
        r"ipv6 route ",
        r"ntp server",
        r"username ",
        r"logging host",
        r"snmp-server ",
        r"ip name-server ",
        r"ip routing",
        r"ipv6 unicast-routing",
        r"router ",
        r"interface ",
        r"route-map \S+$",
        r"vrf instance ",
    ),
    noise=r"!.*|end|exit|",
    own=(
        ("interface", r"ip access-group|ipv6 access-group|mac access-group|vrf "),
        ("interface", r"snmp |logging event"),
    ),
    single=(
        (
            "global",
            r"hostname|spanning-tree mode|ip virtual-router mac-address|vlan internal order|service routing protocols"
            r"|clock timezone|snmp-server (?:contact|location|engineID local)|enable (?:password|secret)|aaa root"
            r"|mac address-table aging-time|dns domain|ip domain-name|transceiver qsfp default-mode"
            r"|logging (?:buffered|console|monitor|trap|facility)|terminal length|boot secret|prompt",
        ),
        ("global", r"ntp local-interface(?: vrf (\S+))?"),
        ("global", r"username (\S+) (?:privilege|role|secret|nopassword|shell)"),
        ("global", r"route-map (\S+) (?:permit|deny) (\d+)"),
        ("global", r"spanning-tree (?:vlan-id \S+|mst \d+) priority"),
        ("*", r"description(?= |$)"),
        ("interface", r"ip address(?! .* secondary)(?= |$)"),
        ("interface", r"mtu|speed|duplex|channel-group|mlag|vrf|load-interval|mac-address|l2 mtu|bandwidth"),
        ("interface", r"switchport (?:mode|access vlan|trunk native vlan|phone vlan|phone trunk|voice vlan)"),
        ("interface", r"switchport(?=$)|shutdown(?=$)"),
        ("interface", r"(ip|ipv6|mac) access-group \S+ (in|out)"),
        ("interface", r"spanning-tree (?:portfast|bpduguard|bpdufilter|guard|cost|port-priority|link-type)"),
        ("interface", r"storm-control (\S+) level"),
        (
            "interface",
            r"(?:ip ospf|ospfv3|isis) (?:cost|network|metric|area|circuit-type|hello-interval|dead-interval)",
        ),
        (
            "interface",
            r"encapsulation dot1q vlan|lacp (?:timer(?= (?:fast|normal))|timer multiplier|rate|port-priority)"
            r"|vxlan (?:source-interface|udp-port)",
        ),
        ("interface", r"vxlan (vlan|vrf) (\S+) vni"),
        ("interface", r"vxlan flood vtep(?! learned)(?= |$)|vxlan vlan (\S+) flood vtep"),
        ("interface", r"(service-policy) type (\S+) (input|output)"),
        ("vlan", r"name(?= |$)|state(?= |$)"),
        (
            f"{_BGP} router-ospf router",
            r"router-id ipv[46]|router-id|maximum-paths|distance bgp|timers bgp|max-lsa|auto-cost",
        ),
        (f"{_BGP} bgp-vlan", r"rd(?= (?!evpn))"),
        (f"{_BGP} {_AF}", _PEER),
        (f"{_BGP} {_AF}", r"neighbor (\S+) (?:(route-map|prefix-list) \S+) (in|out)"),
        (f"{_BGP} {_AF} router-ospf", r"redistribute (\S+(?: instance)?(?: match \S+(?: [12])?)?)"),
        (
            "route-map",
            r"match (?:ip|ipv6) (address|next-hop) (prefix-list|access-list)",
        ),
        ("route-map", r"set (metric|local-preference|origin|weight)(?= )"),
        ("route-map", r"match (as-path|community|tag|interface)(?= )|set (community|tag)(?= )"),
        ("mlag", r"domain-id|local-interface|peer-address(?! heartbeat)|peer-address heartbeat|peer-link"),
        ("mlag", r"reload-delay (?:mlag|non-mlag)"),
        ("management", r"idle-timeout"),
        ("management management-vrf", r"(ip|ipv6) access-group \S+(?: vrf (\S+))? (in|out)"),
    ),
    once=(
        ("global", r"router bgp"),
        ("prefix-list", r"seq (\d+)"),
    ),
    lists=(("interface", r"switchport trunk allowed vlan"),),
    sequence=(
        r"ip as-path access-list (\S+)",
        r"ip community-list (?:(?:regexp|standard|expanded) )?(\S+)",
        r"ip extcommunity-list (?:(?:regexp|standard|expanded) )?(\S+)",
    ),
    removals=(
        Removal("global", r"route-map (\S+)", ("route-map {1}",)),
        Removal("global", r"username (\S+)", ("username {1}",)),
        Removal("global", r"router bgp", ("router bgp",)),
        Removal("global", r"ip as-path access-list (\S+)", ("ip as-path access-list {1}",)),
        Removal("global", r"ip community-list (\S+)", ("ip community-list {1}",)),
        Removal(
            "global", r"ip (ext)?community-list (regexp|standard|expanded) (\S+)", ("ip {1}community-list {2} {3}",)
        ),
        Removal("global", r"ip extcommunity-list (\S+)", ("ip extcommunity-list {1}",)),
        Removal("global", r"class-map (type \S+ )?(\S+)", ("class-map {1}match-any {2}", "class-map {1}match-all {2}")),
        Removal("router-bgp bgp-vrf", r"neighbor (\S+)", ("neighbor {1}",), deep=True, apart=r"vrf "),
        Removal("router-bgp bgp-vrf", r"neighbor (\S+) peer group", ("neighbor {1}",), deep=True, exact=True),
        Removal("interface", r"ip address", ("ip address",)),
    ),
    clears=(Clear("interface", r"vrf(?: forwarding)?(?= |$)", r"ip address|ipv6 address"),),
    defaults=(
        ("interface", r"no shutdown|switchport|switchport mode access|switchport access vlan 1|mtu 1500"),
        ("interface", r"no (?:description|ip address)"),
    ),
    shown_no=(("global", r"aaa root|enable password"), ("interface", r"switchport|autostate")),
    texts=(
        Text("global", r"(banner (?:login|motd|exec))$", "EOF", spaced=True),
        Text("*", r"(comment)$", "EOF"),
    ),
    beyond=(
        (
            "global",
            r"interface range|interface \S+[,]\S*|interface \S+\d-\d",
            "several interfaces at once",
        ),
        ("global", r"configure |copy |load ", "not a command of configuration mode"),
        ("acl", r"resequence", "renumbering inside a list"),
    ),
    standing=r"interface (?:Ethernet|Management|ethernet)[\d/]+",
    standing_no="reset",
    has_default=True,
    vlan=r"vlan (\d[\d,-]*)",
    indent="   ",
    defines=(
        Named("acl", "global", r"ip access-list (?:standard )?(\S+)"),
        Named("acl", "global", r"ipv6 access-list (?:standard )?(\S+)"),
        Named("route-map", "global", r"route-map (\S+)"),
        Named("prefix-list", "global", r"(?:ip|ipv6) prefix-list (\S+)"),
        Named("vrf", "global", r"vrf (?:instance|definition) (\S+)"),
        Named("vlan", "global", r"vlan (\d[\d,-]*)"),
        Named("peer-group", _BGP, r"neighbor (\S+) peer group$"),
    ),
    uses=(
        Named("acl", "interface", r"(?:ip|ipv6) access-group (\S+) (?:in|out)"),
        Named("acl", "management management-vrf control-plane", r"ip access-group (\S+)"),
        Named("route-map", f"{_BGP} {_AF}", r"neighbor \S+ route-map (\S+) (?:in|out)"),
        Named("route-map", f"{_BGP} {_AF} router-ospf", r"redistribute .*route-map (\S+)"),
        Named("prefix-list", f"{_BGP} {_AF}", r"neighbor \S+ prefix-list (\S+) (?:in|out)"),
        Named("prefix-list", "route-map", r"match (?:ip|ipv6) address prefix-list (\S+)"),
        Named("vrf", "interface", r"vrf (?:forwarding )?(\S+)"),
        Named("vrf", "router-bgp", r"vrf (\S+)"),
        Named("vlan", "interface", r"switchport access vlan (\d+)"),
        Named("vlan", "global", r"interface Vlan(\d+)"),
        Named("peer-group", _BGP, r"neighbor \S+ peer group (\S+)"),
    ),
    filters=(("interface management management-vrf control-plane", r"(?:ip|ipv6) access-group \S+"),),
    resets=((f"{_BGP}", r"neighbor (\S+) (?:remote-as|local-as|update-source|password|peer group)"),),
    lag=r"channel-group (\d+)",
    lag_settings=r"speed|mtu|switchport",
    vrf_line=r"vrf (?:forwarding )?(\S+)",
)
