"""Words of a language model as plain text: one line, short, with nothing in it that anything could act on."""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 34
"""The longest words that people write have about thirty letters; encoded data has more."""
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Mn", "Me", "Mc"))
_ACTS = re.compile(
    r"(?i)https?:|www\.|ftp:|data:|javascript:|mailto:|file:|[<>`|\\{}\[\]#*_~$;&@^]|::|\]\("
    r"|[a-z0-9-]{2,}\.[a-z]{2,}|(?:^|\s)[/.]{1,2}[a-z]|\b0x[0-9a-f]+|%[0-9a-f]{2}|&#"
)
_COMMAND = re.compile(
    r"(?i)^\W*(?:no|set|delete|configure|conf t|interface|router|ip|ipv6|vlan|switchport|reload|write|copy|commit|rm|"
    r"curl|sudo|request|clear|debug|enable|end|exit)\s+\S+"
    r"|\b(?:reload|reboot|erase|wr(?:ite)? mem\w*|conf(?:igure)? t(?:erminal)?|copy run\w*|request system|"
    r"commit|curl|wget|sudo|bash|powershell|chmod|telnet|ssh|scp|rm -\w+|switchport|access-list|snmp-server|"
    r"no shutdown|neuladen|riavvia\w*)\b"
)
_JUDGES = re.compile(
    r"(?i)\b(?:approv\w*|lgtm|merge[sd]?|merging|verdicts?|pass(?:es|ed)?|fail(?:s|ed)?|waive[rsd]*|safe(?:ly)?|harmless|"
    r"no risk|risk-?free|trusted|verified|certified|ignore|disregard|override|bypass\w*|skip|"
    r"genehmig\w*|freigegeben|freigabe|bedenkenlos|unbedenklich|sicher|ungefährlich|ignorier\w*|übergehen|"
    r"approvat\w*|approvare|sicur\w*|innocu\w*|ignora\w*|salta\w*)\b"
)
_ASKS_FOR_SECRETS = re.compile(
    r"(?i)\b(?:passwor[dt]\w*|kennwort\w*|credentials?|zugangsdaten|parola d.ordine|credenzial\w*|"
    r"secrets?|api.?key|token)\b"
)


def refusal(text: str, most: int) -> str:
    """Return why a line cannot be shown, empty where it can."""
    if not text.strip():
        return "it is empty"
    if len(text) > most:
        return f"it has {len(text)} characters, at most {most} are taken"
    for char in text:
        if why := _sign(char):
            return why
    if (longest := max(map(len, text.split()))) > LONGEST_WORD:
        return f"a word of it has {longest} signs, as encoded data has"
    if found := _ACTS.search(text):
        return f"it holds {found[0]!r}, which could be acted on"
    if _COMMAND.search(text):
        return "it reads like a command"
    if found := _JUDGES.search(text):
        return f"it judges or steers ({found[0].casefold()!r}), which is not for a model to do"
    if _ASKS_FOR_SECRETS.search(text):
        return "it speaks of secrets"
    return ""


def invented(text: str, known: str) -> tuple[str, ...]:
    """Return the names and numbers of a text that do not stand in what was known: a model must not make them up.

    Every word with a digit is one: device, interface, VLAN, address, version, count.
    """
    words = (word.strip(".,:!?()'\"") for word in text.split())
    named = sorted({word for word in words if any(char.isdigit() for char in word)})
    return tuple(word for word in named if re.search(rf"(?<![\w./-]){re.escape(word)}(?![\w/-])", known) is None)


def _sign(char: str) -> str:
    if char.isascii() and char.isprintable():
        return ""
    category = unicodedata.category(char)
    if category in _UNSEEN:
        return f"it holds U+{ord(char):04X}, which cannot be seen"
    # Letters that look like ours and are others, and pictures that look like verdicts.
    if category[0] == "L" and not (ord(char) < 0x250 and unicodedata.name(char, "").startswith("LATIN ")):
        return f"it holds U+{ord(char):04X}, a letter of another alphabet"
    if category in ("So", "Sk", "Sm", "Nl", "No", "Nd") or (category == "Zs" and char != " "):
        return f"it holds U+{ord(char):04X}, a sign that is no plain text"
    return ""
