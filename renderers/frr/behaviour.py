"""Behaviour of FRRouting in vtysh's configuration mode."""

from __future__ import annotations

from renderers import flat_prefix_lists
from renderers.behaviour import Behaviour, Mode, Named, Options, Removal

_BGP = "router-bgp bgp-af"
_PEER = (
    r"neighbor (\S+) (remote-as|interface|description|update-source|ebgp-multihop|peer-group|password|local-as"
    r"|timers connect|timers delayopen|timers(?= \d)|weight|next-hop-self|route-reflector-client|shutdown|activate"
    r"|maximum-prefix|bfd (?:profile|check-control-plane-failure)|bfd(?= \d|$)|disable-connected-check"
    r"|allowas-in|default-originate|remove-private-AS|soft-reconfiguration|as-override|capability \S+|passive)(?= |$)"
)

BEHAVIOUR = Behaviour(
    modes=(
        Mode("interface", r"interface \S+(?: vrf \S+)?"),
        Mode("vrf", r"vrf \S+", leave="exit-vrf"),
        Mode("route-map", r"route-map \S+ (?:permit|deny) \d+"),
        Mode("router-bgp", r"router bgp \S+(?: vrf \S+)?"),
        Mode("bgp-af", r"address-family \S.*", inside="router-bgp", leave="exit-address-family"),
        Mode("bgp-vni", r"vni \d+", inside="bgp-af", leave="exit-vni"),
        Mode("router", r"router (?!bgp)\S+.*"),
        Mode("line", r"line vty"),
        Mode("key-chain", r"key chain \S+"),
        Mode("key", r"key \d+", inside="key-chain"),
        Mode("bfd", r"bfd"),
        Mode("bfd-peer", r"(?:peer|profile) \S.*", inside="bfd"),
        Mode("pbr-map", r"pbr-map \S+ seq \d+"),
        Mode("nexthop-group", r"nexthop-group \S+"),
        Mode("mpls", r"mpls ldp"),
        Mode("mpls-af", r"address-family \S.*", inside="mpls", leave="exit-address-family"),
        Mode("mpls-interface", r"interface \S+", inside="mpls-af"),
        Mode("rpki", r"rpki"),
    ),
    climb="parents",
    outer=(
        r"ip route ",
        r"ipv6 route ",
        r"ip prefix-list ",
        r"ipv6 prefix-list ",
        r"access-list ",
        r"bgp (?:as-path access-list|community-list|large-community-list|extcommunity-list) ",
        r"router \S+",
        r"route-map \S+$",
        r"log ",
        r"hostname ",
        r"debug ",
    ),
    own=(("vrf", r"ip route |ipv6 route |vni "),),
    leave=r"exit|exit-\S+|end",
    preface=r"frr version ",
    noise=r"!.*|end|exit|exit-vrf|Building configuration.*|Current configuration.*|frr version .*|#.*",
    single=(
        ("global", r"hostname|log (?:syslog|stdout|file|facility)|password|enable password|ip router-id|frr defaults"),
        ("global", r"route-map (\S+) (?:permit|deny) (\d+)"),
        ("*", r"description(?= |$)"),
        ("interface", r"ip ospf (?:cost|network|priority|hello-interval|dead-interval|area|authentication)(?= |$)"),
        ("interface", r"(?:ip ospf|isis) bfd profile(?= )"),
        ("interface", r"vrrp (\d+) (priority|version|advertisement-interval)(?= )"),
        ("interface", r"evpn mh (?:es-id|es-sys-mac|es-df-pref)(?= )"),
        ("vrf", r"vni(?= )"),
        ("bfd-peer", r"detect-multiplier|transmit-interval|receive-interval"),
        ("interface", r"bandwidth|shutdown|ipv6 ospf6 (?:cost|network|priority|area)|isis (?:metric|circuit-type)"),
        ("router-bgp", r"bgp router-id|bgp cluster-id|timers bgp|bgp bestpath as-path|coalesce-time"),
        (
            "router",
            r"ospf router-id|ospf6 router-id|router-id|auto-cost|timers throttle spf|maximum-paths|is-type"
            r"|metric-style|area-password|domain-password",
        ),
        (_BGP, _PEER),
        (_BGP, r"neighbor (\S+) (?:(route-map|prefix-list|distribute-list|filter-list) \S+) (in|out)"),
        ("router", r"redistribute (ipv[46] |)((?:ospf|ospf6|table|table-direct) \d+|\S+)( level-\d|)"),
        ("bgp-af", r"maximum-paths(?: ibgp)?(?= \d|$)"),
        (
            "route-map",
            r"match (ip|ipv6) (address|next-hop) (?!prefix-l)|match (ip|ipv6) (address|next-hop) (prefix-l\S+)",
        ),
        ("route-map", r"match (as-path|community|tag|interface|metric|source-protocol)"),
        (
            "route-map",
            r"set (metric|local-preference|origin|weight|tag|community|ip next-hop|as-path prepend|src|table)(?= |$)",
        ),
        ("route-map", r"on-match|call"),
    ),
    once=(
        ("global", r"router bgp \S+( vrf \S+)?$"),
        flat_prefix_lists.ONCE,
        ("global", r"access-list (\S+) seq (\d+)"),
        ("global", r"bgp (as-path access-list|community-list \S+|large-community-list \S+) (\S+) seq (\d+)"),
    ),
    sequence=(
        r"bgp as-path access-list (\S+) (?!seq )",
        r"bgp community-list (?:(?:standard|expanded) )?(\S+) (?!seq )",
        r"access-list (\S+) (?!seq |remark )",
    ),
    counted=(
        (r"ip prefix-list (\S+)(?= (?:permit|deny) )", r"ip prefix-list \1 seq", 5),
        (r"ipv6 prefix-list (\S+)(?= (?:permit|deny) )", r"ipv6 prefix-list \1 seq", 5),
        (r"access-list (\S+)(?= (?:permit|deny) )", r"access-list \1 seq", 5),
        (r"bgp as-path access-list (\S+)(?= (?:permit|deny) )", r"bgp as-path access-list \1 seq", 5),
        (
            r"bgp community-list (standard|expanded) (\S+)(?= (?:permit|deny) )",
            r"bgp community-list \1 \2 seq",
            5,
        ),
    ),
    options=(
        # Tried on FRRouting 8.4: with BGP alone what a new line does not name stays; `no` takes all of it.
        Options(_BGP, r"redistribute (?:(?:ospf|table|table-direct) \d+|\S+)(?= |$)", "metric route-map", "whole"),
    ),
    removals=(
        Removal("global", r"route-map (\S+)", ("route-map {1}",)),
        *flat_prefix_lists.REMOVALS,
        Removal("global", r"access-list (\S+)", ("access-list {1}",)),
        Removal("global", r"bgp as-path access-list (\S+)", ("bgp as-path access-list {1}",)),
        Removal("global", r"bgp community-list (standard|expanded) (\S+)", ("bgp community-list {1} {2}",)),
        Removal("global", r"router bgp", ("router bgp",)),
        Removal("router-bgp", r"neighbor (\S+)", ("neighbor {1}",), deep=True),
        Removal("router-bgp", r"neighbor (\S+) remote-as(?: \S+)?", ("neighbor {1}",), deep=True),
        Removal("router-bgp", r"neighbor (\S+) peer-group", ("neighbor {1}",), deep=True, exact=True),
        # Tried on FRRouting 8.4: `no vrrp 20` takes all of the group; every other line of it makes the group again.
        Removal("interface", r"vrrp (\d+)", ("vrrp {1}",)),
        # A neighbour that leaves its group is gone, whatever else says of it.
        Removal("router-bgp", r"neighbor (\S+) peer-group \S+", ("neighbor {1}",), deep=True, exact=True),
        Removal("router-bgp", r"neighbor (\S+) interface .+", ("neighbor {1}",), deep=True, exact=True),
    ),
    defaults=(
        ("global", r"ip forwarding|ipv6 forwarding|zebra nexthop kernel enable"),
        ("interface", r"no shutdown|link-detect|ipv6 nd suppress-ra"),
        (
            "router-bgp",
            r"bgp (?:default ipv4-unicast|ebgp-requires-policy|network import-check|suppress-duplicates)",
        ),
    ),
    shown_no=(
        ("interface", r"link-detect|ipv6 nd suppress-ra"),
        ("global", r"ip forwarding|ipv6 forwarding|zebra nexthop kernel enable|service integrated-vtysh-config"),
        (
            "router-bgp",
            r"bgp default ipv4-unicast|bgp ebgp-requires-policy|bgp network import-check|bgp suppress-duplicates",
        ),
        ("bgp-af", r"neighbor \S+ activate"),
    ),
    # Tried with vtysh of FRR 8.4.4 on running daemons.
    unknown=(
        ("interface route-map", r"no description .+", "`no description` takes no text"),
        (
            "route-map",
            r"no set (?:as-path prepend|table) .+",
            "`no set as-path prepend` and `no set table` take no more",
        ),
        ("route-map", r"no on-match goto .+", "`no on-match goto` takes no number"),
        ("router", r"no maximum-paths .+", "`no maximum-paths` takes no number"),
        ("router", r"no (?:area-password|domain-password) .+", "it takes no password"),
        ("global", r"no (?:enable )?password .+", "it takes no password"),
        ("router-bgp", r"no address-family .+", "there is no such command; a family goes with its last line"),
    ),
    hollow=(("router-bgp", r"address-family .+"),),
    beyond=(("global", r"configure|write|copy ", "not a command of configuration mode"),),
    standing=r"interface \S+(?: vrf \S+)?|line vty",
    standing_no="refuse",
    indent=" ",
    defines=(
        Named("acl", "global", r"access-list (\S+)"),
        Named("route-map", "global", r"route-map (\S+)"),
        Named("prefix-list", "global", r"(?:ip|ipv6) prefix-list (\S+)"),
        Named("as-path", "global", r"bgp as-path access-list (\S+)"),
        Named("peer-group", "router-bgp", r"neighbor (\S+) peer-group$"),
        Named("bfd-profile", "bfd", r"profile (\S+)"),
    ),
    uses=(
        Named("acl", _BGP, r"neighbor \S+ distribute-list (\S+) (?:in|out)"),
        Named("route-map", _BGP, r"neighbor \S+ route-map (\S+) (?:in|out)"),
        Named("route-map", f"{_BGP} router", r"redistribute .*route-map (\S+)"),
        Named("prefix-list", _BGP, r"neighbor \S+ prefix-list (\S+) (?:in|out)"),
        Named("prefix-list", "route-map", r"match (?:ip|ipv6) address prefix-list (\S+)"),
        Named("as-path", "route-map", r"match as-path (\S+)"),
        Named("peer-group", _BGP, r"neighbor \S+ (?:interface )?peer-group (\S+)"),
        Named("bfd-profile", "interface", r"(?:ip ospf|ipv6 ospf6|isis) bfd profile (\S+)"),
        Named("bfd-profile", "router-bgp", r"neighbor \S+ bfd profile (\S+)"),
    ),
    filters=(("line", r"access-class \S+"),),
    resets=(("router-bgp", r"neighbor (\S+) (?:remote-as|local-as|update-source|password|peer-group)"),),
)
