"""Ports of packet filters as a device shows them: by name where it has one, so that the candidate is what it prints.

Sources: Cisco IOS Security Command Reference, permit (IP): TCP and UDP port names; Arista EOS User Manual, ACLs.
"""

from __future__ import annotations

_IOS = {
    "tcp": {
        7: "echo", 9: "discard", 13: "daytime", 19: "chargen", 20: "ftp-data", 21: "ftp", 23: "telnet", 25: "smtp",
        37: "time", 43: "whois", 49: "tacacs", 53: "domain", 70: "gopher", 79: "finger", 80: "www", 101: "hostname",
        109: "pop2", 110: "pop3", 111: "sunrpc", 113: "ident", 119: "nntp", 179: "bgp", 194: "irc", 512: "exec",
        513: "login", 514: "cmd", 515: "lpd", 517: "talk", 540: "uucp", 543: "klogin", 544: "kshell",
    },
    "udp": {
        7: "echo", 9: "discard", 37: "time", 42: "nameserver", 49: "tacacs", 53: "domain", 67: "bootps", 68: "bootpc",
        69: "tftp", 111: "sunrpc", 123: "ntp", 137: "netbios-ns", 138: "netbios-dgm", 139: "netbios-ss", 161: "snmp",
        162: "snmptrap", 177: "xdmcp", 434: "mobile-ip", 496: "pim-auto-rp", 500: "isakmp", 512: "biff", 513: "who",
        514: "syslog", 517: "talk", 520: "rip", 4500: "non500-isakmp",
    },
}  # fmt: skip
_EOS = {
    "tcp": {
        20: "ftp-data", 21: "ftp", 22: "ssh", 23: "telnet", 25: "smtp", 53: "domain", 80: "www", 110: "pop3",
        179: "bgp", 443: "https",
    },
    "udp": {
        53: "domain", 67: "bootps", 68: "bootpc", 69: "tftp", 123: "ntp", 161: "snmp", 162: "snmptrap", 514: "syslog",
        520: "rip",
    },
}  # fmt: skip
# NX-OS and IOS XR show the names of IOS; IOS XR has two more.
_XR = {"tcp": _IOS["tcp"] | {22: "ssh", 646: "ldp"}, "udp": _IOS["udp"] | {646: "ldp"}}
_NAMES = {"ios": _IOS, "nxos": _IOS, "xr": _XR, "eos": _EOS}


def port_match(ports: str, protocol: str, words: str) -> str:
    """Return ` eq P` or ` range A B` with its leading blank, nothing for any port; `words` is ios, nxos, xr or eos."""
    if not ports:
        return ""
    names = _NAMES[words].get(protocol, {})
    first, _, last = ports.partition("-")
    shown = [names.get(int(port), port) for port in (first, last) if port]
    return f" range {' '.join(shown)}" if last else f" eq {shown[0]}"
