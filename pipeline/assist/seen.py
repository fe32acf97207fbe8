"""Text as it is seen: without signs that nobody sees, and without letters of one alphabet inside words of another.

What is hidden from people must not be hidden from the redactor: `pass<zero-width>word` is the word `password`.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))
_LIKE = str.maketrans(
    "АВЕКМНОРСТУХасеорхуіјѕԁԛԝһӏгΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορτυιкмптвнь",
    "ABEKMHOPCTYXaceopxyijsdqwhlrABEZHIKMNOPTYXavoptuikmntbHb",
)
"""Letters of other alphabets by the Latin ones that they look like."""
_WORD = re.compile(r"\w+")


def seen(text: str) -> str:
    """Return text in its compatible form, without what cannot be seen; mixed words are read as Latin ones.

    Law: seen again, nothing changes.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(char for char in plain if char in "\n\t" or unicodedata.category(char) not in _UNSEEN)
    # Taking a sign out may join what composes; once more makes it stable.
    return _WORD.sub(_latin, unicodedata.normalize("NFKC", kept))


def _latin(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or not any(char.isascii() and char.isalpha() for char in word):
        return word
    return word.translate(_LIKE)
