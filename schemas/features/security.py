"""Who may do what: access to the device itself, and hosts on its ports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import words
from schemas.declared import What
from schemas.feature import Feature


class VtyLine(Feature):
    """Lines that people log in on, where a device has several ranges of them."""

    KEY: ClassVar[tuple[str, ...]] = ("first", "last")
    feature: Literal["vty_line"] = "vty_line"
    """Which feature this is."""
    first: int
    """Number of the first line."""
    last: int
    """Number of the last line."""
    acl: str = ""
    """Filter on who may log in."""
    transport: str = ""
    """Protocols that people may log in by."""


class ManagementAccess(Feature):
    """Who may log in to the device over the network."""

    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("service", "services"),
        ("filter", "acl"),
        ("interface", "loopbacks"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "bound", "interface": "bound"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:line vty|management ssh|ssh).*", r".*access-(?:class|group) {acl}.*")
    feature: Literal["management_access"] = "management_access"
    """Which feature this is."""
    acl: str = ""
    """Name of the filter."""
    ssh_only: bool = False
    """That no other protocol is taken."""

    @property
    def services(self) -> tuple[str, ...]:
        """Lines that people log in on."""
        return ("vendorFamily * lines *", "vendorFamily * ssh *")

    @property
    def bound(self) -> tuple[str, ...]:
        """The filter that is bound, and the protocols that are taken."""
        transports = ("=ssh", "=-*") if self.ssh_only else ()
        return (*words(self.acl), "incomingfilter=*", *transports)

    @property
    def loopbacks(self) -> tuple[str, ...]:
        """Where a filter for the device itself may be bound."""
        return ("lo0", "lo0.0")


class SnmpGroup(Feature):
    """A group of SNMP version 3 users."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"), ("process", "servers"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*snmp.*",)
    feature: Literal["snmp_group"] = "snmp_group"
    """Which feature this is."""
    name: str
    """Of the group."""
    level: Literal["", "auth", "priv"] = ""
    """Signed, or signed and encrypted."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("snmp*", "vendorFamily * snmp*")

    @property
    def servers(self) -> tuple[str, ...]:
        """That the device answers at all."""
        return ("snmpServer *",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", "*=")


class SnmpUser(Feature):
    """An SNMP version 3 user; the secrets are placeholders."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)
    ECHOES: ClassVar[tuple[str, ...]] = ("auth_secret", "priv_secret")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"), ("process", "servers"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*snmp.*",)
    feature: Literal["snmp_user"] = "snmp_user"
    """Which feature this is."""
    name: str
    """Of the user."""
    group: str = ""
    """Its group."""
    auth: Literal["", "sha", "sha256"] = ""
    """How messages are signed."""
    auth_secret: str = ""
    """Stands for the secret that signs."""
    priv: Literal["", "aes128"] = ""
    """How messages are encrypted."""
    priv_secret: str = ""
    """Stands for the secret that encrypts."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("snmp*", "vendorFamily * snmp*")

    @property
    def servers(self) -> tuple[str, ...]:
        """That the device answers at all."""
        return ("snmpServer *",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", "*=")


class AaaServer(Feature):
    """A server that says who may log in; the key is a placeholder."""

    KEY: ClassVar[tuple[str, ...]] = ("protocol", "address")
    ECHOES: ClassVar[tuple[str, ...]] = ("key_secret", "name")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:tacacs|tacplus|radius).*",)
    feature: Literal["aaa_server"] = "aaa_server"
    """Which feature this is."""
    protocol: Literal["tacacs", "radius"]
    """TACACS+ or RADIUS."""
    address: str
    """Of the server."""
    name: str = ""
    """For people, where the platform names servers."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    key_secret: str = ""
    """Stands for the shared key."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("tacacsServers", f"vendorFamily * tacplusServers {self.address} *")

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", *words(self.address, self.name))


class PortSecurity(Feature):
    """How many hosts may be on a port."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    LINES: ClassVar[tuple[str, ...]] = (r".*{interface}.*(?:port-security|mac-limit).*", r"feature port-security")
    feature: Literal["port_security"] = "port_security"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    on: bool = False
    """That hosts are counted."""
    maximum: int | None = None
    """Hosts."""
    violation: Literal["", "protect", "restrict", "shutdown"] = ""
    """What happens to one more."""


class DhcpSnooping(Feature):
    """VLANs whose DHCP servers are checked."""

    LINES: ClassVar[tuple[str, ...]] = (r".*(?:dhcp snooping|dhcp-security).*", r"feature dhcp")
    feature: Literal["dhcp_snooping"] = "dhcp_snooping"
    """Which feature this is."""
    on: bool = False
    """That it runs."""
    vlans: str = ""
    """Compact ranges."""


class DhcpTrust(Feature):
    """A port that DHCP servers may be behind."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    LINES: ClassVar[tuple[str, ...]] = (r".*dhcp snooping trust", r"feature dhcp")
    feature: Literal["dhcp_trust"] = "dhcp_trust"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    trusted: bool = False
    """That it is trusted."""
