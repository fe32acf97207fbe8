"""Secrets in clear text: they would stand in the package, in the repository and on the device."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.syntax.base import Written
    from schemas.finding import Finding

# What follows is hidden already, or stands for a secret that is filled in later.
_HIDDEN = r"(?!(?:[1-9]\d? \S|\"?\$\d|sha512 |encrypted |<secret:|\"<secret:|removed\b|\*))"
_CLEAR = re.compile(
    rf"(?:^|\s)(?:(?:password|secret|passphrase)(?: 0)? {_HIDDEN}\S"
    rf"|(?:key-string|pre-shared-key(?: ascii-text)?|authentication-key|plain-text-password-value)(?: 0)? {_HIDDEN}\S"
    rf"|(?:tacacs-server|radius-server)(?: host \S+)? key(?: 0)? {_HIDDEN}\S"
    rf"|message-digest-key \d+ md5 {_HIDDEN}\S|community {_HIDDEN}\S)"
)
_COMMUNITY = re.compile(r"(?:snmp-server|set snmp) community ")


def look(written: Written) -> Iterator[Finding]:
    """Yield a finding for each written line with a secret; the finding does not repeat it."""
    for text, place in written.lines():
        match = _CLEAR.search(text)
        if match is None or ("community" in match[0] and not _COMMUNITY.match(text)):
            continue
        shown = text[: match.end() - 1].strip()
        message = f"{written.device}: `{shown} …` writes a secret in clear text"
        hint = "refer to where it is kept, as `{secret: vault/path}`"
        found = written.find("secret-in-clear", message, place, hint)
        if any(re.match(pattern, text) for pattern in written.limits.in_clear):
            found = found.model_copy(
                update={"severity": Severity.WARNING, "hint": "the platform has no other form; protect the file"}
            )
        yield found


PLUGIN = look
