"""Words of a language model as plain text: one line, short, with nothing in it that anything could act on."""

from __future__ import annotations

import re
import unicodedata

_ACTS = re.compile(
    r"(?i)https?:|www\.|data:|javascript:|mailto:|[a-z0-9-]+\.(?:com|net|org|io|dev|app|link)\b|[<>`|\\{}\[\]#*_~$;&]|::|@|\]\("
)
_COMMAND = re.compile(
    r"(?i)^\W*(?:no|set|delete|configure|conf t|interface|router|ip|ipv6|vlan|switchport|reload|write|copy|commit|rm|"
    r"curl|sudo|request|clear|debug|enable|end|exit)\s+\S+"
)


def refusal(text: str, most: int) -> str:
    """Return why a line cannot be shown, empty where it can."""
    if not text.strip():
        return "it is empty"
    if len(text) > most:
        return f"it has {len(text)} characters, at most {most} are taken"
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"):
            return f"it holds U+{ord(char):04X}, which cannot be seen"
    if found := _ACTS.search(text):
        return f"it holds {found[0]!r}, which could be acted on"
    if _COMMAND.search(text):
        return "it reads like a command"
    return ""
