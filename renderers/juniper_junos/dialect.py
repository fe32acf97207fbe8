"""Dialect of Junos, for merging and deriving: which words take names, one value, or several, and where order counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a statement's keyword; without any of it, nothing is."""

    names: int = 0
    """How many words after it name an entry, as in `term T`."""
    one: bool = False
    """Holds one value: a new one replaces it."""
    many: bool = False
    """Holds several values, written `[ a b ]`."""
    ordered: bool = False
    """The order of its entries or values counts."""
    block: bool = False
    """Holds other statements, or entries in braces of its own, as `vlans { NAME; }`."""


UNKNOWN = Fact()
_NAME = Fact(names=1)
_ONE = Fact(one=True)
_MANY = Fact(many=True)
_BLOCK = Fact(block=True)
_COLLECTION = Fact(names=1, block=True)

_TABLE: tuple[tuple[Fact, str], ...] = (
    (_COLLECTION, "groups interfaces vlans routing-instances logical-systems tenants bridge-domains source-address"),
    (_COLLECTION, "destination-address source-prefix-list destination-prefix-list as-path-group"),
    (
        _NAME,
        "unit family group neighbor area interface vlan filter policer prefix-list policy-statement community as-path "
        "address route user file archive-sites server radius-server tacplus-server fpc pic port-range instance "
        "rib rib-groups security-zone from-zone to-zone proposal gateway vpn pool policy-map trusted trap-group "
        "scheduler forwarding-class scheduler-map interface-range virtual-address vrrp-group label-switched-path path "
        "isis-level level host client-list snmp-community view event-options condition template color bridge-domain "
        "address-set application application-set address-book profile ike-policy storm-control-profiles peer-group "
        "dynamic-profiles default-gateway qualified-next-hop",
    ),
    (Fact(names=1, ordered=True), "term rule rule-set policy"),
    (Fact(names=2), "route-filter source-address-filter"),
    (
        _ONE,
        "host-name domain-name description vlan-id native-vlan-id interface-mode port-mode mtu speed link-mode "
        "encapsulation autonomous-system router-id peer-as local-address local-preference type cluster hold-time "
        "instance-type route-distinguisher vrf-target metric preference maximum l3-interface "
        "encrypted-password full-name uid time-zone root-login protocol-version version location contact next-table "
        "minimum-interval multiplier hello-interval dead-interval retransmit-interval interface-type routing-instance "
        "bandwidth-limit burst-size-limit input output origin bridge-priority "
        "virtual-gateway-address vni apply-path vlan-range dscp-code-point link-speed minimum-links",
    ),
    (
        _MANY,
        "members protocol port source-port destination-port icmp-type icmp-code protocol-except next-hop tcp-flags "
        "next-header payload-protocol authentication-order vlan-id-list dscp prefix-list-name area-range permissions",
    ),
    (
        Fact(many=True, ordered=True),
        "import export vrf-import vrf-export apply-groups apply-groups-except import-rib input-list output-list "
        "import-policy export-policy name-server-order",
    ),
    (
        _BLOCK,
        "system chassis protocols firewall policy-options routing-options forwarding-options security services snmp "
        "class-of-service switch-options access applications bgp ospf ospf3 isis ldp mpls rsvp lldp lldp-med rstp mstp "
        "igmp-snooping from then match static defaults prefix-limit unicast multicast login syslog ntp "
        "root-authentication nat policies zones storm-control ether-options gigether-options aggregated-ether-options "
        "802.3ad bfd-liveness-detection voip igmp pim evpn vxlan accounting poe console ssh netconf "
        "ethernet-switching-options",
    ),
)
_FACTS = {word: fact for fact, words in _TABLE for word in words.split()}
_AFTER: dict[tuple[str, str], Fact] = {
    ("ethernet-switching", "vlan"): _BLOCK,
    ("bridge", "vlan"): _BLOCK,
    ("then", "community"): Fact(names=2),
    ("then", "policer"): _ONE,
    ("then", "as-path-prepend"): _ONE,
    ("from", "community"): _MANY,
    ("from", "as-path"): _MANY,
    ("from", "family"): _ONE,
    ("from", "area"): _ONE,
    ("from", "address"): _COLLECTION,
    ("from", "neighbor"): _MANY,
    ("from", "interface"): _MANY,
    ("from", "policy"): _MANY,
    ("from", "prefix-list"): _COLLECTION,
    ("match", "source-address"): _MANY,
    ("match", "destination-address"): _MANY,
    ("match", "application"): _MANY,
    ("voip", "interface"): _NAME,
    ("ether-options", "802.3ad"): _ONE,
    ("gigether-options", "802.3ad"): _ONE,
    ("then", "forwarding-class"): _ONE,
    ("then", "routing-instance"): _ONE,
}
"""What a word means right after another one."""
_WITHIN: dict[tuple[str, str], Fact] = {
    ("interfaces", "filter"): _BLOCK,
    ("interfaces", "address"): _NAME,
    ("interfaces", "vlan"): _BLOCK,
    ("vlans", "interface"): Fact(many=True),
    ("vlans", "filter"): _BLOCK,
    ("vlans", "vlan-id"): _ONE,
    ("forwarding-options", "filter"): _BLOCK,
    ("routing-options", "policy"): Fact(many=True, ordered=True),
    ("protocols", "rule"): _NAME,
    ("protocols", "type"): _ONE,
    ("protocols", "authentication-key"): _ONE,
    ("snmp", "community"): _NAME,
    ("security", "rule"): Fact(names=1, ordered=True),
    ("applications", "protocol"): _ONE,
}
"""What a word means inside a top-level section."""
BESIDE = frozenset(("loops", "asdot-notation", "private", "alias", "no-prepend-global-as", "import", "export", "auto"))
"""Words that stand beside the one value of a statement."""
ANYWHERE = frozenset(("apply-groups", "apply-groups-except"))
"""Keywords that may stand where a name is expected."""
EXCLUSIVE: tuple[tuple[str, frozenset[str]], ...] = (
    ("then", frozenset(("accept", "reject", "discard", "next"))),
    ("route", frozenset(("next-hop", "discard", "reject", "receive", "next-table"))),
)
"""Statements of which one excludes the others: the block's keyword, and the words."""
COLLECTED = frozenset(("groups", "interfaces", "vlans", "routing-instances", "logical-systems", "bridge-domains"))
"""Collections whose entries are blocks of statements."""
SHORT: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("firewall", "family", "inet", "filter"), ("firewall", "filter")),
)
"""Lists that may be written in a second way: the full path, and the short one that means the same."""
DEFINITIONS: tuple[str, ...] = ("groups", "applications", "policy-options", "firewall", "vlans", "interfaces")
"""Sections that others refer to, in the order of definition; `system` and the rest use them."""


def fact(section: str, before: str, word: str) -> Fact:
    """Return what is known of a keyword, by the top-level section and the word before it."""
    return _WITHIN.get((section, word)) or _AFTER.get((before, word)) or _FACTS.get(word, UNKNOWN)


def rank(section: str) -> int:
    """Return the place of a top-level section in the order of definition."""
    return DEFINITIONS.index(section) if section in DEFINITIONS else len(DEFINITIONS)
