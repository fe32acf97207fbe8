"""Take secrets out of text, by the syntax in which devices write them; whatever follows a secret's keyword goes.

The words are those of Cisco IOS, NX-OS, IOS XR, Arista EOS, Junos and FRR (their command references), and of tokens
that services issue. It errs on the side of taking too much: the text is for a language model, not for a device.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_VALUE = r'"[^"\n]*"|\S+'
_KIND = (
    r"(?:(?:\d{1,2}a?|encrypted|clear|clear-text|cleartext|sha512|scrypt|md5|ascii|ascii-text|hex|"
    r"hexadecimal|text|plaintext|key-string|key-chain|encryption-type|password)\s+)*"
)
_KEYWORDS = (
    r"(?:enable\s+)?(?:secret|password)",
    r"(?:encrypted|simple|plain-text|authentication|privacy|hello-authentication|line|login)-password(?:-value)?",
    r"(?:encrypted|plain-text)-password-value",
    r"passwd|passphrase|set-key|psk(?!\s+set-key)|wpa-psk|pre-shared-key|shared-secret|secret-key|api-key|apikey|token|bearer",
    r"key-string|key-octet-string|keystring|authentication-key|privacy-key|auth-key|server-key|master-key|hash-key|key-chain-password",
    r"message-digest-key\s+\d+\s+md5|md5-key|md5|hmac-sha-?(?:1|256)?|cmac-aes-128|sha-?(?:1|256|512)?(?=\s+(?:0|6|7)\s)",
    r"(?:tacacs|radius)(?:-server)?\s+(?:server\s+\S+\s+)?(?:host\s+\S+\s+)?(?:[a-z-]+\s+\d+\s+)*key",
    r"isakmp\s+key|ikev2\s+key|(?<![\w-])key(?=\s+(?:0|6|7|8a|9)\s)|authentication\s+pre-share",
    r"snmp-server\s+community|snmp\s+community|set\s+snmp\s+community|rocommunity6?|rwcommunity6?|community(?=\s+(?:0|7)\s)|"
    r"community(?=\s+\")",
    r"snmp-server\s+host\s+\S+\s+(?:(?:traps|informs|version|vrf|use-vrf)\s+(?:\S+\s+)?)*(?:1|2c)",
    r"auth\s+(?:md5|sha(?:-?\d+)?)|priv(?:\s+(?:des|3des|aes(?:-?\d+)?(?:\s+(?:128|192|256))?))?|localized(?:key)?",
    r"ppp\s+(?:chap|pap\s+sent-username\s+\S+)\s+password|username\s+\S+\s+(?:privilege\s+\d+\s+)?(?:role\s+\S+\s+)?(?:nopassword\s+)?(?:password|secret|sshkey)",
    r"ip\s+ospf\s+authentication-key|neighbor\s+\S+\s+password|area\s+\S+\s+(?:virtual-link\s+\S+\s+)?authentication-key",
    r"isis\s+password|area-password|domain-password|lsp-password|standby\s+\d+\s+authentication|vrrp\s+\d+\s+authentication(?:\s+text)?|glbp\s+\d+\s+authentication(?:\s+text)?",
    r"ntp\s+authentication-key\s+\d+\s+\S+|vtp\s+password|aaa\s+\S+\s+key",
)
_AFTER = re.compile(rf"(?im)(?<![\w-])((?:{'|'.join(_KEYWORDS)})\s*[:=]?\s+{_KIND})({_VALUE})")
_SPOKEN_OF = (
    r"pass(?:word|wort|wd|phrase)?|kennwort|parola d'ordine|parola chiave|chiave|schlüssel|geheimnis|secret|token|"
    r"api[-_]?(?:key|token)|community|psk|pre-shared key|preshared key"
)
_ASSIGNED = re.compile(rf"(?i)(?<![a-z])((?:{_SPOKEN_OF})[\"']?\s*[:=]\s*)(\"[^\"\n]*\"|'[^'\n]*'|\S+)")
_SAID = re.compile(
    rf"(?i)\b((?:{_SPOKEN_OF})(?:\s+(?:is|are|will be|shall be|ist|lautet|heißt|heisst|wird|soll|è|sarà|diventa))+\s*:?\s+)"
    r"(\"[^\"\n]*\"|'[^'\n]*'|\S+)"
)
"""A secret as people say it, in English, German and Italian."""
_USER = re.compile(r"((?<!\S)(?:-u|--user)[ =]\S+?:)(\S+)")
_URL = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s/:@]+:)([^\s/@]+)(?=@)")
_SHAPES = (
    re.compile(r"-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|\Z)", re.DOTALL),
    re.compile(r"(?m)^[ \t]*certificate\b[^\n]*\n(?:[ \t]+\S[^\n]*(?:\n|\Z))+"),
    re.compile(r"\$(?:1|2[aby]?|5|6|8|9|14|sha512|scrypt|y)\$[^\s\"';]+"),
    re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{12,}|sk-[\w-]{16,})"
    ),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"),
    re.compile(r"(?m)^\s*(?:[0-9A-Fa-f]{8}\s+){2,}[0-9A-Fa-f]{2,8}\s*$"),
    re.compile(r"(?<![\w.:-])(?:[0-9a-fA-F]{2}){12,}(?![\w.:-])"),
    re.compile(r"(?<![\w/+=-])(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+)\s+\S+"),
    re.compile(
        r"(?<![\w/+=.-])(?![A-Za-z]+\d+(?:[/.:]\d+)+(?![\w/+]))(?=[A-Za-z0-9+/]*[0-9+/])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])[A-Za-z0-9+/]{24,}={0,2}"
    ),
)
MARK = "<SECRET>"
SHORTEST = 5
"""Signs of a value that is looked for elsewhere; `7` or `sha` would be found everywhere."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """Text without secrets."""

    text: str
    """With a mark where one stood."""
    taken: tuple[str, ...]
    """The values that were taken out, each once, sorted: nothing that is sent may hold one of them."""


def redact(text: str) -> Redacted:
    """Take out every secret. Law: taken from the result again, nothing more comes out."""
    taken: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        value = match[2].strip("\"';,")
        if value and MARK not in value:
            taken.add(value)
        return f"{match[1]}{MARK}"

    def drop(match: re.Match[str]) -> str:
        if MARK not in match[0]:
            # Plain words of a block that goes as a whole are no secrets: they may stand elsewhere.
            taken.update(part for part in match[0].split() if len(part) > 7 and not (part.isalpha() and part.islower()))
        return MARK

    out = text
    for shape in _SHAPES:
        out = shape.sub(drop, out)
    for pattern in (_SAID, _AFTER, _ASSIGNED, _USER, _URL):
        out = pattern.sub(keep, out)
    return Redacted(out, tuple(sorted(taken)))


@lru_cache(maxsize=64)
def secrets_of(text: str) -> frozenset[str]:
    """Return the values in a configuration that must not stand in anything that is sent."""
    return frozenset(value for value in redact(text).taken if len(value) >= SHORTEST)
