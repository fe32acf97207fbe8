"""Behaviour of Junos, for playing commands: which statements replace, keep their place, remain when emptied, and refer.

Written apart from the dialect that derives commands, so that the proof does not repeat its mistakes. Patterns are
words of a path, `*` for any word and a leading `**` for any beginning.
"""

from __future__ import annotations

SINGLE: tuple[str, ...] = (
    "version",
    "system host-name",
    "system domain-name",
    "system time-zone",
    "system root-authentication encrypted-password",
    "system login user * class",
    "system login user * uid",
    "system login user * full-name",
    "** authentication encrypted-password",
    "** services ssh root-login",
    "** description",
    "** unit * vlan-id",
    "** interfaces * mtu",
    "** interfaces * speed",
    "** interfaces * encapsulation",
    "** interfaces * native-vlan-id",
    "** interfaces * link-mode",
    "** unit * encapsulation",
    "** family * mtu",
    "** family * filter input",
    "** family * filter output",
    "** ethernet-switching interface-mode",
    "** ethernet-switching port-mode",
    "** ether-options 802.3ad",
    "vlans * vlan-id",
    "vlans * l3-interface",
    "** voip interface * vlan",
    "** routing-options autonomous-system",
    "** routing-options router-id",
    "** static route * preference",
    "** static route * metric",
    "** static route * next-table",
    "** bgp local-address",
    "** bgp local-as",
    "** bgp hold-time",
    "** bgp group * type",
    "** bgp group * peer-as",
    "** bgp group * local-address",
    "** bgp group * local-as",
    "** bgp group * hold-time",
    "** bgp group * authentication-key",
    "** bgp group * cluster",
    "** neighbor * peer-as",
    "** neighbor * local-address",
    "** neighbor * local-as",
    "** neighbor * hold-time",
    "** neighbor * authentication-key",
    "** prefix-limit maximum",
    "** ssh protocol-version",
    "** vni",
    "** prefix-list * apply-path",
    "** retransmit-interval",
    "vlans * vlan-range",
    "** minimum-links",
    "** link-speed",
    "** dscp-code-point",
    "** bfd-liveness-detection minimum-interval",
    "** bfd-liveness-detection multiplier",
    "** address * virtual-gateway-address",
    "** gigether-options 802.3ad",
    "** bridge-priority",
    "** port * speed",
    "** external type",
    "** if-exceeding bandwidth-limit",
    "** if-exceeding burst-size-limit",
    *(
        f"** {protocol} area * interface * {word}"
        for protocol in ("ospf", "ospf3")
        for word in ("metric", "priority", "interface-type", "hello-interval", "dead-interval", "transit-delay")
    ),
    *(
        f"** isis interface * level * {word}"
        for word in ("metric", "te-metric", "priority", "hello-interval", "hold-time")
    ),
    "** isis interface * level * ipv6-unicast-metric",
    "** isis interface * level * ipv6-unicast metric",
    "** isis interface * max-hello-size",
    "** isis level * preference",
    "** isis level * external-preference",
    "** ospf preference",
    "** ospf external-preference",
    "** ospf reference-bandwidth",
    "** isis reference-bandwidth",
    "** bgp preference",
    "** bgp group * preference",
    "** neighbor * preference",
    "** bgp local-preference",
    "** bgp group * local-preference",
    "** neighbor * local-preference",
    "** bgp cluster",
    "** bgp group * metric-out",
    "** neighbor * metric-out",
    "** from metric",
    "** from local-preference",
    "** then preference",
    "** vrrp-group * priority",
    "** vrrp-group * hold-time",
    "** rip group * metric-out",
    "** rip group * preference",
    "** ldp interface * hold-time",
    "** ldp interface * hello-interval",
    "** ldp preference",
    "** label-switched-path * metric",
    "** label-switched-path * preference",
    "** label-switched-path * hold-time",
    "** igmp interface * version",
    "** trap-group * version",
    "** services web-management https port",
    "** static defaults metric",
    "** static defaults preference",
    "** aggregate defaults metric",
    "** aggregate defaults preference",
    "** aggregate route * preference",
    "** aggregate route * metric",
    "** generate route * preference",
    "** then local-preference",
    "** then metric",
    "** then origin",
    "** then policer",
    "** then routing-instance",
    "** then forwarding-class",
    "** then as-path-prepend",
    "** from family",
    "** from area",
    "routing-instances * instance-type",
    "** route-distinguisher",
    "** vrf-target",
    "snmp location",
    "snmp contact",
)
"""Leaves with one value: setting another one replaces it."""

BESIDE = frozenset(("loops", "asdot-notation", "private", "alias", "no-prepend-global-as", "import", "export", "auto"))
"""Words that stand beside the one value of a leaf, as in `autonomous-system loops 2`."""

ORDERED: tuple[str, ...] = (
    "** policy-statement * term",
    "** filter * term",
    "** rule * term",
    "security ** policy",
    "security ** rule",
    "security nat * rule-set",
    "** aggregate route * policy",
    "** generate route * policy",
    "** import",
    "** export",
    "** vrf-import",
    "** vrf-export",
    "** import-rib",
    "** apply-groups",
    "** apply-groups-except",
    "** input-list",
    "** output-list",
)
"""Statements whose entries or values take effect in their order: `insert` moves them, and the proof compares it."""

ENTRIES: tuple[str, ...] = (
    "interfaces *",
    "groups *",
    "vlans *",
    "routing-instances *",
    "logical-systems *",
    "** unit *",
    "** family *",
    "** bgp group *",
    "** neighbor *",
    "** address *",
    "** area *",
    "** protocols ldp interface *",
    "** protocols mpls interface *",
    "** area * interface *",
    "** route *",
    "** qualified-next-hop *",
    "** rib *",
    "** policy-statement *",
    "** term *",
    "** filter *",
    "** policer *",
    "** prefix-list *",
    "** source-prefix-list *",
    "** destination-prefix-list *",
    "** source-address *",
    "** destination-address *",
    "** login user *",
    "** syslog file *",
    "** syslog user *",
    "** syslog host *",
    "** security-zone *",
    "** security-zone * interfaces *",
    "** rule *",
    "** rule-set *",
    "** policy *",
    "** from-zone * to-zone *",
    "** voip interface *",
    "** as-path-group *",
    "policy-options community *",
    "policy-options as-path *",
    "system login class *",
    "** server *",
    "** protocols isis interface *",
    "** isis interface *",
    "** isis interface * level *",
    "** isis level *",
    "** protocols * interface *",
    "** rip group *",
    "** label-switched-path *",
    "** interface-range *",
    "** application *",
    "** application-set *",
    "** address-book *",
    "** address-set *",
    "** pool *",
    "** vpn *",
    "** gateway *",
    "** proposal *",
    "** instance *",
    "** rib-groups *",
    "** vrrp-group *",
    "** scheduler-map *",
    "** forwarding-class *",
    "snmp view *",
    "snmp community *",
    "snmp v3 vacm access group *",
    "** storm-control-profiles *",
    "** vstp vlan *",
)
"""Entries that stay, empty, when what stands below them is deleted; every other emptied statement goes."""

UNNAMED: tuple[str, ...] = (
    "** unit",
    "** family",
    "** policy-statement",
    "** term",
    "** bgp group",
    "** neighbor",
    "** static route",
    "** prefix-list",
    "firewall policer",
)
"""Lists whose entries are deleted by name only; `delete` without a name is refused."""

NOT_ENTRIES: tuple[str, ...] = (
    "** unit * family * filter",
    "** from family",
    "** from prefix-list",
    "** from neighbor",
)
"""Exceptions to the two above: here the word is no list of entries."""

CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("** then", ("accept", "reject", "discard", "next")),
    ("** static route *", ("next-hop", "discard", "reject", "receive", "next-table")),
)
"""Statements that push each other out of a block."""

REFERENCES: tuple[tuple[str, str], ...] = (
    ("interfaces * unit * family inet filter input @", "firewall family inet filter @|firewall filter @"),
    ("interfaces * unit * family inet filter output @", "firewall family inet filter @|firewall filter @"),
    ("interfaces * unit * family inet filter input-list @", "firewall family inet filter @|firewall filter @"),
    ("interfaces * unit * family inet filter output-list @", "firewall family inet filter @|firewall filter @"),
    ("interfaces * unit * family inet6 filter input @", "firewall family inet6 filter @"),
    ("interfaces * unit * family inet6 filter output @", "firewall family inet6 filter @"),
    ("interfaces * unit * family ethernet-switching filter input @", "firewall family ethernet-switching filter @"),
    ("** bgp import @", "policy-options policy-statement @"),
    ("** bgp export @", "policy-options policy-statement @"),
    ("** bgp group * import @", "policy-options policy-statement @"),
    ("** bgp group * export @", "policy-options policy-statement @"),
    ("** neighbor * import @", "policy-options policy-statement @"),
    ("** neighbor * export @", "policy-options policy-statement @"),
    ("** ospf export @", "policy-options policy-statement @"),
    ("** ospf import @", "policy-options policy-statement @"),
    ("** isis export @", "policy-options policy-statement @"),
    ("** forwarding-table export @", "policy-options policy-statement @"),
    ("routing-instances * vrf-import @", "policy-options policy-statement @"),
    ("routing-instances * vrf-export @", "policy-options policy-statement @"),
    ("** from prefix-list @", "policy-options prefix-list @"),
    ("** from source-prefix-list @", "policy-options prefix-list @"),
    ("** from destination-prefix-list @", "policy-options prefix-list @"),
    ("** from prefix-list-filter @", "policy-options prefix-list @"),
    ("** policy-statement * term * from community @", "policy-options community @"),
    ("** policy-statement * from community @", "policy-options community @"),
    ("** then community * @", "policy-options community @"),
    ("** from as-path @", "policy-options as-path @"),
    ("** then policer @", "firewall policer @"),
    ("** then routing-instance @", "routing-instances @"),
    ("** ethernet-switching vlan members @", "vlans @"),
    ("** voip interface * vlan @", "vlans @"),
    ("vlans * l3-interface @", "interfaces @"),
    ("** apply-groups @", "groups @"),
)
"""Where a name is used, and where it must be defined (alternatives by `|`); `@` is the name."""

BUILT_IN = frozenset(("all", "default", "junos-defaults", "mgmt_junos"))
"""Names that need no definition."""

LISTS: tuple[str, ...] = (
    "** members",
    "** from protocol",
    "** from port",
    "** from source-port",
    "** from destination-port",
    "** from community",
    "** from interface",
    "** authentication-order",
    "** vlan-id-list",
)
"""Further statements written with `[ a b ]`; those of ORDERED that hold values are, too."""

ONE_LINE: tuple[str, ...] = ("** term * then", "policy-options policy-statement * then")
"""Statements written on one line with the only word that stands below them: `then accept;`."""

COLLECTIONS = frozenset(
    ("interfaces", "groups", "vlans", "routing-instances", "logical-systems", "source-address", "destination-address")
)
"""Lists whose entries stand in one pair of braces."""

SESSIONS = frozenset(
    (
        *("peer-as", "local-as", "local-address", "type", "authentication-key", "hold-time", "family", "cluster"),
        *("multihop", "disable", "passive"),
    )
)
"""Statements of a BGP process, group or neighbour whose change resets sessions."""
