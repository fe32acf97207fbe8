"""Refuse what looks like a secret in an intent: it would stand in the repository for ever."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from schemas.finding import Finding, Severity, ordered

if TYPE_CHECKING:
    from pipeline.guard import Document, Path

_KEYS = frozenset(
    (
        *("password", "passwd", "secret", "key", "psk", "token", "community", "auth_key", "priv_key", "md5"),
        *("auth_password", "priv_password", "shared_secret", "api_key", "private_key"),
    )
)
_FORMS = (
    (r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key"),
    (r"\$(?:1|5|6|8|9|14|y|2[aby])\$\S+", "a hashed or scrambled password"),
    (r"(?:AKIA|ghp_|glpat-|xox[bp]-|eyJ[A-Za-z0-9_-]{10,}\.)\S*", "a token"),
    (r"(?i)(?:password|secret|key) (?:0|5|7|8|9) \S+", "a password as a device writes it"),
)
_WORD = re.compile(r"[A-Za-z0-9+/_=-]{20,}")


def secrets_in(document: Document) -> tuple[Finding, ...]:
    """Return a finding for every value of the spec that looks like a secret; a reference (`secret: PATH`) is none."""
    found = []
    for path in document.places:
        if path[:1] != ("spec",) or len(path) < 2:
            continue
        value = _at(document, path)
        what = _looks_like(path, value) if isinstance(value, str) else ""
        if what:
            found.append(
                Finding(
                    rule="secret-in-intent",
                    severity=Severity.ERROR,
                    message=f"{'.'.join(map(str, path))} looks like {what}",
                    place=document.place(path),
                    hint="write where it is kept, as `{secret: vault/path}`; change the secret, it has been seen",
                )
            )
    return ordered(found)


def _looks_like(path: Path, value: str) -> str:
    for pattern, what in _FORMS:
        if re.search(pattern, value):
            return what
    name = str(path[-1])
    if name == "secret" and len(path) > 2:  # a reference; its own pattern decides about it
        return ""
    if name in _KEYS and not re.fullmatch(r"\d+:\d+", value):  # a community of routes is no secret
        return "a secret under the name of one"
    word = _WORD.fullmatch(value)
    if word and _entropy(value) > 4 and re.search(r"\d", value) and re.search(r"[A-Z]", value):
        return "a generated secret"
    return ""


def _entropy(text: str) -> float:
    counts = Counter(text)
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values())


def _at(document: Document, path: Path) -> object:
    value = document.data
    for step in path:
        value = value[step]
    return value
