"""How Arista EOS configurations are compared and ordered."""

from __future__ import annotations

from renderers.dialect import Dialect

DIALECT = Dialect(
    single=(
        r"description(?= )",
        r"hostname(?= )",
        r"banner (?:login|motd|exec|incoming)(?=\s|$)",
        r"mtu(?= )",
        r"speed(?= )",
        r"name(?= )",
        r"ip address(?= (?!virtual |.* secondary$))",
        r"ip address virtual(?= (?!source-nat ))",
        r"vrf(?= \S+$)",
        r"switchport (?:mode|access vlan|trunk native vlan)(?= )",
        r"channel-group(?= )",
        r"router-id(?= )",
        r"maximum-paths(?= )",
        r"neighbor \S+ (?:remote-as|description|update-source|maximum-routes|ebgp-multihop|peer group)(?= )",
        r"spanning-tree mode(?= )",
        r"dns domain(?= )",
    ),
    lists=(r"switchport trunk allowed vlan",),
    numbered=(r"(?:ip|ipv6|mac) access-list ", r"ip prefix-list \S+$", r"ipv6 prefix-list \S+$"),
    whole=(r"neighbor (?!default )\S+",),
    whole_in=r"router |vrf ",
    opens=(
        (r"$", r"interface |vlan [\d,-]+$|router |route-map |vrf instance |(?:ip|ipv6|mac) access-list |peer-filter "),
        (r"router ", r"vrf |vlan |vlan-aware-bundle |address-family "),
        (r"vrf ", r"address-family "),
    ),
    flat=((r"ip as-path access-list \S+", ""), (r"ip community-list (?:\S+ )?\S+(?= permit| deny)", "")),
    entry=(r"(?:ip|ipv6) prefix-list \S+ seq \d+(?= )",),
    noise=r"end$|Building configuration|Current configuration|(?:Last|NVRAM) config",
    definitions=(
        r"vrf instance ",
        r"vlan ",
        r"(?:ip|ipv6|mac) access-list ",
        r"ip prefix-list ",
        r"ipv6 prefix-list ",
        r"ip (?:community-list|as-path access-list|extcommunity-list) ",
        r"route-map ",
        r"peer-filter ",
        r"class-map ",
        r"policy-map ",
        r"interface Port-Channel",
        r"interface Loopback",
    ),
    uses_last=(r"router ", r"management "),
    default_headers=(r"interface (?:Ethernet|Management)[\d/]+$",),
    resets=((r"(?:no )?vrf \S+$", r"ip address |ipv6 address "),),
    banners=((r"banner \S+$", r"^EOF$"),),
)
