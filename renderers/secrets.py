"""Stored passwords as something that two ends can be compared by; the password itself never leaves here.

Sources: the constant key of Cisco's type 7 is public since 1997; Junos `$9$` is documented by its own manual as an
obfuscation. Both hide from a glance over the shoulder, nothing more.
"""

from __future__ import annotations

from hashlib import sha256

from schemas.joints import Secret

_KEY7 = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
_FAMILIES = ("QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T")
_EXTRA = {sign: 3 - number for number, family in enumerate(_FAMILIES) for sign in family}
_ALPHABET = "".join(_FAMILIES)
_WEIGHTS = ((1, 4, 32), (1, 16, 32), (1, 8, 32), (1, 64), (1, 32), (1, 4, 16, 128), (1, 32, 64))


def plain(word: str) -> Secret:
    """Return a password that is stored as it is."""
    return Secret(state="known", print=sha256(b"gains secret " + word.encode()).hexdigest()[:16])


def unknown() -> Secret:
    """Return one that is stored in a form that only the device reads."""
    return Secret(state="unknown")


def cisco(words: list[str]) -> Secret:
    """Return what follows `password` on IOS: `x`, `0 x`, `7 x`, or a form that is not read."""
    match words:
        case ["0", word]:
            return plain(word)
        case ["7", word]:
            found = _seven(word)
            return plain(found) if found is not None else unknown()
        case [word]:
            return plain(word)
        case _:
            return unknown()


def junos(word: str) -> Secret:
    """Return an `authentication-key`."""
    if not word.startswith("$9$"):
        return unknown() if word.startswith("$") else plain(word)
    found = _nine(word[3:])
    return plain(found) if found is not None else unknown()


def _seven(word: str) -> str | None:
    if len(word) < 4:
        return None
    try:
        salt, coded = int(word[:2]), bytes.fromhex(word[2:])
        return bytes(sign ^ _KEY7[(salt + at) % len(_KEY7)] for at, sign in enumerate(coded)).decode("ascii")
    except (ValueError, UnicodeDecodeError):
        return None


def _nine(word: str) -> str | None:
    if not word or any(sign not in _EXTRA for sign in word):
        return None
    last, rest = word[0], word[1 + _EXTRA[word[0]] :]
    out: list[str] = []
    while rest:
        weights = _WEIGHTS[len(out) % len(_WEIGHTS)]
        part, rest = rest[: len(weights)], rest[len(weights) :]
        if len(part) < len(weights):
            return None
        total = 0
        for sign, weight in zip(part, weights, strict=True):
            total += ((_ALPHABET.index(sign) - _ALPHABET.index(last)) % len(_ALPHABET) - 1) * weight
            last = sign
        if not 0 < total % 256 < 128:
            return None
        out.append(chr(total % 256))
    return "".join(out)
