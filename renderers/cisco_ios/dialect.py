"""How Cisco IOS and IOS-XE configurations are compared and ordered."""

from __future__ import annotations

from renderers.dialect import Dialect

DIALECT = Dialect(
    single=(
        r"description(?= )",
        r"hostname(?= )",
        r"banner (?:login|motd|exec|incoming)(?=\s|$)",
        r"version(?= )",
        r"mtu(?= )",
        r"speed(?= )",
        r"duplex(?= )",
        r"bandwidth(?= )",
        r"name(?= )",
        r"ip address(?= (?!.* secondary$))",
        r"vrf forwarding(?= )",
        r"switchport (?:mode|access vlan|voice vlan|trunk native vlan)(?= )",
        r"ip ospf cost(?= )",
        r"(?:bgp |)router-id(?= )",
        r"neighbor \S+ (?:remote-as|description|update-source|peer-group|ebgp-multihop)(?= )",
        r"spanning-tree mode(?= )",
        r"ip domain[ -]name(?= )",
        r"enable secret(?= )",
    ),
    lists=(r"switchport trunk allowed vlan",),
    numbered=(r"ip access-list (?:extended|standard) ", r"ipv6 access-list "),
    unnumbered=(r"ip access-list (?:extended|standard) ",),
    resequence="ip access-list resequence {name} {first} {step}",
    flat=(
        (r"access-list (?:1\d\d|2[0-6]\d\d)(?= )", "ip access-list extended"),
        (r"access-list (?:\d\d?|1[3-9]\d\d)(?= )", "ip access-list standard"),
        (r"ip as-path access-list \d+", ""),
        (r"ip community-list (?:(?:standard|expanded) )?\S+(?= permit| deny)", ""),
    ),
    whole=(r"neighbor \S+",),
    whole_in=r"router bgp |address-family \S+ (?:unicast )?vrf ",
    opens=(
        (r"$", r"interface |vlan [\d,-]+$|router |route-map |vrf definition |ip vrf (?!forwarding)|line "),
        (r"$", r"ip access-list (?:extended|standard) |ipv6 access-list |class-map |policy-map "),
        (r"router |vrf definition ", r"address-family "),
    ),
    closing=((r"address-family ", "exit-address-family"),),
    entry=(r"(?:ip|ipv6) prefix-list \S+ seq \d+(?= )",),
    noise=r"end$|boot-(?:start|end)-marker$|Building configuration|Current configuration|(?:Last|NVRAM) config",
    definitions=(
        r"vrf definition |ip vrf (?!forwarding)",
        r"vlan [\d,-]+$",
        r"ip access-list |access-list |ipv6 access-list ",
        r"ip prefix-list |ipv6 prefix-list ",
        r"ip (?:community-list|as-path access-list|extcommunity-list) ",
        r"route-map ",
        r"class-map ",
        r"policy-map ",
        r"interface Port-channel",
        r"interface Loopback",
    ),
    uses_last=(r"router ", r"line "),
    default_headers=(r"interface (?!Loopback|Vlan|Tunnel|Port-channel)[A-Za-z-]+[\d/]+$",),
    resets=((r"(?:no )?(?:ip )?vrf forwarding", r"ip address |ipv6 address "),),
    banners=((r"banner \S+ (\^C|\S)", r"{1}"),),
)
