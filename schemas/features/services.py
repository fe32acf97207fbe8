"""Services that a device uses: time, names, logs; and what it says to people who log in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import words
from schemas.declared import What
from schemas.feature import Feature


class NtpServer(Feature):
    """A server that the device takes its time from."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf", "address")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:ntp|server).* {address}(?: .*)?",)
    feature: Literal["ntp_server"] = "ntp_server"
    """Which feature this is."""
    address: str
    """Of the server."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    prefer: bool = False
    """Taken before others."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("ntpServers", f"vendorFamily * ntp servers {self.address} *")

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", "*.prefer=*", *words(self.address))


class DnsServers(Feature):
    """Servers that names are resolved by."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf",)
    ADDS: ClassVar[tuple[str, ...]] = ("servers",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*name-server.*",)
    feature: Literal["dns_servers"] = "dns_servers"
    """Which feature this is."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    servers: tuple[str, ...] = ()
    """Addresses, in the order in which they are asked; those that are there come first."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("dnsServers",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return words(*self.servers)


class DnsDomain(Feature):
    """The domain that short names belong to."""

    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*domain[ -]?(?:name)?.* {name}",)
    feature: Literal["dns_domain"] = "dns_domain"
    """Which feature this is."""
    name: str = ""
    """Such as example.net."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("domainName",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return (*words(self.name), "=-*")


class SyslogServer(Feature):
    """A server that messages are sent to."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf", "address")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:logging|syslog).* {address}(?: .*)?", r".*host {address}.*")
    feature: Literal["syslog_server"] = "syslog_server"
    """Which feature this is."""
    address: str
    """Of the server."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    port: int | None = None
    """UDP port; None is 514."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("loggingServers", f"vendorFamily * logging *{self.address}*")

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", *words(self.address))


class Banner(Feature):
    """What the device says to people."""

    KEY: ClassVar[tuple[str, ...]] = ("where",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("service", "services"),)
    ASPECTS: ClassVar[Mapping[str, str]] = {"service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:banner|login|message|announcement).*",)
    feature: Literal["banner"] = "banner"
    """Which feature this is."""
    where: Literal["login", "motd"]
    """Before the password is asked for, or after."""
    lines: tuple[str, ...] = ()
    """The text, one line each."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it."""
        return ("vendorFamily * banners *",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", "=*")


class DhcpRelay(Feature):
    """An interface that passes requests for addresses on to servers."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    ADDS: ClassVar[tuple[str, ...]] = ("servers",)
    ECHOES: ClassVar[tuple[str, ...]] = ("profile",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"), ("service", "services"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "said", "service": "said"}
    LINES: ClassVar[tuple[str, ...]] = (
        r"dhcp ipv4(?: / .*)?",
        r".*{interface}.*(?:helper-address|relay|interface|server-group).*",
        r"(?:feature dhcp|service dhcp|ip dhcp relay)",
    )
    feature: Literal["dhcp_relay"] = "dhcp_relay"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    servers: tuple[str, ...] = ()
    """Addresses of the servers."""
    profile: str = ""
    """What holds the servers, where an interface names such a thing; read, never asked for."""

    @property
    def services(self) -> tuple[str, ...]:
        """Where the analyzer keeps it, beside the interface."""
        return ("vendorFamily * dhcp*",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of it differs."""
        return ("new", *words(*self.servers))
