"""How Cisco IOS XR configurations are compared and ordered."""

from __future__ import annotations

from renderers.dialect import Dialect, Gathered

_POLICY = r"route-policy [^\s(]+"
_SET = r"(?:prefix|community|as-path|large-community|rd|ospf-area|etag|tag)-set \S+|extcommunity-set \S+ \S+"

DIALECT = Dialect(
    single=(
        r"description(?= )",
        r"hostname(?= )",
        r"domain name(?= )",
        r"(?:mtu|speed|duplex|bandwidth|vrf|cost|metric|priority)(?= \S+$)",
        r"network(?= (?:point-to-|broadcast|non-broadcast))",
        r"ipv4 address(?= (?!.* secondary$))",
        r"bundle id(?= )",
        r"mlacp iccp-group(?= )",
        r"interface \S+ relay profile(?= )",
        r"address(?= \d+\.\d+\.\d+\.\d+$)",
        r"encapsulation dot1q(?= )",
        r"load-interval(?= )",
        r"bfd (?:minimum-interval|multiplier|fast-detect)(?= |$)",
        r"(?:secret|password|exec-timeout|session-limit)(?= )",
        r"(?:bgp |ospf |)router-id(?= )",
        r"(?:remote-as|update-source|local-as|ebgp-multihop|maximum-prefix)(?= )",
        r"use (?:neighbor-group|session-group|af-group)(?= )",
        r"redistribute \S+(?= route-policy )",
        r"auto-cost reference-bandwidth(?= )",
        _POLICY,
        _SET,
        r"group \S+(?=\n)",
        r"banner \S+",
    ),
    objects=(r"vrf \S+$",),
    other_forms=(
        (
            r"^((?:interface|router|vrf|class-map|policy-map) \S.*)\n\1 \S",
            "this is `show running-config formal`; give the text of `show running-config`",
        ),
    ),
    sided=(r"(?:ipv4|ipv6) access-group(?= )", r"route-policy(?= .* (?:in|out)$)", r"access-class(?= )"),
    numbered=(r"(?:ipv4|ipv6) access-list ",),
    whole=(r"neighbor \S+",),
    whole_in=r"router bgp |vrf ",
    opens=(
        (r"$", r"interface |router |vrf |(?:ipv4|ipv6) access-list \S+$|class-map |policy-map |l2vpn$|line "),
        (r"router |vrf |neighbor|area |address-family ", r"address-family |neighbor \S+$|neighbor-group |area \S+$"),
        (r"router |vrf |area |address-family ", r"interface \S+$"),
        (r"router ", r"vrf |session-group |af-group "),
        (r"interface ", r"address-family "),
        (r"address-family ", r"(?:hsrp|vrrp) \d+"),
        (r"$", r"dhcp ipv[46]$|redundancy$"),
        (r"dhcp ipv", r"profile \S+ \S+$"),
        (r"redundancy", r"iccp$"),
        (r"iccp", r"group \d+$"),
        (r"l2vpn|bridge group |bridge-domain |xconnect ", r"bridge group |bridge-domain |xconnect |p2p |interface "),
        (r"bridge-domain |p2p ", r"(?:neighbor|interface|routed interface) \S"),
        (r"policy-map ", r"class "),
    ),
    closing=((r"class-map ", "end-class-map"), (r"policy-map ", "end-policy-map")),
    noise=r"end$|Building configuration",
    definitions=(
        r"vrf ",
        rf"{_SET}",
        _POLICY,
        r"object-group ",
        r"(?:ipv4|ipv6) access-list ",
        r"class-map ",
        r"policy-map ",
        r"key chain ",
        r"interface Bundle-Ether",
        r"interface Loopback",
    ),
    uses_last=(r"router ", r"line "),
    negated_shown="{line}",
    banners=(
        (r"route-policy \S", r"^end-policy\b"),
        (rf"(?:{_SET})$", r"^end-set\b"),
        (r"group \S+$", r"^end-group\b"),
        (r"banner \S+ (\S)", r"{1}"),
    ),
    gathered=(
        Gathered(r"prefix-set \S+", "end-set"),
        Gathered(r"route-policy [^\s(]+", "end-policy", r"# term (\d+)\b"),
    ),
    shown_no=(),
    silent=(),
)
