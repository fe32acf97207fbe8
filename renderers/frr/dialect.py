"""How FRRouting configurations are compared and ordered."""

from __future__ import annotations

from renderers.dialect import Dialect

DIALECT = Dialect(
    single=(
        r"description(?= )",
        r"hostname(?= )",
        r"log (?:syslog|stdout|file|facility|timestamp precision)(?= |$)",
        r"(?:password|enable password|ip router-id|ipv6 router-id)(?= )",
        r"(?:bandwidth|vni)(?= )",
        r"ip ospf (?:cost|network|priority|hello-interval|dead-interval)(?= )",
        r"ip ospf area(?= )",
        r"ipv6 ospf6 (?:cost|network|area)(?= )",
        r"(?:bgp |ospf |ospf6 |isis |)router-id(?= )",
        r"bgp cluster-id(?= )",
        r"timers bgp(?= )",
        r"neighbor \S+ (?:interface remote-as|peer-group|remote-as|description|update-source)(?= )",
        r"neighbor \S+ (?:ebgp-multihop|local-as|maximum-prefix)(?= )",
        r"maximum-paths(?: ibgp)?(?= )",
        r"redistribute (?:ipv[46] )?(?:(?:ospf|ospf6|table|table-direct) \d+|\S+)(?: level-\d)?(?= |$)",
        r"set (?:metric|local-preference|origin|weight|tag|ip next-hop)(?= )",
        r"on-match(?= )",
    ),
    # With BGP a line of redistribution keeps the options that another one does not name; elsewhere it replaces.
    plural=((r"router bgp |address-family ", r"redistribute "),),
    optional=(r"redistribute (?:(?:ospf|table|table-direct) \d+|\S+)(?= |$)",),
    option_words="metric route-map",
    flat=(
        (r"bgp as-path access-list \S+(?= (?:permit|deny) )", ""),
        (r"bgp community-list (?:(?:standard|expanded) )?\S+(?= (?:permit|deny) )", ""),
        (r"access-list \S+(?= (?:permit|deny) )", ""),
    ),
    whole=(r"neighbor \S+",),
    whole_in=r"router bgp ",
    births=(r"neighbor \S+ (?:remote-as|peer-group|interface) ",),
    opens=(
        (r"$", r"interface |router |route-map |vrf |bfd$|pbr-map |nexthop-group |key chain |mpls ldp$|rpki$"),
        (r"router |mpls ldp", r"address-family "),
        (r"bfd", r"peer |profile "),
        (r"address-family ", r"vni \d"),
    ),
    closing=(
        (r"address-family ", "exit-address-family"),
        (r"vrf ", "exit-vrf"),
        (r"vni ", "exit-vni"),
        (r"", "exit"),
    ),
    entry=(
        r"(?:ip|ipv6) prefix-list \S+ seq \d+(?= )",
        r"(?:ipv6 |mac |)access-list \S+ seq \d+(?= )",
        r"bgp (?:as-path access-list|(?:community|large-community|extcommunity)-list \S+) \S+ seq \d+(?= )",
    ),
    noise=r"end$|exit$|Building configuration|Current configuration|frr version |#",
    preface=r"frr version ",
    definitions=(
        r"vrf ",
        r"(?:ipv6 |mac |)access-list ",
        r"(?:ip|ipv6) prefix-list ",
        r"bgp (?:as-path access-list|community-list|large-community-list|extcommunity-list) ",
        r"nexthop-group ",
        r"route-map ",
        r"pbr-map ",
        r"key chain ",
    ),
    uses_last=(r"router ", r"line "),
    emptied=(r"interface ", r"line vty$", r"address-family "),
    bare_no=(
        r"description(?= )",
        r"(?:enable )?password(?= )",
        r"set (?:as-path prepend|table)(?= )",
        r"on-match goto(?= )",
        r"maximum-paths(?: ibgp)?(?= )",
        r"area \S+ stub(?= no-summary)",
        r"(?:log-adjacency-changes|area-password|domain-password)(?= )",
    ),
    negated_shown="{line}",
    shown_no=(
        r"bgp (?:default ipv4-unicast|ebgp-requires-policy|network import-check|suppress-duplicates)$",
        r"(?:ip|ipv6) forwarding$",
        r"neighbor \S+ activate$",
        r"passive-interface \S+$",
        r"ip ospf passive$",
        r"zebra nexthop kernel enable$",
    ),
    silent=(r"bgp (?:default ipv4-unicast|ebgp-requires-policy)$", r"no shutdown$"),
)
