"""Behaviour of Cisco IOS and IOS-XE at their configuration prompt."""

from __future__ import annotations

from renderers import flat_prefix_lists
from renderers.behaviour import Behaviour, Clear, Mode, Named, Options, Removal, Text

_BGP = "router-bgp bgp-af"
_PEER = (
    r"neighbor (\S+) (remote-as|description|update-source|ebgp-multihop|peer-group|password|local-as|timers|weight"
    r"|next-hop-self|route-reflector-client|shutdown|activate|maximum-prefix|version|transport|disable-connected-check"
    r"|allowas-in|default-originate|fall-over|remove-private-as|soft-reconfiguration|as-override|cluster-id)(?= |$)"
)
_REDISTRIBUTED = (
    r"redistribute (?:(?:connected|static|rip|odr|mobile|lisp|application \S+)|(?:ospf|ospfv3|eigrp|bgp) \S+"
    r"(?: vrf \S+)?|vrf \S+ \S+|isis(?: (?!level-|metric|route-map|match|clns|ip\b)\S+)?)(?= |$)"
)
_OPTIONS = (
    "metric metric-type match route-map subnets tag nssa-only level-1 level-1-2 level-2 include-connected clns ip"
)
_ROUTERS = "router-bgp bgp-af router router-af topology"
# Cisco IOS IP Routing: Protocol-Independent Command Reference, redistribute (IP): with BGP, OSPF and RIP the `no` form
# takes the keywords that it names and leaves the rest; IS-IS takes the whole command; EIGRP depends on its release.
_SUBTRACTS = r"(?:^|/ )router (?:bgp|ospf|ospfv3|rip)\b|(?:^|/ )ipv6 router (?:ospf|rip)\b"
_VRF = r"address-family \S+ (?:\S+ )?vrf "

BEHAVIOUR = Behaviour(
    modes=(
        Mode("interface", r"interface (?!range )\S.*"),
        Mode("vrrp", r"vrrp \d+ address-family \S+", inside="interface", leave="exit-vrrp"),
        Mode("vlan", r"vlan \d[\d,-]*"),
        Mode("vlan-configuration", r"vlan configuration \S+"),
        Mode("evpn", r"l2vpn evpn(?: instance \d+ (?:vlan-based|vlan-bundle|vlan-aware|point-to-point))?"),
        Mode("vrf", r"vrf definition \S+", leave="exit-vrf"),
        Mode("vrf", r"ip vrf (?!forwarding|receive)\S+"),
        Mode("vrf-af", r"address-family \S.*", inside="vrf", leave="exit-address-family"),
        Mode("acl", r"ip access-list (?:standard|extended) \S+", entries=True),
        Mode("acl6", r"ipv6 access-list \S+", ordered=True),
        Mode("acl", r"mac access-list extended \S+", entries=True),
        Mode("route-map", r"route-map \S+ (?:permit|deny) \d+"),
        Mode("class-map", r"class-map (?:type \S+ )?(?:match-\S+ )?\S+"),
        Mode("policy-map", r"policy-map (?:type \S+ (?:\S+ )?)?\S+", ordered=True),
        Mode("policy-class", r"class (?!.* insert-before )\S.*", inside="policy-map"),
        # `police` with its actions on the same line stays in the mode of the class.
        Mode("police", r"police\b(?!.* (?:conform|exceed|violate)-action).*", inside="policy-class"),
        Mode("router-bgp", r"router bgp \S+"),
        Mode("bgp-af", r"address-family \S.*", inside="router-bgp", leave="exit-address-family"),
        Mode("router", r"router (?:ospf|ospfv3|eigrp|rip|isis|odr|lisp)\b.*|ipv6 router \S.*"),
        Mode("router-af", r"address-family \S.*", inside="router", leave="exit-address-family"),
        Mode("af-interface", r"af-interface \S+", inside="router-af", leave="exit-af-interface"),
        Mode("topology", r"topology \S+", inside="router-af", leave="exit-af-topology"),
        Mode("line", r"line (?:con|console|vty|aux|tty)? ?\d+(?: \d+)?"),
        Mode("key-chain", r"key chain \S+"),
        Mode("key", r"key \d+", inside="key-chain"),
        Mode("mst", r"spanning-tree mst configuration"),
        Mode("server-group", r"aaa group server \S+ \S+"),
        Mode("server", r"(?:radius|tacacs) server \S+"),
        Mode("dhcp-pool", r"ip dhcp pool \S.*"),
        Mode("control-plane", r"control-plane(?: \S+)?"),
        Mode("archive", r"archive"),
        Mode("archive-log", r"log config", inside="archive"),
        Mode("redundancy", r"redundancy"),
        Mode("ip-sla", r"ip sla (?:\d+|monitor \d+)"),
        Mode("sla-probe", r"(?:icmp-echo|udp-jitter|tcp-connect|http) .*", inside="ip-sla"),
        Mode("track", r"track \d+ .*"),
        Mode("template", r"template \S+"),
        Mode("trustpoint", r"crypto pki trustpoint \S+"),
        Mode("certificates", r"crypto pki certificate chain \S+"),
        Mode(
            "crypto", r"crypto (?:isakmp policy|isakmp profile|ipsec profile|keyring|ikev2 \S+|ipsec transform-set) .*"
        ),
        Mode("flow", r"flow (?:record|exporter|monitor) \S+|sampler \S+"),
        # Actions run in the order of their labels, whatever order they are entered in.
        Mode("event", r"event manager applet \S.*"),
        Mode("object-group", r"object-group \S+ \S+"),
    ),
    climb="global",
    outer=(
        r"ip route ",
        r"ipv6 route ",
        r"ip prefix-list ",
        r"ipv6 prefix-list ",
        r"ntp server ",
        r"username ",
        r"logging (?:host )?\d",
        r"snmp-server ",
        r"ip as-path access-list ",
        r"ip community-list ",
        r"router \S+",
        r"interface \S+",
        r"vrf definition \S+",
        r"route-map \S+$",
        r"ip access-list \S+ \S+",
        r"class-map \S+",
        r"policy-map \S+",
        r"access-list \d",
        r"ip name-server ",
        r"line \S+",
        r"ip vrf (?!forwarding|receive)",
        r"ip routing$",
    ),
    own=(
        ("interface", r"ip access-group |snmp |logging event|vrf forwarding|lldp |cdp |ip route-cache"),
        ("interface", r"ip vrf (?:forwarding|receive|sitemap|autoclassify)|ntp (?:broadcast|multicast|disable)"),
        ("vrf", r"route-target |rd |import |export |description "),
        ("line", r"logging |access-class "),
    ),
    noise=r"!.*|end|exit|Building configuration.*|Current configuration.*|boot-start-marker|boot-end-marker|",
    single=(
        (
            "global",
            r"hostname|version|enable (?:password|secret)|ip domain(?:-| )name|spanning-tree mode|vtp (?:mode|domain)"
            r"|ip default-gateway|snmp-server (?:location|contact|trap-source)|ntp source(?= )|clock timezone"
            r"|logging (?:buffered|console|monitor|trap|facility|source-interface)|service timestamps (?:debug|log)"
            r"|ip ssh version|boot system|ip tftp source-interface|ip http (?:port|authentication)",
        ),
        ("global", r"username (\S+) "),
        ("global", r"route-map (\S+) (?:permit|deny) (\d+)"),
        ("global", r"spanning-tree (vlan|mst) (\S+) (priority|root|forward-time|hello-time|max-age)"),
        ("global", r"(class-map) (?:type \S+ )?(?:match-\S+ )?(\S+)$"),
        ("*", r"description(?= |$)"),
        ("interface", r"ip address(?! .* secondary)(?= |$)"),
        (
            "interface",
            r"mtu|ip mtu|speed|duplex|channel-group|load-interval|mac-address|bandwidth|delay|encapsulation dot1[qQ]",
        ),
        ("interface", r"switchport (?:mode|access vlan|trunk native vlan|trunk encapsulation|voice vlan)"),
        (
            "interface",
            r"switchport(?=$)|shutdown(?=$)|ip tcp adjust-mss|ip policy route-map|tunnel (?:source|destination|mode)",
        ),
        ("interface", r"(ip|ipv6|mac) (?:access-group|traffic-filter) \S+ (in|out)"),
        ("interface", r"(?:ip )?vrf forwarding"),
        ("interface", r"ip ospf (?:cost|network|priority|hello-interval|dead-interval|authentication|\d+ area)"),
        ("interface", r"spanning-tree (?:portfast|bpduguard|bpdufilter|guard|link-type)"),
        ("interface", r"spanning-tree (?:vlan (\S+) )?(cost|port-priority)"),
        ("interface", r"service-policy (?:type \S+ )?(input|output)"),
        ("interface", r"storm-control (\S+) level|standby (\d+) (ip|priority|timers|preempt)"),
        ("vlan", r"name|state"),
        ("vrrp", r"address(?= \S+ primary$|$)|priority|preempt|timers advertise"),
        ("evpn", r"encapsulation|rd|replication-type|router-id"),
        ("vlan-configuration", r"member"),
        ("vrf", r"rd"),
        (
            "router-bgp router bgp-af",
            r"bgp router-id|router-id|maximum-paths|timers bgp|bgp cluster-id|distance bgp|auto-cost",
        ),
        (_BGP, _PEER),
        (_BGP, r"neighbor (\S+) (?:(route-map|prefix-list|distribute-list|filter-list) \S+) (in|out)"),
        ("route-map", r"set (metric|local-preference|origin|weight|tag|community|ip next-hop|as-path prepend)(?= )"),
        (
            "line",
            r"exec-timeout|transport (?:input|output|preferred)|login|password|privilege level|length"
            r"|access-class \S+ (?:in|out)",
        ),
        ("event", r"action (\S+)"),
        ("key", r"key-string|accept-lifetime|send-lifetime"),
        ("policy-class", r"bandwidth|priority|police|shape|set (\S+)|service-policy"),
    ),
    once=(
        ("global", r"router bgp"),
        flat_prefix_lists.ONCE,
    ),
    lists=(("interface", r"switchport trunk allowed vlan"),),
    gathers=(
        ("route-map", r"match (?:ip|ipv6) (?:address|next-hop) prefix-list"),
        ("route-map", r"match (?:ip|ipv6) (?:address|next-hop)(?! prefix-list)"),
        ("route-map", r"match (?:as-path|community|tag|interface)"),
    ),
    options=(
        Options(_ROUTERS, _REDISTRIBUTED, _OPTIONS, "named", _SUBTRACTS),
        Options(_ROUTERS, _REDISTRIBUTED, _OPTIONS, "whole", r"(?:^|/ )(?:ipv6 )?router isis\b"),
        Options(_ROUTERS, _REDISTRIBUTED, _OPTIONS, "unsure"),
        Options(
            _ROUTERS, r"default-information originate", "always metric metric-type route-map level-1 level-2", "unsure"
        ),
        # OSPF Command Reference, area stub and area nssa: with a keyword the `no` form takes the keyword.
        Options(
            _ROUTERS,
            r"area \S+ (?:stub|nssa)(?! translate)",
            "no-summary no-redistribution default-information-originate metric metric-type nssa-only no-ext-capability",
            "named",
        ),
    ),
    flat_entries=(("access-list", r"ip access-list (?:standard|extended) (\d+)"),),
    sequence=(r"ip as-path access-list (\S+)", r"ip community-list (?:(?:standard|expanded) )?(\S+)"),
    counted=flat_prefix_lists.COUNTED,
    removals=(
        Removal("global", r"route-map (\S+)", ("route-map {1}",)),
        *flat_prefix_lists.REMOVALS,
        Removal("global", r"username (\S+)(?: .*)?", ("username {1}",)),
        Removal("global", r"router bgp", ("router bgp",)),
        Removal("global", r"router (ospf|eigrp|isis) (\S+)", ("router {1} {2}",)),
        Removal("global", r"ip as-path access-list (\S+)", ("ip as-path access-list {1}",)),
        Removal("global", r"ip community-list (standard|expanded) (\S+)", ("ip community-list {1} {2}",)),
        Removal(
            "global",
            r"class-map (?:match-\S+ )?(\S+)",
            ("class-map {1}", "class-map match-any {1}", "class-map match-all {1}"),
        ),
        Removal("router-bgp bgp-af", r"neighbor (\S+)", ("neighbor {1}",), deep=True, apart=_VRF),
        Removal(
            "router-bgp bgp-af",
            r"neighbor (\S+) remote-as(?: \d+(?:\.\d+)?)?",
            ("neighbor {1}",),
            deep=True,
            apart=_VRF,
        ),
        Removal("router-bgp bgp-af", r"neighbor (\S+) peer-group", ("neighbor {1}",), deep=True, exact=True),
        Removal("interface", r"ip address", ("ip address",)),
        Removal("interface", r"ipv6 address", ("ipv6 address",)),
    ),
    clears=(
        # Without the new model there is no AAA command; `no aaa new-model` takes them all away.
        Clear("global", r"aaa new-model$|no aaa new-model$", r"aaa (?!new-model)"),
        Clear("interface", r"(?:ip )?vrf forwarding", r"ip address|ipv6 address"),
    ),
    defaults=(
        ("global", r"no aaa new-model"),
        ("interface", r"no shutdown|no ip address|no description|ip redirects|ip unreachables|ip proxy-arp|cdp enable"),
        ("interface", r"switchport access vlan 1|mtu 1500|no switchport mode"),
        ("router-bgp", r"bgp default ipv4-unicast|synchronization|auto-summary"),
    ),
    shown_no=(
        (
            "interface",
            r"switchport|ip redirects|ip unreachables|ip proxy-arp|cdp enable|autostate|keepalive"
            r"|lldp (?:transmit|receive)",
        ),
        ("router-bgp", r"bgp default ipv4-unicast|synchronization|auto-summary"),
        (
            "global",
            r"ip http (?:server|secure-server)|ip domain(?:-| )lookup|ip source-route|cdp run|service pad",
        ),
    ),
    texts=(
        Text("global", r"(banner \S+) (?P<mark>\^C|\S)", spaced=True),
        Text("certificates", r"(certificate (?!.* nvram:).*)$", "quit"),
    ),
    beyond=(
        ("global", r"interface range ", "several interfaces at once"),
        ("policy-map", r"class .* insert-before ", "an insertion between classes"),
        ("global", r"default interface range|macro |do ", "not modelled"),
    ),
    beyond_while=(
        # Cisco IOS IP Routing: Protocol-Independent Command Reference, ip routing: `no ip routing` removes what routing
        # needs. What exactly goes is not said, so it is followed only where nothing of it is left.
        (r"no ip routing", r"router |ip route |ipv6 router ", "the device drops its routing configuration"),
    ),
    # Cisco IOS Interface Command Reference, interface: `no interface` is for logical interfaces alone.
    standing=r"interface (?!(?i:Loopback|Vlan|Tunnel|Port-channel|BVI|BDI|Dialer|Multilink|Virtual|vasi|nve|pseudo))"
    r"[A-Za-z-]+ ?[\d/:]+",
    standing_no="refuse",
    has_default=True,
    vlan=r"vlan (\d[\d,-]*)",
    # Cisco, Configuring IP Session Filtering: `evaluate` nests a reflexive list among the entries, at its place.
    # Cisco, Configuring Lock-and-Key Security: `dynamic` begins a temporary entry, with `permit` or `deny` behind it.
    entry=r"(?:(?P<number>\d+) )?(?P<rest>(?:permit|deny|remark|evaluate|dynamic)\b.*)",
    loose_remarks=True,
    shows_numbers=False,
    last=r"class class-default",
    resequence=r"ip access-list resequence (?P<name>\S+) (?P<first>\d+) (?P<step>\d+)",
    indent=" ",
    defines=(
        Named("acl", "global", r"ip access-list (?:standard|extended) (\S+)"),
        Named("acl", "global", r"ipv6 access-list (\S+)"),
        Named("acl", "global", r"access-list (\d+)"),
        Named("route-map", "global", r"route-map (\S+)"),
        Named("prefix-list", "global", r"(?:ip|ipv6) prefix-list (\S+)"),
        Named("vrf", "global", r"vrf definition (\S+)"),
        Named("vrf", "global", r"ip vrf (\S+)"),
        Named("vlan", "global", r"vlan (\d[\d,-]*)"),
        Named("class-map", "global", r"class-map (?:match-\S+ )?(\S+)$"),
        Named("policy-map", "global", r"policy-map (\S+)$"),
        Named("peer-group", _BGP, r"neighbor (\S+) peer-group$"),
    ),
    uses=(
        Named("acl", "interface", r"ip access-group (\S+) (?:in|out)"),
        Named("acl", "interface", r"ipv6 traffic-filter (\S+) (?:in|out)"),
        Named("acl", "line", r"access-class (\S+) (?:in|out)"),
        Named("acl", "global", r"snmp-server community \S+ (?:RO|RW|ro|rw) (\d+|[A-Za-z]\S*)$"),
        Named("acl", "route-map", r"match ip address (?!prefix-list)(\S+)"),
        Named("route-map", "interface", r"ip policy route-map (\S+)"),
        Named("route-map", _BGP, r"neighbor \S+ route-map (\S+) (?:in|out)"),
        Named("route-map", f"{_BGP} router", r"redistribute .*route-map (\S+)"),
        Named("prefix-list", _BGP, r"neighbor \S+ prefix-list (\S+) (?:in|out)"),
        Named("prefix-list", "route-map", r"match (?:ip|ipv6) address prefix-list (\S+)"),
        Named("vrf", "interface", r"(?:ip )?vrf forwarding (\S+)"),
        Named("vrf", "router-bgp", r"address-family \S+ (?:unicast )?vrf (\S+)"),
        Named("vlan", "interface", r"switchport access vlan (\d+)"),
        Named("vlan", "global", r"interface Vlan(\d+)"),
        Named("class-map", "policy-map", r"class (?!class-default)(\S+)"),
        Named("policy-map", "interface", r"service-policy (?:input|output) (\S+)"),
        Named("peer-group", _BGP, r"neighbor \S+ peer-group (\S+)"),
    ),
    filters=(
        ("interface", r"ip access-group \S+"),
        ("line", r"access-class \S+"),
        ("control-plane", r"service-policy input"),
    ),
    resets=((_BGP, r"neighbor (\S+) (?:remote-as|local-as|update-source|password|peer-group)"),),
    lag=r"channel-group (\d+)",
    lag_settings=r"speed|duplex|mtu|switchport",
)
