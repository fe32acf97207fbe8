"""Names of TCP and UDP ports and of protocols, as devices write them, by number.

Sources: IANA service names, and the keywords that Cisco IOS, NX-OS, IOS XR, Arista EOS and Junos show for them.
A name that means another number under UDP than under TCP is in the table of its protocol only.
"""

from __future__ import annotations

_BOTH = {
    "bgp": 179,
    "cvx": 9979,
    "discard": 9,
    "dns": 53,
    "domain": 53,
    "echo": 7,
    "ekshell": 2106,
    "http": 80,
    "https": 443,
    "imap": 143,
    "kerberos-sec": 88,
    "ldap": 389,
    "ldaps": 636,
    "ldp": 646,
    "msdp": 639,
    "netbios-dgm": 138,
    "netbios-ns": 137,
    "netbios-ss": 139,
    "netbios-ssn": 139,
    "nfsd": 2049,
    "ntp": 123,
    "radacct": 1813,
    "radius": 1812,
    "snmp": 161,
    "snmptrap": 162,
    "sunrpc": 111,
    "tacacs": 49,
    "tacacs-ds": 65,
    "talk": 517,
    "time": 37,
    "zebra-rib": 2600,
}
_TCP = _BOTH | {
    "chargen": 19,
    "cmd": 514,
    "daytime": 13,
    "exec": 512,
    "finger": 79,
    "ftp": 21,
    "ftp-data": 20,
    "gopher": 70,
    "hostname": 101,
    "ident": 113,
    "imap4": 143,
    "irc": 194,
    "klogin": 543,
    "kshell": 544,
    "login": 513,
    "lpd": 515,
    "microsoft-ds": 445,
    "netconf-ssh": 830,
    "nntp": 119,
    "onep-plain": 15001,
    "onep-tls": 15002,
    "pim-auto-rp": 496,
    "pop2": 109,
    "pop3": 110,
    "pptp": 1723,
    "rtsp": 554,
    "smtp": 25,
    "socks": 1080,
    "ssh": 22,
    "telnet": 23,
    "uucp": 540,
    "whois": 43,
    "www": 80,
}
_UDP = _BOTH | {
    "bfd": 3784,
    "bfd-echo": 3785,
    "biff": 512,
    "bootpc": 68,
    "bootps": 67,
    "dhcp": 67,
    "dnsix": 195,
    "isakmp": 500,
    "mobile-ip": 434,
    "nameserver": 42,
    "non500-isakmp": 4500,
    "pim-auto-rp": 496,
    "rip": 520,
    "ripng": 521,
    "snmp-trap": 162,
    "syslog": 514,
    "tftp": 69,
    "vxlan": 4789,
    "who": 513,
    "xdmcp": 177,
}
_PROTOCOLS_4 = {"ipv4": "ip", "1": "icmp", "6": "tcp", "17": "udp"}
_PROTOCOLS_6 = {"ipv6": "ip", "icmpv6": "icmp", "icmp6": "icmp", "58": "icmp", "6": "tcp", "17": "udp"}


def port(written: str, protocol: str) -> int | None:
    """Return the port's number, or None for a name that is not known under the protocol."""
    if written.isdecimal():
        return int(written) if int(written) <= 65535 else None
    table = {"tcp": _TCP, "udp": _UDP}.get(protocol)
    return table.get(written.lower()) if table else None


def protocol_name(written: str, family: str) -> str:
    """Return `ip`, `tcp`, `udp` or `icmp` where a protocol is one of them for the family; otherwise as written."""
    word = written.lower()
    if family == "ipv6" and word == "icmp":
        return "icmp"
    return (_PROTOCOLS_4 if family == "ipv4" else _PROTOCOLS_6).get(word, word)
